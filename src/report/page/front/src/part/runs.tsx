import type { Run } from "../compare";

/** A text with what the other side does not have marked. */
export const Runs = ({ of, kind }: { of: Run[]; kind: "del" | "ins" }) => (
  <>{of.map(({ text, isOwn }) => (isOwn && text.trim() !== "" ? (kind === "del" ? <del>{text}</del> : <ins>{text}</ins>) : text))}</>
);
