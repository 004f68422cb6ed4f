//! Archiving without loss: which copy of an article is kept, and text from which furniture was cut so that it can be
//! put back.
//!
//! | | |
//! | --- | --- |
//! | [`Keep`], [`Claim`] | which document of a group survives |
//! | [`Cuts`] | passages cut out of a text, and the way back |

mod cuts;
mod keep;

pub use cuts::Cuts;
pub use keep::{Claim, Keep, Rule};
