//! The measures against published values and against other programs (tests/data/statistics.toml).

use chinhluan::statistics::association::{self, Contingency};
use chinhluan::statistics::interval::{Interval, poisson_exact, wilson};
use chinhluan::statistics::keyness::{self, Comparison};
use chinhluan::statistics::{dispersion, multiple, trend};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    measure: String,
    input: BTreeMap<String, toml::Value>,
    value: toml::Value,
    tolerance: f64,
    #[serde(rename = "source")]
    _source: String,
}

impl Case {
    fn number(&self, name: &str) -> u64 {
        self.input[name].as_integer().unwrap() as u64
    }

    fn counts(&self, name: &str) -> Vec<u64> {
        numbers(&self.input[name]).into_iter().map(|number| number as u64).collect()
    }

    fn values(&self) -> Vec<f64> {
        numbers(&self.input["values"])
    }

    fn table(&self) -> Contingency {
        let [both, left, right, total] = ["both", "left", "right", "total"].map(|name| self.number(name));
        Contingency { both, left, right, total }
    }

    fn comparison(&self) -> Comparison {
        let [target, reference, target_size, reference_size] =
            ["target", "reference", "target_size", "reference_size"].map(|name| self.number(name));
        Comparison { target, reference, target_size, reference_size }
    }

    fn over_parts(&self, measure: impl Fn(&[u64], &[u64]) -> Option<f64>) -> Found {
        one(measure(&self.counts("counts"), &self.counts("sizes")))
    }
}

fn number(value: &toml::Value) -> f64 {
    value.as_float().unwrap_or_else(|| value.as_integer().unwrap() as f64)
}

fn numbers(value: &toml::Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// Fields by name; a number alone has the name "", those of a list their places.
type Found = BTreeMap<String, f64>;

fn one(value: Option<f64>) -> Found {
    Found::from([(String::new(), value.unwrap())])
}

fn list(values: impl IntoIterator<Item = f64>) -> Found {
    values.into_iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect()
}

fn ends(interval: Option<Interval>) -> Found {
    let Interval { low, high } = interval.unwrap();
    list([low, high])
}

fn fields<const N: usize>(fields: [(&str, f64); N]) -> Found {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn expected(value: &toml::Value) -> Found {
    match value {
        toml::Value::Table(table) => {
            table.iter().map(|(name, value)| (name.clone(), number(value))).collect()
        }
        toml::Value::Array(_) => list(numbers(value)),
        _ => one(Some(number(value))),
    }
}

/// The trend of a series of periods 0, 1, 2 …
fn trend_of(values: &[f64], test: Option<trend::MannKendall>) -> Found {
    let times: Vec<f64> = (0..values.len()).map(|time| time as f64).collect();
    let test = test.unwrap();
    let line = trend::sen_slope(&times, values, 0.95).unwrap();
    fields([
        ("s", test.s),
        ("variance", test.variance),
        ("z", test.z),
        ("p", test.p),
        ("tau", test.tau),
        ("slope", line.slope),
        ("intercept", line.intercept),
        ("low", line.interval.low),
        ("high", line.interval.high),
    ])
}

fn found(case: &Case) -> Found {
    let swapped = || {
        let table = case.table();
        Contingency { left: table.right, right: table.left, ..table }
    };
    match case.measure.as_str() {
        "log_likelihood" => {
            // UCS gives G² of what avoids each other a minus.
            let table = case.table();
            let sign = if (table.both as f64) < table.expected().unwrap() { -1.0 } else { 1.0 };
            one(association::log_likelihood(table).map(|g2| sign * g2))
        }
        "pmi" => one(association::pmi(case.table())),
        "pmi_log10" => one(association::pmi(case.table()).map(|bits| bits * 2f64.log10())),
        "npmi" => one(association::npmi(case.table())),
        "log_dice" => one(association::log_dice(case.table())),
        "t_score" => one(association::t_score(case.table())),
        "chi_square" => one(association::chi_square(case.table())),
        "delta_p_right" => one(association::delta_p(case.table())),
        "delta_p_left" => one(association::delta_p(swapped())),
        "fisher_exact" => one(association::fisher_exact(case.table())),
        "c_value" => one(Some(association::c_value(
            case.number("words") as u32,
            case.number("count"),
            case.number("nested_count"),
            case.number("longer"),
        ))),
        "keyness_log_likelihood" => one(keyness::log_likelihood(case.comparison())),
        "keyness_log_likelihood_two_cells" => one(keyness::log_likelihood_two_cells(case.comparison())),
        "log_ratio" => one(keyness::log_ratio(case.comparison())),
        "log_ratio_discounted" => one(keyness::log_ratio_discounted(case.comparison())),
        "log_ratio_low" => {
            let confidence = 1.0 - 0.01 / case.number("comparisons") as f64;
            one(keyness::log_ratio_interval(case.comparison(), confidence).map(|interval| interval.low))
        }
        "percent_difference" => one(keyness::percent_difference(case.comparison())),
        "range_share" => case.over_parts(dispersion::range_share),
        "juilland_d" => case.over_parts(dispersion::juilland_d),
        "carroll_d2" => case.over_parts(dispersion::carroll_d2),
        "rosengren_s" => case.over_parts(dispersion::rosengren_s),
        "da" => case.over_parts(dispersion::da),
        // tlda turns the divergence into a share of evenness.
        "kl_divergence_conv" => case.over_parts(|counts, sizes| {
            dispersion::kl_divergence(counts, sizes).map(|bits| 1.0 / (1.0 + bits))
        }),
        "dp" => case.over_parts(dispersion::dp),
        "dp_norm" => case.over_parts(dispersion::dp_norm),
        "dp_egbert" => case.over_parts(dispersion::dp_egbert),
        "benjamini_hochberg" => list(multiple::benjamini_hochberg(&case.values())),
        "benjamini_yekutieli" => list(multiple::benjamini_yekutieli(&case.values())),
        "mann_kendall" | "sen_slope" => trend_of(&case.values(), trend::mann_kendall(&case.values())),
        "mann_kendall_hamed_rao" => trend_of(&case.values(), trend::mann_kendall_hamed_rao(&case.values())),
        "mean_shift" => one(trend::mean_shift(&case.values()).map(|before| before as f64)),
        "poisson_exact" => ends(poisson_exact(case.number("count"), 0.95)),
        "wilson" => ends(wilson(case.number("count"), case.number("of"), 0.95)),
        unknown => panic!("{unknown} is no measure that the test knows"),
    }
}

#[test]
fn as_published_and_as_other_programs_have_it() {
    let Cases { case: cases } = toml::from_str(include_str!("data/statistics.toml")).unwrap();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    let mut wrong = Vec::new();
    for case in &cases {
        let (found, expected) = (found(case), expected(&case.value));
        for (field, value) in expected {
            let found = found[&field];
            if (found - value).abs() > case.tolerance || !found.is_finite() {
                wrong.push(format!("{} {field}: {found}, not {value}", case.name));
            }
        }
    }
    assert!(cases.len() > 80 && wrong.is_empty(), "{} cases\n{}", cases.len(), wrong.join("\n"));
}
