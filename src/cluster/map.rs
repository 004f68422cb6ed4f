//! Documents on a plane.

use crate::tfidf::eigen;
use ndarray::{Array2, Axis};

/// Documents × 2: the rows on their first two principal components (Pearson 1901).
///
/// A sketch: what is far apart on it is far apart, what is near need not be, for most of the dimensions are not seen.
/// The larger end of each axis is that of its largest loading, so that equal input gives an equal map.
///
/// ```
/// use chinhluan::cluster::plane;
/// use ndarray::array;
/// let map = plane(&array![[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, -0.5, 0.0]]);
/// assert!((map[[0, 0]] - 1.0).abs() < 1e-9 && (map[[2, 1]] - 0.5).abs() < 1e-9 && map[[2, 0]].abs() < 1e-9);
/// ```
pub fn plane(rows: &Array2<f64>) -> Array2<f64> {
    let Some(mean) = rows.mean_axis(Axis(0)) else { return Array2::zeros((0, 2)) };
    let centred = rows - &mean;
    let (_, axes) = eigen(centred.t().dot(&centred));
    let mut map = Array2::zeros((rows.nrows(), 2));
    for (axis, mut places) in axes.rows().into_iter().zip(map.columns_mut()) {
        let largest = axis.iter().copied().fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
        places.assign(&(centred.dot(&axis) * if largest < 0.0 { -1.0 } else { 1.0 }));
    }
    map
}
