//! Weighted documents as a sparse matrix.

use super::Norm;
use crate::counts::row_range;
use ndarray::Array1;
use std::ops::Range;

/// Weighted documents: documents × columns as compressed sparse rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vectors {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    columns_count: usize,
}

impl Vectors {
    /// No row yet, of so many columns.
    pub fn with_columns(columns: usize) -> Self {
        Self { columns_count: columns, ..Self::default() }
    }

    /// The same with room for so many weights: a list that grows takes twice its size for a while.
    pub(super) fn with_room(columns: usize, weights: usize) -> Self {
        Self {
            columns: Vec::with_capacity(weights),
            values: Vec::with_capacity(weights),
            ..Self::with_columns(columns)
        }
    }

    /// Adds a row, scaled to the length that `norm` asks for, and empties `row`; no column is in it twice.
    pub(super) fn push(&mut self, row: &mut Vec<(u32, f64)>, norm: Norm) {
        row.sort_unstable_by_key(|&(column, _)| column);
        let start = self.values.len();
        self.columns.extend(row.iter().map(|&(column, _)| column));
        self.values.extend(row.drain(..).map(|(_, value)| value));
        scale(&mut self.values[start..], norm);
        self.ends.push(self.columns.len());
    }

    /// Where each row ends in [`Self::column_numbers`] and [`Self::values`].
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// The column of every stored weight, row after row.
    pub fn column_numbers(&self) -> &[u32] {
        &self.columns
    }

    /// Every stored weight, row after row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The given rows only, in the given order.
    pub fn select(&self, documents: &[usize]) -> Vectors {
        let mut selected = Self::with_columns(self.columns_count);
        for &document in documents {
            let range = row_range(&self.ends, document);
            selected.columns.extend_from_slice(&self.columns[range.clone()]);
            selected.values.extend_from_slice(&self.values[range]);
            selected.ends.push(selected.columns.len());
        }
        selected
    }

    /// The given columns only, in the given order.
    pub fn with_only(&self, columns: &[u32]) -> Vectors {
        let known = columns.iter().map(|&column| column as usize + 1).max().unwrap_or(0);
        let mut new = vec![u32::MAX; self.columns_count.max(known)];
        (0u32..).zip(columns).for_each(|(number, &column)| new[column as usize] = number);
        let mut selected = Self::with_columns(columns.len());
        let mut row = Vec::new();
        for document in 0..self.documents() {
            row.extend(self.row(document).map(|(column, value)| (new[column as usize], value)));
            row.retain(|&(column, _)| column != u32::MAX);
            selected.push(&mut row, Norm::None);
        }
        selected
    }

    /// Columns × documents: rows and columns change places. Two passes over the matrix.
    pub(crate) fn transposed(&self) -> Vectors {
        let mut ends = vec![0; self.columns_count];
        self.columns.iter().for_each(|&column| ends[column as usize] += 1);
        let mut at = 0;
        for end in &mut ends {
            // For now, where the row begins.
            at += std::mem::replace(end, at);
        }
        let (mut columns, mut values) = (vec![0; self.stored()], vec![0.0; self.stored()]);
        for document in 0..self.documents() {
            for (column, value) in self.row(document) {
                let place = &mut ends[column as usize];
                (columns[*place], values[*place]) = (document as u32, value);
                *place += 1;
            }
        }
        Vectors { ends, columns, values, columns_count: self.documents() }
    }

    /// Every weight times the factor of its column.
    pub(crate) fn times(mut self, factors: &Array1<f64>) -> Vectors {
        for (value, &column) in self.values.iter_mut().zip(&self.columns) {
            *value *= factors[column as usize];
        }
        self
    }

    /// Sum of the weights of each column.
    pub fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns_count];
        for (&column, &value) in self.columns.iter().zip(&self.values) {
            sums[column as usize] += value;
        }
        sums
    }

    /// Number of rows.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns_count
    }

    /// Number of stored weights.
    pub fn stored(&self) -> usize {
        self.columns.len()
    }

    /// The columns of a document in ascending order, with their weights.
    pub fn row(&self, document: usize) -> impl Iterator<Item = (u32, f64)> + Clone + '_ {
        let range = row_range(&self.ends, document);
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// The columns of a row that are in a range.
    pub(super) fn row_within(
        &self,
        row: usize,
        columns: Range<u32>,
    ) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = row_range(&self.ends, row);
        let first = self.columns[range.clone()].partition_point(|&column| column < columns.start);
        let last = self.columns[range.clone()].partition_point(|&column| column < columns.end).max(first);
        let range = range.start + first..range.start + last;
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// The same rows scaled to the length that `norm` asks for; rows without weight stay empty.
    pub fn scaled(mut self, norm: Norm) -> Vectors {
        let mut start = 0;
        for &end in &self.ends {
            scale(&mut self.values[start..end], norm);
            start = end;
        }
        self
    }
}

fn scale(row: &mut [f64], norm: Norm) {
    let length = match norm {
        Norm::L1 => row.iter().map(|value| value.abs()).sum(),
        Norm::L2 => row.iter().map(|value| value * value).sum::<f64>().sqrt(),
        Norm::None => 1.0,
    };
    if length > 0.0 {
        row.iter_mut().for_each(|value| *value /= length);
    }
}
