"""Holds trends.csv of a report by year against pymannkendall and SciPy, family by family.

    pip install scipy==1.17.1 pymannkendall==1.4.3 pandas==3.1.1
    chinhluan report corpora/demo --out report && python3 tests/oracles/trends.py report

The rates are read from phrases_by_period.csv, where they have two decimals: figures are compared to three digits.
"""

import sys
import warnings
from pathlib import Path

import pandas
import pymannkendall
from scipy import stats

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
trends = pandas.read_csv(folder / "trends.csv").set_index("family")
periods = pandas.read_csv(folder / "phrases_by_period.csv")
periods = periods[periods.period != "undated"]
wrong, compared = [], 0
for family, rows in periods.groupby("family"):
    rows = rows.sort_values("period")
    rates, years = rows.per_million_unique.to_numpy(), rows.period.astype(float).to_numpy()
    if family not in trends.index:
        assert rows.articles_unique.sum() < 5 or len(set(rates)) < 2
        continue
    assert rows.articles_unique.sum() >= 5
    plain, corrected = pymannkendall.original_test(rates), pymannkendall.hamed_rao_modification_test(rates)
    line = stats.theilslopes(rates, years, 0.95)
    change = {"tau": plain.Tau, "z": plain.z, "p": plain.p, "z_hamed_rao": corrected.z, "p_hamed_rao": corrected.p}
    change |= {"slope": line.slope, "slope_low": line.low_slope, "slope_high": line.high_slope}
    for name, value in change.items():
        ours = trends.loc[family, name]
        # Where the corrected variance is negative, pymannkendall has NaN and the table nothing.
        if not (pandas.isna(ours) and pandas.isna(value)):
            compared += 1
            if not abs(ours - value) <= 1e-3 * max(1, abs(value)):
                wrong.append(f"{family} {name}: {ours}, not {value}")
sys.exit("\n".join(wrong) or print(f"{compared} figures of {len(trends)} families agree"))
