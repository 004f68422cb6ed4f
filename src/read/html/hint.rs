//! What the names of classes and ids say about the element that carries them.
//!
//! Newspapers of one province name the parts of a page in English, of the next in Vietnamese without
//! accents, whole or abbreviated; the words below are those seen on several sites.

use super::tree::{Data, Id, Tree};
use html5ever::local_name;

/// A set of hints.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hint(u16);

impl Hint {
    pub(super) const RELATED: Self = Self(1);
    pub(super) const COMMENT: Self = Self(1 << 1);
    pub(super) const NAV: Self = Self(1 << 2);
    pub(super) const FOOTER: Self = Self(1 << 3);
    pub(super) const TOOLS: Self = Self(1 << 4);
    pub(super) const TAGS: Self = Self(1 << 5);
    pub(super) const TITLE: Self = Self(1 << 6);
    pub(super) const LEAD: Self = Self(1 << 7);
    pub(super) const CAPTION: Self = Self(1 << 8);
    pub(super) const AUTHOR: Self = Self(1 << 9);
    pub(super) const DATE: Self = Self(1 << 10);
    pub(super) const HEADING: Self = Self(1 << 11);
    pub(super) const FORM: Self = Self(1 << 12);
    /// The hints that take an element out of the article.
    pub(super) const OUTSIDE: Self = Self(
        Self::RELATED.0
            | Self::COMMENT.0
            | Self::NAV.0
            | Self::FOOTER.0
            | Self::TOOLS.0
            | Self::TAGS.0
            | Self::FORM.0,
    );

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The hints of every node of a tree.
    pub(super) fn all(tree: &Tree) -> Vec<Self> {
        (0..tree.len() as Id).map(|id| Self::of(tree, id)).collect()
    }

    /// The hints of one element: its tag, class, id, item property, role and type.
    fn of(tree: &Tree, id: Id) -> Self {
        let Data::Element(name, attributes) = tree.data(id) else { return Self::default() };
        let mut hint = match *name {
            local_name!("nav") | local_name!("menu") => Self::NAV,
            local_name!("footer") => Self::FOOTER,
            local_name!("aside") => Self::RELATED,
            local_name!("form") => Self::FORM,
            local_name!("figcaption") | local_name!("caption") => Self::CAPTION,
            local_name!("time") => Self::DATE,
            _ => Self::default(),
        };
        for attribute in attributes {
            if matches!(
                &*attribute.name.local,
                "class" | "id" | "itemprop" | "role" | "type" | "data-role" | "rel"
            ) {
                for name in attribute.value.split_ascii_whitespace() {
                    hint = hint.or(Self::of_name(name));
                }
            }
        }
        hint
    }

    /// The hints of one class name or id.
    fn of_name(name: &str) -> Self {
        // Generated names are long and say nothing.
        if name.len() > 64 {
            return Self::default();
        }
        let words = words(name);
        let squashed: String = words.concat();
        let mut hint = Self::default();
        for (stems, meaning) in STEMS {
            if stems.iter().any(|stem| squashed.contains(stem)) {
                hint = hint.or(*meaning);
            }
        }
        for (list, meaning) in WORDS {
            if words.iter().any(|word| list.contains(&word.as_str())) {
                hint = hint.or(*meaning);
            }
        }
        hint
    }
}

/// Long enough to mean the same wherever they occur inside a name.
const STEMS: &[(&[&str], Hint)] = &[
    (
        &[
            "related",
            "relate",
            "lienquan",
            "tinkhac",
            "baikhac",
            "tinlq",
            "cungchuyen",
            "cungloai",
            "othernews",
            "newsother",
            "recommend",
            "docthem",
            "readmore",
            "xemthem",
            "docnhieu",
            "xemnhieu",
            "mostread",
            "mostview",
            "tinmoi",
            "tinnong",
            "tieudiem",
            "latest",
            "daduoc",
            "dadua",
            "tincu",
            "callout",
            "nextpost",
            "postnav",
            "pagenav",
            "sidebar",
            "relationnews",
            "newsrelation",
            "topnews",
            "hotnews",
            "interested",
            "quantam",
        ],
        Hint::RELATED,
    ),
    (&["comment", "binhluan", "ykien", "phanhoi", "feedback", "guibai"], Hint::COMMENT),
    (&["breadcrumb", "duongdan", "pagination", "phantrang", "navbar", "navigation"], Hint::NAV),
    (&["footer", "chantrang", "copyright", "banquyen"], Hint::FOOTER),
    (
        &[
            "quangcao",
            "advert",
            "addthis",
            "sharedaddy",
            "luotxem",
            "thongke",
            "danhgia",
            "rating",
            "toolbar",
            "fontsize",
            "googlenews",
            "sharethis",
            "zalo",
            "facebook",
            "banner",
            "hotline",
            "poll",
            "survey",
            "thamdo",
        ],
        Hint::TOOLS,
    ),
    (&["tukhoa", "taglist", "keyword"], Hint::TAGS),
    (&["tieude", "posttitle", "entrytitle", "articletitle", "headtitle", "newstitle"], Hint::TITLE),
    (&["sapo", "tomtat", "trichyeu", "chapeau", "trichdan", "shortintro", "gioithieu"], Hint::LEAD),
    (&["caption", "chuthich", "ghichuanh", "imgdesc", "imagedesc", "photodesc", "avatardesc"], Hint::CAPTION),
    (&["tacgia", "byline", "butdanh", "nguoiviet", "phongvien"], Hint::AUTHOR),
    (&["ngaydang", "publish", "thoigian"], Hint::DATE),
    (&["subtitle", "titphu", "crosshead", "subhead"], Hint::HEADING),
];

/// Too short to be looked for inside other words.
const WORDS: &[(&[&str], Hint)] = &[
    (&["other", "others", "khac", "lq", "widget", "aside", "rail", "lastest", "rel"], Hint::RELATED),
    (&["cmt", "respond", "comments", "discuss"], Hint::COMMENT),
    (&["nav", "menu", "mnu", "topbar", "crumb", "crumbs", "paging", "pager", "search"], Hint::NAV),
    (&["foot", "ft", "ftr"], Hint::FOOTER),
    (
        &[
            "ad", "ads", "adv", "qc", "share", "shares", "social", "tool", "tools", "print", "like", "audio",
            "rate", "vote", "sponsor", "promo", "stats",
        ],
        Hint::TOOLS,
    ),
    (&["tag", "tags", "topics"], Hint::TAGS),
    (&["title", "tua", "tit", "headline"], Hint::TITLE),
    (
        &[
            "lead",
            "summary",
            "abstract",
            "desc",
            "description",
            "intro",
            "mota",
            "excerpt",
            "dek",
            "standfirst",
        ],
        Hint::LEAD,
    ),
    (&["author", "writer", "reporter", "vcard", "sign", "signature"], Hint::AUTHOR),
    (&["date", "time", "ngay", "clock", "posted"], Hint::DATE),
    (&["chapter"], Hint::HEADING),
];

/// The words of a name: `bx-others`, `OtherNews` and `detail__related` are two each.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for char in name.chars() {
        let new = !char.is_ascii_alphanumeric() || (lower_before && char.is_ascii_uppercase());
        if new && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if char.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(char.to_ascii_lowercase());
        }
        lower_before = char.is_ascii_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Hint;

    #[test]
    fn names_of_several_habits() {
        for (name, hint) in [
            ("detail__related", Hint::RELATED),
            ("OtherNews", Hint::RELATED),
            ("tin-khac", Hint::RELATED),
            ("tin_lien_quan", Hint::RELATED),
            ("box-comment", Hint::COMMENT),
            ("detail-sapo", Hint::LEAD),
            ("lblTomTat", Hint::LEAD),
            ("PhotoCMS_Caption", Hint::CAPTION),
        ] {
            assert!(Hint::of_name(name).has(hint), "{name}");
        }
        for name in ["position-relative", "content", "afcbc-body", "stage", "shadow"] {
            assert!(!Hint::of_name(name).has(Hint::OUTSIDE), "{name}");
        }
    }
}
