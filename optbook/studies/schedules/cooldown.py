r"""A constant rate that is cooled down at its end: what it leaves of the noise, and what it costs on the way.

Along an axis of curvature :math:`\lambda` a run at rest at the rate :math:`\eta` has the mean square :math:`v`.  In the
limit of small rates a cooldown of :math:`D` updates leaves a share of it that depends on
:math:`\theta = \eta \lambda D` and on the shape alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import erf, gamma

from optbook import descend
from optbook.analysis import noisy_moments, stationary_variance
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.schedules import Formula, warmup_stable_decay
from optbook.studies.noise import contest
from optbook.studies.schedules.cooldown_digits import compare, nets
from optbook.studies.schedules.cooldown_quadratic import (
    BUDGETS,
    CURVATURES,
    PEAKS,
    SHAPES,
    SHARE,
    SHARES,
    SIGMA,
    STEPS,
    averaged,
    best_cosines,
    by_share,
    expected_gaps,
    one_peak,
    rates_of,
    tail_averages,
    tuned,
    updates,
)
from optbook.studies.schedules.digits_nets import PEAKS as DIGITS_PEAKS

ENDS = {"linear": (1.0, 1), "1 - sqrt": (0.5, 1), "cosine": (np.pi**2 / 4, 2)}
"""How each of `SHAPES` ends: like ``A w^p`` with the share ``w`` that is left of the cooldown; ``A`` and ``p``."""


def linear_leaves(theta: np.ndarray) -> np.ndarray:
    """Share of the noise that a linear cooldown leaves, in the limit of small rates."""
    return np.sqrt(np.pi) / 2 * erf(np.sqrt(theta)) / np.sqrt(theta)


def average_leaves(theta: np.ndarray) -> np.ndarray:
    """The same for the mean of the iterates of a run that is not cooled."""
    return 2 / theta * (1 - (1 - np.exp(-theta)) / theta)


def best_leaves(theta: np.ndarray) -> np.ndarray:
    """The same for the best rates of all on this axis, which fall like one over the step."""
    return 1 / (1 + theta / 2)


def late_leaves(shape: str, theta: np.ndarray) -> np.ndarray:
    """The same for a shape, where `theta` is large."""
    slope, power = ENDS[shape]
    scaled, order = 2 * slope * theta / (power + 1), (2 * power + 1) / (power + 1)
    return 2 * slope**2 * theta / (power + 1) * scaled**-order * gamma(order)


def recursion_leaves(shape: str, theta: float, moved: float) -> float:
    """The same for finite rates, by the second-moment recursion; `moved` is the rate times the curvature."""
    length = round(theta / moved)
    rates = moved * SHAPES[shape](np.arange(length) / length)
    rest = stationary_variance(1.0, moved)
    return float(noisy_moments(1.0, lambda step: rates[step], length, np.sqrt(rest)).square[-1] / rest)


SPEED, FAST, SLOW = 1 / 20, 1 / 2, 1 / 16
"""Slope of the river, and two rates in its valley, whose curvature and noise are 1."""

LENGTH, COOLED = 120, 30
"""Updates of a run in the valley, and how many of them are the cooldown."""


def valley() -> Quadratic:
    """The valley ``y^2 / 2 - SPEED x``: a river that falls evenly along x, hills along y."""
    return Quadratic(np.diag([0.0, 1.0]), np.array([-SPEED, 0.0]))


def valley_schedule(way: str) -> Formula:
    """Rates of "fast", "slow" or "cooled", which is fast until its cooldown."""
    return warmup_stable_decay(SLOW if way == "slow" else FAST, 0, LENGTH - COOLED, COOLED if way == "cooled" else 0)


def valley_rates(way: str, steps: int = LENGTH) -> np.ndarray:
    """The same as an array; of a run that is not cooled the last rate is the one before it."""
    return (
        np.full(steps, SLOW if way == "slow" else FAST) if way != "cooled" else valley_schedule(way)(np.arange(steps))
    )


@dataclass(frozen=True, eq=False)
class Valley:
    """Expected values along a run in the valley, ``(steps + 1,)`` each.

    Attributes
    ----------
    river, hill : array
        Value of the river beside the run, and height above it.
    """

    river: np.ndarray
    hill: np.ndarray


def valley_exact(rates: np.ndarray) -> Valley:
    """Follow the run from the river: along it the sum of the rates counts, across it their recursion."""
    hill = noisy_moments(1.0, lambda step: rates[step], len(rates), 0.0).square / 2
    return Valley(-(SPEED**2) * np.concatenate([[0.0], np.cumsum(rates)]), hill)


def valley_runs(way: str, lanes: int = 400, seed: int = 0) -> np.ndarray:
    """Iterates from the origin, ``(steps + 1, lanes, 2)``; the noise is across the river."""
    rates = valley_rates(way)
    source = Noisy(valley(), np.array([0.0, 1.0]), seed)
    return descend(source, np.zeros((lanes, 2)), GradientDescent(lambda step: rates[step]), LENGTH).x


def cooled_valley(length: int, steps: int) -> float:
    """Expected value after `steps` fast updates of which the last `length` are cooled in a straight line."""
    done = np.maximum(np.arange(steps) - steps + length, 0) / max(length, 1)
    found = valley_exact(FAST * (1 - done))
    return float(found.river[-1] + found.hill[-1])


def walk(x: np.ndarray, rates: np.ndarray, first: int, seed: int) -> np.ndarray:
    """Iterate after the updates ``first, ..., len(rates) - 1`` on the noisy quadratic."""
    source = Noisy(contest.task("quadratic").objective, SIGMA, seed)
    for step in range(first, len(rates)):
        x = x - rates[step] * source.at(step).grad(x)
    return x


@claim
def a_linear_cooldown_leaves_this_share_of_the_noise() -> Evidence:
    r"""From rest, a linear cooldown leaves the share $\tfrac{\sqrt\pi}{2} \operatorname{erf}(\sqrt\theta)/\sqrt\theta$
    of the mean square: for $\theta = \tfrac12, 2, 8, 32$ the recursion tends to it in proportion to $\eta\lambda$, from
    $\tfrac1{50}$ to $\tfrac1{400}$.
    """
    thetas, moved = np.array([1 / 2, 2, 8, 32]), (1 / 50, 1 / 100, 1 / 200, 1 / 400)
    exact = linear_leaves(thetas)
    off = np.abs([[recursion_leaves("linear", t, h) for h in moved] for t in thetas] - exact[:, None])
    order = np.log2(off[:, :-1] / off[:, 1:])
    # The order is one; three quarters tell it from one half, which a mistake at one end of the sum would give.
    return Evidence(
        bool((order > 3 / 4).all()),
        {
            "least order": order.min(),
            "largest order": order.max(),
            "largest difference at the least rate": off[:, -1].max(),
            "share left, theta = 1/2": exact[0],
            "share left, theta = 32": exact[-1],
        },
    )


@claim
def the_last_part_of_a_long_cooldown_decides() -> Evidence:
    r"""A shape that ends like $A w^p$ leaves in a long cooldown the share that is stated above.  From
    $\theta = 25$ to $\theta = 400$ the largest relative difference of the recursion from it falls to less than half,
    for the three shapes, whose $A$ and $p$ are seen in their values.
    """
    off = {}
    for theta in (25, 400):
        ratio = [recursion_leaves(shape, theta, 1 / 50) / float(late_leaves(shape, theta)) for shape in SHAPES]
        off[theta] = max(abs(r - 1) for r in ratio)
    w = 1e-5
    seen = {shape: SHAPES[shape](1 - w) / w ** ENDS[shape][1] for shape in SHAPES}
    # The next term of each shape is smaller by a factor of the order of w, and w is 1e-5; cancelation in the cosine
    # leaves 1e-16 / w^2.
    same = max(abs(seen[shape] / ENDS[shape][0] - 1) for shape in SHAPES) < 1e-4
    # The next term counts by theta^(-1/2) at most: a fourth.
    return Evidence(
        bool(same and off[400] < off[25] / 2),
        {f"largest relative difference, theta = {theta}": number for theta, number in off.items()},
    )


@claim
def a_fast_run_is_above_until_it_is_cooled(seed: int = 0) -> Evidence:
    r"""In the valley, mean values of 400 runs are those of the sum of rates and the recursion, up to five standard
    errors, when the cooldown begins and at the end.  When it begins, the expected value of the fast run is above that
    of the slow one; at the end it is below, and below that of the fast run which is not cooled.
    """
    exact, off, begin = {}, [], LENGTH - COOLED
    for way in ("fast", "slow", "cooled"):
        found, values = valley_exact(valley_rates(way)), valley().value(valley_runs(way, seed=seed))
        exact[way] = (found.river + found.hill)[[begin, LENGTH]]
        error = values.std(1, ddof=1) / np.sqrt(values.shape[1])
        off += list(np.abs(values.mean(1)[[begin, LENGTH]] - exact[way]) / error[[begin, LENGTH]])
    holds = exact["cooled"][0] > exact["slow"][0] and exact["cooled"][1] < min(exact["slow"][1], exact["fast"][1])
    return Evidence(
        bool(holds and max(off) < 5),
        {f"{way}, {name}": exact[way][i] for way in exact for i, name in enumerate(("begin", "end"))}
        | {"largest gap in standard errors": max(off)},
    )


@claim
def a_branch_is_the_run_that_was_planned(seed: int = 0) -> Evidence:
    """A branch that leaves a stored iterate of a long constant run and is cooled ends, to the last bit, where a run
    ends that was planned for its budget.  Its mean gap, in 400 runs, is the expected one up to five standard errors.
    """
    start, peak = np.random.default_rng(seed).normal(size=(400, len(CURVATURES))), tuned("linear").peak
    rates, leaves = rates_of("linear", peak), STEPS - round(SHARE * STEPS)
    long = walk(start, np.full(leaves, peak), 0, 2 * seed + 1)
    branch, planned = walk(long, rates, leaves, 2 * seed + 1), walk(start, rates, 0, 2 * seed + 1)
    gap = contest.task("quadratic").objective.value(branch)
    off = abs(gap.mean() - tuned("linear").gap) / (gap.std(ddof=1) / np.sqrt(len(gap)))
    return Evidence(
        bool((branch == planned).all() and off < 5),
        {
            "mean gap": gap.mean(),
            "expected gap": tuned("linear").gap,
            "in standard errors": off,
            "updates of a run for each budget": updates()[0],
            "updates of one run with branches": updates()[1],
        },
    )


@claim
def on_the_quadratic_a_longer_cooldown_is_lower() -> Evidence:
    """Each share of the cooldown with its own best peak, inside the grid, the expected gap after 700 updates falls
    with the share from a twentieth of the run to all of it, for the linear shape and for the cosine.  The cosine over
    the whole run has the gap that another study finds.
    """
    found = {shape: by_share(shape) for shape in ("linear", "cosine")}
    other = contest.expected_gaps("cosine", PEAKS, STEPS)[-1].min()
    # Both sum the same 700 updates, each with a few roundings of 1e-16.
    holds = all((np.diff(each) < 0).all() for each in found.values()) and abs(found["cosine"][-1] / other - 1) < 1e-11
    measured = {f"{shape}, {share:.2f} of the run": found[shape][i] for shape in found for i, share in ends()}
    return Evidence(bool(holds), measured | {"cosine of the other study": float(other)})


def ends() -> tuple[tuple[int, float], ...]:
    """Places and values of three of `SHARES`: the shortest, a fifth, all."""
    return tuple((i, float(SHARES[i])) for i in (0, 2, len(SHARES) - 1))


@claim
def on_the_quadratic_the_average_is_below_the_cooldown() -> Evidence:
    """On the noisy quadratic the mean of the last tenth, fifth, three tenths or half of the iterates at the best
    constant rate has a lower expected gap than the last iterate of a linear cooldown as long, at its own best peak.
    The mean of the last half has the gap that another study finds.
    """
    shares = (1 / 10, 1 / 5, 3 / 10, 1 / 2)
    ratio = [averaged(share).gap / tuned("linear", share).gap for share in shares]
    other = contest.expected_gaps("averaging", PEAKS, STEPS)[-1]
    off = np.abs(tail_averages(PEAKS, STEPS, 1 / 2) / other - 1).max()
    # The same 700 second moments, summed in another order.
    measured = {f"average over cooldown, {share:.1f} of the run": r for share, r in zip(shares, ratio, strict=True)}
    return Evidence(bool(max(ratio) < 1 and off < 1e-10), measured | {"largest relative difference to it": off})


@claim
def a_root_before_the_cooldown_serves_more_budgets() -> Evidence:
    """Over budgets from 350 to 5600 updates, one constant rate, the best that there is for the worst budget, is farther
    above the cosines made for each budget than one rate that falls with the root of the step, both cooled for a fifth.
    The branches of the constant rate are those of the book's `warmup_stable_decay`.
    """
    constant, root = one_peak("constant"), one_peak("root")
    straight = []
    for steps in BUDGETS:
        length = round(SHARE * steps)
        following = warmup_stable_decay(constant[0], 0, steps - length, length)
        straight.append(expected_gaps(following(np.arange(steps)))[-1])
    off = np.abs(np.array(straight) / best_cosines() / constant[1] - 1).max()
    # Thousands of updates, each with a few roundings of 1e-16.
    holds = constant[1].max() > root[1].max() and off < 1e-10
    return Evidence(
        bool(holds),
        {
            "constant, largest over the cosine": constant[1].max(),
            "constant, least over the cosine": constant[1].min(),
            "root, largest over the cosine": root[1].max(),
            "root, least over the cosine": root[1].min(),
        },
    )


@claim
def on_digits_a_cooldown_over_half_of_the_run_gains(seed: int = 0) -> Evidence:
    """For small networks on digits, each way at the peak that twelve runs choose, which is inside the grid, 28 other
    runs have a lower training loss with a linear cooldown over the last half than with none: the interval for the
    median of the ratios, which holds together with five others, is below one.
    """
    verdict, found = compare("linear, 1/2", seed=seed), {name: nets(name, seed) for name in ("constant", "linear, 1/2")}
    return Evidence(
        verdict.sign == -1,
        {
            "ratio, median": float(np.exp(verdict.median)),
            "interval, low": float(np.exp(verdict.low)),
            "interval, high": float(np.exp(verdict.high)),
            "peak, no cooldown": float(DIGITS_PEAKS[found["constant"].place]),
            "peak, cooldown": float(DIGITS_PEAKS[found["linear, 1/2"].place]),
        },
    )
