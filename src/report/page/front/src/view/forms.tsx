// The forms of one family: shares by period and a table.
import { useCallback, useMemo } from "preact/hooks";
import { data, datedPeriods } from "../collection";
import { sharesChart, type Share } from "../chart/shares";
import { extent, middle } from "../chart/time";
import { words } from "../language";
import { FamilySelect } from "../part/family";
import { Figure } from "../part/figure";
import { Legend } from "../part/legend";
import { focus, language, span } from "../selection";
import { chosenHits, countBy } from "../tally";

/** Forms with a colour of their own; the rest is one. */
const FORMS = 7;

export function Forms() {
  const text = words.value.phrases;
  const family = focus.value;
  const [from, until] = span.value ?? [0, datedPeriods - 1];
  const isChosen = chosenHits.value;
  const { forms, shares, rows } = useMemo(() => {
    const variants = data.variants.map((_, index) => index).filter((index) => data.variants[index]!.family === family);
    const place = new Map(variants.map((variant, index) => [variant, index]));
    const counts = countBy(variants.length, (hit) => place.get(data.hits.variant[hit]!) ?? -1);
    const order = variants.map((_, index) => index).filter((index) => counts.all[index]!.hits > 0).sort((a, b) => counts.all[b]!.hits - counts.all[a]!.hits || a - b);
    const own = order.length <= FORMS + 1 ? order : order.slice(0, FORMS);
    const forms = [...own.map((index) => data.variants[variants[index]!]!.form), ...(own.length < order.length ? [null] : [])];
    const shares: Share[] = [];
    const rows: (string | number)[][] = [];
    for (let period = from; period <= until; period++) {
      const of = counts.periods[period]!;
      const total = of.reduce((sum, it) => sum + it.hits, 0);
      const { name } = data.periods[period]!;
      for (const index of order) if (total > 0) rows.push([data.variants[variants[index]!]!.form, name, of[index]!.hits, Math.round((of[index]!.hits / total) * 1e4) / 1e4]);
      if (total === 0) continue;
      const rest = total - own.reduce((sum, index) => sum + of[index]!.hits, 0);
      forms.forEach((form, colour) => {
        const hits = form === null ? rest : of[own[colour]!]!.hits;
        shares.push({ x: middle(period), period: name, form: form ?? "…", colour, share: hits / total, hits });
      });
    }
    return { forms, shares, rows };
  }, [family, isChosen, from, until]);
  const make = useCallback((width: number) => sharesChart(width, shares, extent(from, until), text.shareAxis), [shares, language.value]);
  return (
    <Figure name="forms" title={text.shares} draw={make}
      note={<>{text.sharesNote} <FamilySelect label={text.focus} value={family} change={(value) => { focus.value = value; }} /></>}
      head={[text.form, text.period, text.count, text.share]} rows={() => rows}
      legend={<Legend entries={forms.map((form, colour) => ({ colour, label: form === null ? text.otherForms : <span lang="vi">{form}</span> }))} />} />
  );
}
