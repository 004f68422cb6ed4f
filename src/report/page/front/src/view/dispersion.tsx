// Where phrases stand: in the collection, in articles, and how unevenly.
import { Collection } from "./strips";
import { Within } from "./within";
import { DispersionTable } from "./spread";
import { data } from "../collection";
import { words } from "../language";
import { Filters } from "../part/filters";
import { Legend } from "../part/legend";
import { families } from "../selection";

export function Dispersion() {
  const text = words.value.phrases;
  return (
    <>
      <p class="note">{words.value.dispersion.note}</p>
      <Filters rates={false} />
      <Legend entries={families.value.map((family, colour) => {
        const { name } = data.families[family]!;
        return { colour, label: <span lang="vi">{name}</span>, remove: { label: text.remove(name), run: () => { families.value = families.value.filter((it) => it !== family); } } };
      })} />
      <Collection />
      <Within />
      <DispersionTable />
    </>
  );
}
