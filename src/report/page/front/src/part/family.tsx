// A family by name, and the choice of one.
import { countedFamilies, data } from "../collection";
import { compare } from "../format";

export const FamilyName = ({ family }: { family: number }) => <span lang="vi">{data.families[family]!.name}</span>;

export function FamilySelect({ label, value, change, all }: { label: string; value: number; change: (value: number) => void; all?: string }) {
  const named = data.families.slice(0, countedFamilies).map((family, index) => ({ name: family.name, index }));
  named.sort((a, b) => compare(a.name, b.name));
  return (
    <label class="family">{label}
      <select value={String(value)} onChange={(event) => change(Number(event.currentTarget.value))}>
        {all && <option value="-1" selected={value === -1}>{all}</option>}
        {named.map(({ name, index }) => <option value={String(index)} lang="vi" selected={index === value}>{name}</option>)}
      </select>
    </label>
  );
}
