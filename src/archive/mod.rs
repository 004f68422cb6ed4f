//! Archiving without loss: which copy of an article is kept, and text from which furniture was cut so that it can be
//! put back; what was archived before.
//!
//! | | |
//! | --- | --- |
//! | [`Keep`], [`Claim`] | which document of a group survives |
//! | [`Cuts`] | passages cut out of a text, and the way back |
//! | [`Index`] | what was archived before, in a file: what is new is compared with it and added |

mod cuts;
mod index;
mod keep;

pub use cuts::Cuts;
pub use index::{About, Addition, Health, Index, Stats};
pub use keep::{Claim, Keep, Rule};
