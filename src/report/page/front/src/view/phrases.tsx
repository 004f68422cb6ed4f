// Families over time: chart, forms, sources, and the table of all.
import { FamilyTable } from "./families";
import { Forms } from "./forms";
import { Numbers, Early } from "./citations";
import { BySource } from "./by_source";
import { Trend } from "./trend";
import { datedPeriods } from "../collection";
import { words } from "../language";
import { Filters } from "../part/filters";

export function Phrases() {
  return (
    <>
      <p class="note">{datedPeriods > 0 ? words.value.phrases.note : words.value.phrases.noteUndated}</p>
      <Filters />
      {datedPeriods > 0 && <Trend />}
      <FamilyTable />
      {datedPeriods > 0 && <div class="two"><Forms /><BySource /></div>}
      <Early />
      <Numbers />
    </>
  );
}
