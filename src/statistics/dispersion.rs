//! How evenly something is spread over the parts of a collection.
//!
//! Every function takes the count in each part and the size of each part (syllables, words), in the same order.
//! `None` where nothing occurs, where the two lists differ in length, or where something occurs in a part of size 0;
//! other parts of size 0 are no parts. Written t for the shares of the counts and w for the shares of the sizes.
//!
//! The names matter: what one tool calls DP another gives as 1 − DP, and Juilland's D and Carroll's D₂ run from 0
//! (all in one part) to 1 (even), Gries' DP the other way.

/// The parts, checked: each with its count and its size.
fn parts(counts: &[u64], sizes: &[u64]) -> Option<Vec<(f64, f64)>> {
    let mut parts = Vec::with_capacity(counts.len());
    for (&count, &size) in counts.iter().zip(sizes) {
        match (count, size) {
            (0, 0) => {}
            (_, 0) => return None,
            _ => parts.push((count as f64, size as f64)),
        }
    }
    let occurs = parts.iter().any(|&(count, _)| count > 0.0);
    (counts.len() == sizes.len() && occurs).then_some(parts)
}

/// Shares of the counts and of the sizes.
fn shares(counts: &[u64], sizes: &[u64]) -> Option<Vec<(f64, f64)>> {
    let mut parts = parts(counts, sizes)?;
    let (count, size) = parts.iter().fold((0.0, 0.0), |(count, size), part| (count + part.0, size + part.1));
    parts.iter_mut().for_each(|part| *part = (part.0 / count, part.1 / size));
    Some(parts)
}

/// Count by size in each part.
fn rates(counts: &[u64], sizes: &[u64]) -> Option<Vec<f64>> {
    Some(parts(counts, sizes)?.into_iter().map(|(count, size)| count / size).collect())
}

/// Range: the number of parts in which it occurs at all.
pub fn range(counts: &[u64], sizes: &[u64]) -> Option<usize> {
    Some(parts(counts, sizes)?.iter().filter(|(count, _)| *count > 0.0).count())
}

/// Range as a share of all parts.
pub fn range_share(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let parts = parts(counts, sizes)?;
    let occurs = parts.iter().filter(|(count, _)| *count > 0.0).count();
    Some(occurs as f64 / parts.len() as f64)
}

/// Gries' deviation of proportions DP = ½ Σ |t − w| (Gries 2008): 0 where each part has its share, towards 1 where all
/// stand in one small part.
pub fn dp(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    Some(shares(counts, sizes)?.iter().map(|(count, size)| (count - size).abs()).sum::<f64>() / 2.0)
}

/// DPnorm = DP / (1 − min w), which reaches 1 (Lijffijt and Gries 2012). `None` where there is only one part.
pub fn dp_norm(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let least = shares(counts, sizes)?.iter().map(|&(_, size)| size).fold(1.0, f64::min);
    (least < 1.0).then_some(dp(counts, sizes)? / (1.0 - least))
}

/// DP / (1 − min w of the parts in which it occurs) (Egbert, Burch and Biber 2020). `None` where there is only one
/// part.
pub fn dp_egbert(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let shares = shares(counts, sizes)?;
    let least = shares.iter().filter(|(count, _)| *count > 0.0).map(|&(_, size)| size).fold(1.0, f64::min);
    (least < 1.0).then_some(dp(counts, sizes)? / (1.0 - least))
}

/// Juilland's D = 1 − V / √(k − 1) over the k rates of the parts, with V their standard deviation (of a population)
/// by their mean; 1 where it is even (Juilland and Chang-Rodríguez 1964). `None` where there is only one part.
pub fn juilland_d(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let rates = rates(counts, sizes)?;
    let parts = rates.len() as f64;
    let mean = rates.iter().sum::<f64>() / parts;
    let deviation = (rates.iter().map(|rate| (rate - mean).powi(2)).sum::<f64>() / parts).sqrt();
    // The bound is 0 but for rounding.
    (parts > 1.0).then(|| (1.0 - deviation / mean / (parts - 1.0).sqrt()).max(0.0))
}

/// Carroll's D₂: the entropy of the parts' shares of the summed rates, by its largest value log₂ k (Carroll 1970).
/// `None` where there is only one part.
pub fn carroll_d2(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let rates = rates(counts, sizes)?;
    let sum: f64 = rates.iter().sum();
    let shares = rates.iter().map(|rate| rate / sum).filter(|&share| share > 0.0);
    let entropy: f64 = shares.map(|share| -share * share.log2()).sum();
    (rates.len() > 1).then(|| entropy.max(0.0) / (rates.len() as f64).log2())
}

/// Rosengren's S = (Σ √(w · count))² / total count, as a share: 1 where it is even (Rosengren 1971).
pub fn rosengren_s(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let sum: f64 = shares(counts, sizes)?.iter().map(|(count, size)| (count * size).sqrt()).sum();
    Some(sum * sum)
}

/// D_A = 1 − (mean difference of the rates of two parts) / (2 · mean rate): 1 where it is even (Burch, Egbert and
/// Biber 2017). `None` where there is only one part.
pub fn da(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let mut rates = rates(counts, sizes)?;
    let parts = rates.len() as f64;
    let sum: f64 = rates.iter().sum();
    // In ascending order each rate is the larger one of a pair once for each rate before it.
    rates.sort_unstable_by(f64::total_cmp);
    let weight = |place: usize| 2.0 * place as f64 - (parts - 1.0);
    let differences: f64 = rates.iter().enumerate().map(|(place, rate)| weight(place) * rate).sum();
    (parts > 1.0).then(|| (1.0 - differences / (parts - 1.0) / sum).clamp(0.0, 1.0))
}

/// Kullback-Leibler divergence Σ t log₂(t / w) of the shares, in bits: 0 where each part has its share (Gries 2020).
pub fn kl_divergence(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let shares = shares(counts, sizes)?;
    let occurs = shares.iter().filter(|(count, _)| *count > 0.0);
    Some(occurs.map(|(count, size)| count * (count / size).log2()).sum::<f64>().max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_dispersion_is_none() {
        let measures =
            [dp, dp_norm, dp_egbert, juilland_d, carroll_d2, rosengren_s, da, kl_divergence, range_share];
        for (counts, sizes) in [(&[][..], &[][..]), (&[0, 0], &[3, 4]), (&[1, 2], &[3, 0]), (&[1], &[3, 4])] {
            assert!(measures.iter().all(|measure| measure(counts, sizes).is_none()), "{counts:?}");
            assert_eq!(range(counts, sizes), None);
        }
        for measure in [dp_norm, dp_egbert, juilland_d, carroll_d2, da] {
            assert_eq!(measure(&[4], &[9]), None);
        }
        assert_eq!((dp(&[4], &[9]), rosengren_s(&[4], &[9])), (Some(0.0), Some(1.0)));
        // An empty part is none.
        assert_eq!(dp(&[1, 2, 0], &[10, 20, 0]), dp(&[1, 2], &[10, 20]));
    }
}
