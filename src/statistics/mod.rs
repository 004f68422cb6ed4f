//! Measures of corpus linguistics as pure functions: association, dispersion, keyness, intervals, trends.
//!
//! One file a family of measures. Every function names its formula, the base of its logarithm, its variant and its
//! reference, because two measures of one name differ: see [`keyness`], which has two kinds of G². What a measure is
//! not defined for gives `None`; nothing returns NaN.
//!
//! ```
//! use chinhluan::statistics::association::{Contingency, log_dice, log_likelihood};
//! // "social" stands 110 times before the 221 "workers" of 31,777 pairs, and 2,552 times in all.
//! let pair = Contingency { both: 110, left: 2552, right: 221, total: 31_777 };
//! assert!((log_likelihood(pair).unwrap() - 270.72).abs() < 0.01);
//! assert!((log_dice(pair).unwrap() - 10.34).abs() < 0.01);
//! ```

pub mod association;
pub mod dispersion;
pub mod distribution;
pub mod interval;
pub mod keyness;
pub mod multiple;
pub mod trend;
