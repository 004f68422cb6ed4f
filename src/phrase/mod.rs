//! Campaign phrases, slogans and set phrases: which families of them occur in a text, and where.
//!
//! [`Families`] is the gazetteer (`models/families.toml`), written in the small [grammar](self#the-grammar-of-a-variant)
//! below; [`Matcher`] finds every hit of every family in one pass over [`Tokens`](crate::tokens::Tokens);
//! [`docnum`] reads document numbers such as `Chỉ thị số 05-CT/TW`.
//!
//! # The grammar of a variant
//!
//! | written | accepts |
//! | --- | --- |
//! | `nông thôn mới` | the words in this order, white space between them (no quotes: in `Quỹ “Vì người nghèo”` the head stays outside) |
//! | `[xây dựng] nông thôn mới` | with or without the words in the brackets |
//! | `[bộ\|chi bộ]`, `(khóa\|khoá) XI` | one of the alternatives; in square brackets none will do as well |
//! | `kinh tế - xã hội`, `cán bộ, đảng viên` | a soft joint: nothing, quotes, comma, semicolon, hyphen, dash, slash, `và`, `, và`, or an opening bracket |
//! | `{cán bộ, đảng viên}` | the parts in any order, soft joints between them (four parts at most) |
//! | `hoàn thành …3 nhiệm vụ` | a gap: up to three words of any kind (five at most), written `...3` as well |
//! | `tự phê bình và phê bình` | a written `và` asks for `và` |
//! | `XDNTM` | a word of two or more capitals asks for capitals; all other words match in any case |
//!
//! Words match by [`Key`](crate::syllable::Key): case, the place of the tone mark, NFC or NFD do not count. A hit never
//! goes beyond a sentence, ends within a longer word (`môi trường học thân thiện`) or names an office (`Cục Chuyển đổi
//! số`). An opening bracket inside a hit takes its closing one along:
//! `Nghị quyết Trung ương 4 (khóa XI)`.

mod accentless;
mod boundary;
mod cited;
mod count;
pub mod docnum;
mod explain;
mod family;
mod file;
mod gap;
mod grammar;
mod hit;
mod matcher;
mod near;
mod settle;
mod traps;
mod trie;
mod verify;
mod vocabulary;

pub use cited::{Certainty, Founded, Known, Reading};
pub use count::CountPolicy;
pub use explain::Miss;
pub use family::{Citation, Families, Family, FamilyKind, Nested, Pattern, Purpose};
pub use file::{Checked, Mistake};
pub use grammar::MAX_FORMS;
pub use hit::{Flags, Hit};
pub use matcher::{MatchScratch, Matcher};
