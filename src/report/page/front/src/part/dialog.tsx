// A window over the page: the browser keeps the focus in it, Escape closes it, the focus returns.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../language";

export function Dialog({ label, close, children }: { label: string; close: () => void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => {
      dialog.close();
      before?.focus?.();
    };
  }, []);
  return (
    <dialog ref={element} aria-label={label} onCancel={(event) => { event.preventDefault(); close(); }} onClick={(event) => { if (event.target === element.current) close(); }}>
      <div class="window">
        <button type="button" class="close" onClick={close}>{words.value.close} <span aria-hidden="true">×</span></button>
        {children}
      </div>
    </dialog>
  );
}
