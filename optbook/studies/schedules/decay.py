"""Rates that fall: what each way down is worth at equal cost, on a noisy quadratic and on digits."""

from __future__ import annotations

import numpy as np

from optbook.analysis import MedianInterval, median_interval
from optbook.claims import Evidence, claim
from optbook.studies.challenges.risk_overfitting import ARMS, at, judged
from optbook.studies.noise.comparison import bound
from optbook.studies.noise.contest import SIGMA
from optbook.studies.schedules.decay_digits import nets
from optbook.studies.schedules.decay_plateau import RULES
from optbook.studies.schedules.decay_plateau import compare as compare_rule
from optbook.studies.schedules.decay_quadratic import (
    NAMES,
    PEAKS,
    STEPS,
    best_rates,
    expected_gaps,
    gap_and_slope,
    rates_of,
    runs,
    tuned,
    unrolled_gap,
)
from optbook.studies.schedules.digits_nets import PEAKS as DIGITS_PEAKS


def way(name: str, steps: int = STEPS) -> np.ndarray:
    """Expected gap along a run at the best peak, ``(steps + 1,)``."""
    return expected_gaps(rates_of(name, tuned(name, steps).peak, steps))


def compare(name: str, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of the last gaps on the quadratic, run by run; the intervals against one hold at once."""
    last = runs(seed=seed).gap[:, -1]
    ratio = np.log(last[NAMES.index(name)]) - np.log(last[NAMES.index(other)])
    return median_interval(ratio, 1 - 0.05 / (len(NAMES) - 1))


def overfitting(seed: int = 0) -> dict[str, MedianInterval]:
    """Logarithm of the test loss at the end of a cosine over others, run by run; the intervals hold at once.

    The others are those of the constant rate at its end and after half of the steps, where the rates have the same sum,
    and at the step that half of the test digits choose, which the other half judges.
    """
    found = judged(seed=seed)
    constant, falling = (ARMS.index(arm) for arm in ("constant", "cosine"))
    whole, fair = found.test[0].mean(-1), found.test[0, ..., 1::2].mean(-1)
    chosen = found.test[0, constant, ..., ::2].mean(-1).argmin(0)
    (half,) = np.flatnonzero(found.step == found.step[-1] // 2)
    ratios = {
        "end": whole[falling, -1] / whole[constant, -1],
        "half": whole[falling, -1] / whole[constant, half],
        "chosen": fair[falling, -1] / at(fair[constant], chosen),
    }
    return {name: median_interval(np.log(ratio), 1 - 0.05 / len(ratios)) for name, ratio in ratios.items()}


def one_over_t(steps: int, curvature: float, start: float = 1.0, sigma: float = SIGMA) -> tuple[np.ndarray, float]:
    """The best rates on one axis, ``(steps,)``, and the mean square distance that they end at: closed forms."""
    rates = 1 / (curvature * (np.arange(steps) + 1 + sigma**2 / (curvature**2 * start)))
    return rates, 1 / (1 / start + steps * curvature**2 / sigma**2)


def langevin_squares(
    rates: np.ndarray, curvatures: np.ndarray, temperature: float = 1.0, noise: float = 1.0, start: float = 0.0
) -> np.ndarray:
    """Mean square distance before each step of SGLD and after the last, ``(steps + 1, curvatures)``, from `start`.

    A step adds noise of variance ``2 rate temperature``, and ``rate^2 noise^2`` is that of the gradient.
    """
    squares = [start * np.ones(len(curvatures))]
    for rate in rates:
        added = 2 * rate * temperature + (rate * noise) ** 2
        squares.append((1 - rate * curvatures) ** 2 * squares[-1] + added)
    return np.stack(squares)


@claim
def the_recursion_says_what_runs_give(seed: int = 0) -> Evidence:
    """For each of the six schedules at its best peak, the mean gap of 500 runs is that of the recursion at five points
    of the run, up to five standard errors.
    """
    found = runs(seed=seed)
    exact = np.stack([way(name)[found.step] for name in NAMES])
    off = np.abs(found.gap.mean(-1) - exact) / (found.gap.std(-1, ddof=1) / np.sqrt(found.gap.shape[-1]))
    last = found.gap[:, -1].mean(-1) / exact[:, -1]
    measured = {f"{name}, last gap over theory": ratio for name, ratio in zip(NAMES, last, strict=True)}
    return Evidence(bool(off.max() < 5), {"largest gap in standard errors": off.max()} | measured)


@claim
def tuned_a_fall_gains_unless_it_comes_too_soon() -> Evidence:
    """With the best of a wide grid of peaks, which is inside the grid for each schedule, the expected gap of factor,
    polynomial, cosine and restarts is below that of the constant rate, and that of multi-factor above.  The sum over
    the start and the noise of all updates gives the same gaps.
    """
    found = {name: tuned(name) for name in NAMES}
    inside = all(0 < each.place < len(PEAKS) - 1 for each in found.values())
    gap = {name: each.gap for name, each in found.items()}
    sums = {name: unrolled_gap(rates_of(name, found[name].peak, STEPS)) for name in NAMES}
    # 700 updates, each with a few roundings of 1e-16.
    off = max(abs(sums[name] / gap[name] - 1) for name in NAMES)
    lower = all(gap[name] < gap["constant"] for name in ("factor", "polynomial", "cosine", "restarts"))
    holds = inside and lower and gap["multi-factor"] > gap["constant"] and off < 1e-11
    return Evidence(holds, gap | {"largest relative difference to the sum": off})


@claim
def on_one_axis_the_best_rates_fall_like_one_over_t() -> Evidence:
    r"""On one axis, $\eta_t = 1 / (\lambda (t + 1 + c))$ with $c = \sigma^2 / (\lambda^2 M_0)$ ends at the least mean
    square distance that a search over 60 free rates finds, for $\lambda = \tfrac1{10}, \tfrac12, 1$, and the rates
    found are these, each to a hundredth.
    """
    steps, off_gap, off_rate = 60, [], []
    for curvature in (1 / 10, 1 / 2, 1.0):
        rates, square = one_over_t(steps, curvature)
        found = best_rates(steps, 0.05, (curvature,))
        off_gap.append(gap_and_slope(found, np.array([curvature]))[0] / (curvature * square / 2) - 1)
        off_rate.append(np.abs(found / rates - 1).max())
    # The search stops at a slope of 1e-9.  Near the least gap a relative error of the rates counts by its square.
    holds = np.abs(off_gap).max() < 1e-6 and max(off_rate) < 1e-2
    return Evidence(
        bool(holds),
        {
            "largest relative difference of the gaps": np.abs(off_gap).max(),
            "largest relative difference of a rate": max(off_rate),
        },
    )


@claim
def the_best_rates_of_all_are_below_all_six() -> Evidence:
    """The least expected gap that a search over all 700 rates finds is the same from two starts, one large and one
    small, to a millionth.  It is above the bound for all methods, and below the least gap of each of the six schedules.
    """
    small, large = (gap_and_slope(best_rates(first=first))[0] for first in (1 / 20, 1 / 2))
    floor, six = float(bound(STEPS)), min(tuned(name).gap for name in NAMES)
    holds = abs(small / large - 1) < 1e-6 and floor < small < six
    return Evidence(
        holds,
        {
            "least gap, from small rates": small,
            "least gap, from large rates": large,
            "bound for all methods": floor,
            "least of the six schedules": six,
        },
    )


@claim
def restarts_end_no_period_below_the_cosine(seed: int = 0) -> Evidence:
    """On the quadratic, at the end of none of its three periods is the expected gap of the schedule with restarts below
    that of the single cosine.  After the second restart it rises above what it was at the end of the period before.
    The runs agree with the recursion at the ends of the periods and between them, up to five standard errors.
    """
    restarts, single = way("restarts"), way("cosine")
    first, second = STEPS // 7, 3 * STEPS // 7
    over = {end: restarts[end] / single[end] for end in (first, second, STEPS)}
    rise = restarts[second:].max() / restarts[second]
    found = runs(seed=seed)
    gap = found.gap[NAMES.index("restarts")]
    off = np.abs(gap.mean(-1) - restarts[found.step]) / gap.std(-1, ddof=1) * np.sqrt(gap.shape[-1])
    holds = min(over.values()) >= 1 and rise > 1 and off.max() < 5
    return Evidence(
        bool(holds),
        {
            "end of the first period, over the cosine": over[first],
            "end of the second period, over the cosine": over[second],
            "end of the run, over the cosine": over[STEPS],
            "highest after the second restart, over the end of the period before": rise,
            "largest gap between runs and recursion, in standard errors": off.max(),
        },
    )


@claim
def gentle_cuts_on_a_plateau_gain_and_hasty_ones_lose(seed: int = 0) -> Evidence:
    """On the quadratic, with the first rate that some runs choose for each rule, other runs end lower in the median
    than with the constant rate if the rate is halved after more than four windows without progress, and higher if it is
    cut to a tenth after more than two.  For no rule of six does the interval for the median lie below the cosine.
    """
    against = {name: [compare_rule(rule, name, seed) for rule in RULES] for name in ("constant", "cosine")}
    gentle, harsh = (against["constant"][RULES.index(rule)].median for rule in ((1 / 2, 4), (1 / 10, 2)))
    holds = gentle < 0 < harsh and min(found.sign for found in against["cosine"]) >= 0
    return Evidence(
        holds,
        {
            "halved, patience 4, over the constant rate": np.exp(gentle),
            "to a tenth, patience 2, over the constant rate": np.exp(harsh),
            "least of the six medians over the cosine": np.exp(min(found.median for found in against["cosine"])),
        },
    )


@claim
def a_cosine_overfits_like_a_constant_rate_for_half_as_long(seed: int = 0) -> Evidence:
    """With a fifth of the labels wrong, networks on few digits have a lower test loss at the end of a cosine than at
    the end of as many steps at the constant rate, and one within a twentieth of the constant rate after half as many
    steps, where its rates have the same sum: both intervals for the median say so.  In the median, the loss is higher
    than where half of the test digits would stop the constant rate.
    """
    found = overfitting(seed)
    within = np.log(19 / 20) < found["half"].low and found["half"].high < np.log(20 / 19)
    measured = {
        "cosine over the end of the constant rate": found["end"],
        "cosine over half of the steps at the constant rate": found["half"],
        "cosine over the chosen step of the constant rate": found["chosen"],
    }
    holds = found["end"].sign == -1 and found["chosen"].median > 0 and within
    return Evidence(bool(holds), {name: np.exp(each.median) for name, each in measured.items()})


@claim
def on_digits_too_the_cosine_gains_and_multi_factor_loses(seed: int = 0) -> Evidence:
    """For small networks on digits, each schedule at the peak that twelve runs choose, which is inside the grid, 28
    other runs have, in the geometric mean, a lower training loss with the cosine than with the constant rate, and a
    higher one with multi-factor.
    """
    found = {name: nets(name, seed=seed) for name in NAMES}
    inside = all(0 < each.place < len(DIGITS_PEAKS) - 1 for each in found.values())
    ratio = {
        name: float(np.exp(np.log(found[name].judged[0] / found["constant"].judged[0]).mean())) for name in NAMES[1:]
    }
    holds = inside and ratio["cosine"] < 1 < ratio["multi-factor"]
    return Evidence(holds, {f"{name}, over constant": number for name, number in ratio.items()})
