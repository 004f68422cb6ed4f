//! Whether a text goes on about the same: lexical cohesion (Halliday and Hasan, *Cohesion in English*, 1976; as a measure Hearst,
//! *TextTiling*, Computational Linguistics 23, 1997).

/// Words behind a passage that are looked at: what a long document says later is about many things.
const LOOKED_AT: usize = 300;

/// How often pairs of neighbouring words come again behind a passage: of all that can be made of one pair in the passage and one
/// behind it, so many are the same. Half a pair more: of little text nothing is told.
pub(super) fn recurrence(passage: &[u16], following: &[u16]) -> f64 {
    let passage = pairs(passage);
    let following = pairs(&following[..following.len().min(LOOKED_AT)]);
    let again = following.iter().filter(|pair| passage.binary_search(pair).is_ok()).count();
    let all = passage.len() as f64 * following.len() as f64;
    if all == 0.0 { 1.0 } else { (again as f64 + 0.5) / all }
}

/// The distinct pairs of neighbouring words, in order.
fn pairs(words: &[u16]) -> Vec<u32> {
    let pairs = words.windows(2).map(|pair| u32::from(pair[0]) << 16 | u32::from(pair[1]));
    let mut pairs: Vec<u32> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
