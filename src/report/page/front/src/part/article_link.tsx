import { titleOf } from "../collection";
import { article, type Place } from "../selection";

/** Opens the article, at `place` where there is one. */
export function ArticleLink({ document, place = null }: { document: number; place?: Place | null }) {
  return <button type="button" class="link" lang="vi" onClick={() => { article.value = { document, place }; }}>{titleOf(document)}</button>;
}
