"""Makes tests/data/statistics_oracle.toml: the measures of src/statistics by SciPy, pymannkendall and pyhomogeneity.

    pip install scipy==1.17.1 pymannkendall==1.4.3 pyhomogeneity==1.1
    python3 tests/oracles/statistics.py > tests/data/statistics_oracle.toml

The series are drawn from a seeded generator: rises, breaks, ties, zeros, dependence on the value before, gaps in time.
The bootstrap draws other random numbers than ours, so its ends are given with the tolerance that 1,000 draws leave.
"""

import json
import warnings

import numpy as np
import pyhomogeneity
import pymannkendall
import scipy
from scipy import stats

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261122)
written = 0


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(item)}" for name, item in value.items()) + " }"
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(map(toml, value)) + "]"
    return repr(value.item() if hasattr(value, "item") else value)


def case(measure, inputs, value, tolerance, source):
    global written
    written += 1
    print(f'[[case]]\nname = "{measure}, oracle {written}"\nmeasure = "{measure}"\ninput = {toml(inputs)}\nvalue = {toml(value)}')
    print(f"tolerance = {toml(tolerance)}\nsource = {json.dumps(source)}\n")


def series():
    for length in (8, 12, 17, 30, 60):
        yield random.normal(size=length)
        yield np.arange(length) * 0.3 + random.normal(size=length)
        yield np.where(np.arange(length) < length // 3, 0, 5) + random.normal(size=length)
        yield random.poisson(1.0, size=length).astype(float)
        yield np.cumsum(random.normal(size=length))
        yield np.maximum(0, np.arange(length) - length // 2) * 1.0


def trends():
    for values in series():
        values = np.round(values, 6)
        plain = pymannkendall.original_test(values)
        line = stats.theilslopes(values, np.arange(len(values)), 0.95)
        value = {"s": plain.s, "variance": plain.var_s, "z": plain.z, "p": plain.p, "tau": plain.Tau}
        value |= {"slope": plain.slope, "intercept": plain.intercept, "low": line.low_slope, "high": line.high_slope}
        case("mann_kendall", {"values": values}, value, 1e-9, "pymannkendall, interval scipy.stats.theilslopes")
        corrected = pymannkendall.hamed_rao_modification_test(values)
        if np.isfinite(corrected.z) and corrected.var_s > 0:
            value = {"variance": corrected.var_s, "z": corrected.z, "p": corrected.p}
            case("mann_kendall_hamed_rao", {"values": values}, value, 1e-8, "pymannkendall")
        change = pyhomogeneity.pettitt_test(values, sim=1)
        n = len(values)
        p = min(1.0, 2 * np.exp(-6 * change.U**2 / (n**3 + n**2)))
        value = {"before": change.cp, "k": change.U, "p": p}
        case("pettitt", {"values": values}, value, 1e-9, "pyhomogeneity, p by the formula of Pettitt 1979")
        times = np.sort(random.choice(np.arange(1990, 2060), size=len(values), replace=False)).astype(float)
        line = stats.theilslopes(values, times, 0.9)
        value = {"slope": line.slope, "intercept": line.intercept, "low": line.low_slope, "high": line.high_slope}
        case("sen_slope_at", {"times": times, "values": values}, value, 1e-8, "scipy.stats.theilslopes, 90 %")


def tails():
    for z in (-38.0, -6.5, -1.96, 0.0, 0.3, 1.0, 2.5758, 5.0, 12.0):
        case("normal_p", {"z": z}, 2 * stats.norm.sf(abs(z)), 1e-14, "scipy.stats.norm")
    for p in (1e-12, 1e-5, 0.0125, 0.2, 0.5, 0.61, 0.975, 0.99999):
        case("normal_quantile", {"p": p}, stats.norm.ppf(p), 1e-10, "scipy.stats.norm")
    for value in (1e-6, 0.4, 3.84, 10.83, 115.0, 700.0):
        for freedom in (1, 2, 5, 30):
            p = stats.chi2.sf(value, freedom)
            case("chi_square_p", {"value": value, "freedom": freedom}, p, max(1e-12 * p, 1e-300), "scipy.stats.chi2")
    for count in (0, 1, 2, 5, 29, 100, 4321, 250_000):
        for confidence in (0.5, 0.9, 0.99, 0.999999):
            tail = (1 - confidence) / 2
            low = stats.gamma.ppf(tail, count) if count else 0.0
            value = [low, stats.gamma.ppf(1 - tail, count + 1)]
            inputs = {"count": count, "confidence": confidence}
            case("poisson_exact_at", inputs, value, 1e-9 * (count + 1), "scipy.stats.gamma")


def tables():
    for _ in range(12):
        total = int(random.integers(40, 100_000))
        left, right = (int(random.integers(1, total)) for _ in range(2))
        both = int(random.integers(max(0, left + right - total), min(left, right) + 1))
        cells = [[both, left - both], [right - both, total - left - right + both]]
        inputs = {"both": both, "left": left, "right": right, "total": total}
        found = stats.chi2_contingency(cells, correction=False)
        case("chi_square", inputs, found.statistic, 1e-9 * max(1, found.statistic), "scipy.stats.chi2_contingency")
        found = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        sign = -1 if both * total < left * right else 1
        case("log_likelihood", inputs, sign * found.statistic, 1e-7, "scipy.stats.chi2_contingency, signed")
        if total < 2000 or both < 200:
            case("fisher_exact", inputs, stats.fisher_exact(cells).pvalue, 1e-8, "scipy.stats.fisher_exact")


def bootstrap():
    for groups in (12, 60, 400):
        sizes = random.integers(80, 900, size=groups)
        counts = random.poisson(sizes / 400.0) * random.integers(0, 3, size=groups)

        def rate(counts, sizes, axis):
            return counts.sum(axis=axis) / sizes.sum(axis=axis)

        data = (counts.astype(float), sizes.astype(float))
        done = stats.bootstrap(
            data, rate, paired=True, n_resamples=20_000, batch=1000, method="percentile", rng=np.random.default_rng(1)
        )
        low, high = done.confidence_interval
        tolerance = 0.08 * (high - low)
        inputs = {"sizes": sizes, "counts": counts}
        case("bootstrap", inputs, [low, high], float(tolerance), "scipy.stats.bootstrap, percentile, 20,000 draws")


print(f"# Made by tests/oracles/statistics.py: SciPy {scipy.__version__}, pymannkendall 1.4.3, pyhomogeneity 1.1.\n")
trends()
tails()
tables()
bootstrap()
