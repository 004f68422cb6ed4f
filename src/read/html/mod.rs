//! Saved web pages of newspapers and portals, as blocks with roles.
//!
//! html5ever reads the page as browsers do; what a block is follows from what Vietnamese newspapers do:
//! the lead (*sa-pô*) stands outside the container of the body and `og:description` holds its beginning;
//! the head names the paper as author and the reporter stands in the last paragraph; links to related
//! articles stand inside the body; captions are the short lines under pictures.

mod article;
mod charset;
mod credit;
mod date;
mod fragment;
mod hint;
mod lines;
mod measure;
mod metadata;
mod outline;
mod roles;
mod tree;
mod wording;

pub use charset::charset;
pub(super) use fragment::is_markup;

use crate::date::{DateOrigin, Moment};
use crate::role::Role;

/// A page: what it says of itself, and its text in blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The headline as the page shows it; as its head claims where no line shows it.
    pub title: Option<String>,
    /// When it was published, and where that was found.
    pub published: Option<(Moment, DateOrigin)>,
    /// Name of the newspaper or site.
    pub source: Option<String>,
    /// Address of the page, as it gives it itself.
    pub url: Option<String>,
    /// The reporter: from the end of the article or from its head; never the paper.
    pub byline: Option<String>,
    /// Whether the page is an article; pages of a section and home pages are not.
    pub is_article: bool,
    /// Everything readable on the page, in order.
    pub blocks: Vec<Block>,
}

/// One paragraph, caption, heading, link or other line of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The text, white space collapsed, never empty, letters as written.
    pub text: String,
    /// What the block is on the page.
    pub role: Role,
}

/// Reads a page. Any text is a page; what has no structure comes out as boilerplate.
///
/// ```
/// use chinhluan::{Role, read::html::page};
///
/// let page = page(
///     "<h1>Xã Tả Phình xóa xong nhà tạm</h1><p>07/03/2026 08:47</p>\
///      <p>Chiều 6/3, xã bàn giao căn nhà cuối cùng cho một gia đình ở bản Nậm Chà.</p>\
///      <p>Mỗi căn nhà được ngân sách hỗ trợ 60 triệu đồng, còn lại là ngày công của bà con.</p>\
///      <p align=right><b>Lò Thị Xuân</b></p>",
/// );
/// assert!(page.is_article);
/// assert_eq!(page.title.as_deref(), Some("Xã Tả Phình xóa xong nhà tạm"));
/// assert_eq!(page.published.unwrap().0.to_string(), "2026-03-07T08:47");
/// assert_eq!(page.byline.as_deref(), Some("Lò Thị Xuân"));
/// assert_eq!(page.blocks[2].role, Role::Body);
/// ```
pub fn page(html: &str) -> Page {
    let tree = tree::Tree::parse(html);
    let metadata = metadata::Metadata::read(&tree);
    let hints = hint::Hint::all(&tree);
    let lines = lines::Lines::of(&tree, &hints);
    let outline = outline::Outline::of(&tree, &hints, &lines, &metadata);
    roles::assign(&tree, lines, outline, metadata)
}
