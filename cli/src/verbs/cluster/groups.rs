//! Which article is in which group.

use chinhluan::report::{Articles, Groups};
use serde_json::json;
use std::io::{self, Write};

/// One object an article; a copy has the group of the article it copies.
pub fn write(groups: &Groups, articles: &Articles, to: &mut impl Write) -> io::Result<()> {
    let list = &articles.articles;
    for (document, article) in list.iter().enumerate() {
        let grouped = match article.copy_of {
            Some(original) if groups.kept.binary_search(&document).is_err() => original as usize,
            _ => document,
        };
        let place = groups.place(grouped);
        let mut line = json!({ "document": article.document, "cluster": place.map(|place| place.group) });
        if groups.topics.is_some() {
            line["similarity"] = place.and_then(|place| place.similarity).into();
            line["x"] = place.and_then(|place| place.x).into();
            line["y"] = place.and_then(|place| place.y).into();
        }
        line["copy_of"] = article.copy_of.map(|original| list[original as usize].document.as_str()).into();
        serde_json::to_writer(&mut *to, &line)?;
        to.write_all(b"\n")?;
    }
    to.flush()
}
