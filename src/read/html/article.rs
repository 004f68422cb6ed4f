//! Whether a page is an article or a list of articles.

use super::hint::Hint;
use super::lines::Lines;
use super::metadata::Metadata;
use super::outline::Outline;
use super::tree::Tree;
use super::wording::is_imprint;
use html5ever::local_name;

/// An article has a headline and text of its own under it; a section page or a home page has headlines
/// that are links, and introductions to them. `og:type` parts them badly: portals say `article` on their
/// home page.
pub(super) fn is_article(tree: &Tree, lines: &Lines, outline: &Outline, metadata: &Metadata) -> bool {
    let (weight, paragraphs) = (outline.weight(lines), outline.paragraphs());
    if metadata.url.as_deref().is_some_and(is_home) {
        return false;
    }
    if metadata.article && weight >= 60 {
        return true;
    }
    if metadata.collection && outline.teasers > paragraphs {
        return false;
    }
    let enough = if outline.title.is_some() {
        (paragraphs >= 2 && weight >= 90) || weight >= 250 || is_brief(tree, lines, outline, metadata)
    } else {
        paragraphs >= 4 && weight >= 500
    };
    enough && outline.teasers <= paragraphs * 2 + 4
}

/// A headline over one paragraph, with no other headline between: a brief, a notice, the words of a video. The page of a
/// section may open so too, with what the section is about; it has no date and stands over headlines that are links.
fn is_brief(tree: &Tree, lines: &Lines, outline: &Outline, metadata: &Metadata) -> bool {
    /// Letters of a notice; the page that says there is none at this address has fewer.
    const NOTICE: u32 = 60;
    /// Links of five words and more beside a notice that no box of the page holds.
    const LINKS: usize = 3;
    let Some(title) = outline.title else { return false };
    let Some(first) = (title + 1..outline.column.end).find(|&at| outline.prose[at]) else { return false };
    // A date may stand beside the link.
    let is_headline = |at: &usize| lines.lines[*at].link_share() >= 0.5 && lines.lines[*at].words() >= 5;
    let under = || title + 1..first;
    if under().any(|at| is_headline(&at)) || is_imprint(&lines.lines[first].text) {
        return false;
    }
    let dated = metadata.published.is_some()
        || metadata.published_linked.is_some()
        || under().any(|at| lines.lines[at].date.is_some_and(|found| found.alone));
    let marked = || {
        let mut around = tree.upward(lines.lines[title].element);
        around.any(|id| tree.name(id) == local_name!("article") && lines.inside(id).contains(&first))
    };
    let open = |at: &usize| !outline.hints[*at].has(Hint::OUTSIDE) && is_headline(at);
    let alone =
        || outline.weight(lines) >= NOTICE && (first..lines.lines.len()).filter(open).count() <= LINKS;
    dated || marked() || alone()
}

fn is_home(url: &str) -> bool {
    let path = url.split_once("//").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    matches!(
        path.trim_end_matches('/'),
        "" | "index.html" | "index.php" | "trang-chu" | "trang-chu.html" | "home"
    )
}
