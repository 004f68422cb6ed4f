//! What a line of a news page is.

use serde::{Deserialize, Serialize};

/// What a line of a news page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The day the page was opened, in its masthead: `Thứ năm, 25/07/2024`.
    PageClock,
    /// Menu (thanh điều hướng).
    Nav,
    /// Rubric (chuyên mục), kicker, name of a column.
    Section,
    /// Headline (tít).
    Title,
    /// Date of publication.
    Date,
    /// Lead (sa-pô).
    Lead,
    /// Running text (chính văn), subheadings too.
    Body,
    /// Words below a picture (chú thích ảnh).
    Caption,
    /// Alt text of a picture that a content system made: the title without accents.
    ImageSlug,
    /// `Ảnh: M.H`
    PhotoCredit,
    /// Signature (bút danh).
    Byline,
    /// Where the article was first printed: `Theo Hải Hằng/Báo Thái Nguyên`.
    SourceCredit,
    /// Key words (từ khóa).
    Tags,
    /// Form for comments, and comments.
    CommentForm,
    /// Titles of other articles.
    Related,
    /// Counters, tools, the legal foot.
    Boilerplate,
    /// Nothing but white space.
    Blank,
}

impl Role {
    /// Every role, in the order of their declaration.
    pub const ALL: [Role; 17] = [
        Role::PageClock,
        Role::Nav,
        Role::Section,
        Role::Title,
        Role::Date,
        Role::Lead,
        Role::Body,
        Role::Caption,
        Role::ImageSlug,
        Role::PhotoCredit,
        Role::Byline,
        Role::SourceCredit,
        Role::Tags,
        Role::CommentForm,
        Role::Related,
        Role::Boilerplate,
        Role::Blank,
    ];

    /// The name in outputs, `page_clock`.
    pub fn name(self) -> &'static str {
        match self {
            Role::PageClock => "page_clock",
            Role::Nav => "nav",
            Role::Section => "section",
            Role::Title => "title",
            Role::Date => "date",
            Role::Lead => "lead",
            Role::Body => "body",
            Role::Caption => "caption",
            Role::ImageSlug => "image_slug",
            Role::PhotoCredit => "photo_credit",
            Role::Byline => "byline",
            Role::SourceCredit => "source_credit",
            Role::Tags => "tags",
            Role::CommentForm => "comment_form",
            Role::Related => "related",
            Role::Boilerplate => "boilerplate",
            Role::Blank => "blank",
        }
    }

    /// Whether the line belongs to the page and not to the article: nothing that the paper says of the article's
    /// subject, date or authors.
    pub fn is_furniture(self) -> bool {
        use Role::{Boilerplate, CommentForm, ImageSlug, Nav, PageClock, Related, Tags};
        matches!(self, PageClock | Nav | ImageSlug | Tags | CommentForm | Related | Boilerplate)
    }

    /// Whether the line is what the article says: title, lead, body and captions, not what stands around it.
    pub fn is_content(self) -> bool {
        matches!(self, Role::Title | Role::Lead | Role::Body | Role::Caption)
    }
}
