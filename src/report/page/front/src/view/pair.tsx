// Two articles side by side: paragraphs that share text stand beside each other.
import { useEffect, useMemo, useState } from "preact/hooks";
import { data, titleOf } from "../collection";
import { aligned, loosely, runs } from "../compare";
import { date } from "../format";
import { reason } from "../language/reason";
import { words } from "../language";
import { loadArticle, type Article } from "../load";
import { Dialog } from "../part/dialog";
import { Runs } from "../part/runs";
import { language, pair } from "../selection";

export function Pair() {
  const now = pair.value;
  if (now === null) return null;
  const relation = data.relations[now]!;
  const title = words.value.duplicates.compareTitle(words.value.relations[relation.relation] ?? relation.relation);
  return <Dialog key={now} label={title} close={() => { pair.value = null; }}><Content title={title} relation={now} /></Dialog>;
}

/** What the author wrote, a paragraph an entry. */
function paragraphs(article: Article): string[] {
  const { lines, text } = article;
  return lines.start.flatMap((start, line) => {
    const paragraph = text.slice(start, lines.end[line]!).trim();
    return data.contentRoles[lines.role[line]!] && paragraph !== "" ? [paragraph] : [];
  });
}

function Content({ title, relation }: { title: string; relation: number }) {
  const text = words.value.duplicates;
  const { a, b, reason: why } = data.relations[relation]!;
  const { documents } = data;
  const [articles, setArticles] = useState<Article[] | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    void Promise.all([a, b].map((it) => loadArticle(documents.chunk[it]!, documents.place[it]!))).then(setArticles, () => setMissing(true));
  }, [relation]);
  const rows = useMemo(() => articles && aligned(paragraphs(articles[0]!), paragraphs(articles[1]!)).map(([one, other]) =>
    one !== null && other !== null ? runs(one, other, loosely) : [one === null ? [] : [{ text: one, isOwn: true }], other === null ? [] : [{ text: other, isOwn: true }]]), [articles]);
  return (
    <>
      <header><h2>{title}</h2><p class="note">{reason(why, language.value)}. {text.aligned}</p></header>
      <table class="pair">
        <thead>
          <tr>
            {[a, b].map((it) => (
              <th scope="col"><span lang="vi">{titleOf(it)}</span><br /><small>{data.sources[documents.source[it]!] ?? words.value.unknownSource}, {date(documents.date[it]!)}</small></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.map(([one, other]) => <tr><td lang="vi"><Runs of={one!} kind="del" /></td><td lang="vi"><Runs of={other!} kind="ins" /></td></tr>)}
        </tbody>
      </table>
      {!rows && <p class="empty" role="status">{isMissing ? words.value.missing : words.value.loading}</p>}
    </>
  );
}
