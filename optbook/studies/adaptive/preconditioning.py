"""Preconditioning with a diagonal: what scaling the features does to the curvatures of least squares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import LeastSquares
from optbook.optimizers import GradientDescent
from optbook.studies.adaptive.preconditioning_clocks import (
    POWERS,
    SAMPLES,
    SHARES,
    clocks,
    excess,
    floor,
    floors,
    mean_squares,
    own_squares,
    shared_limit,
    shared_rates,
    squared_gradients,
    tuned,
)
from optbook.studies.descent.quadratics import condition, unit_diagonal

TABLES = ("breast_cancer", "diabetes", "airfoil_like", "sparse_features")
"""Data sets whose features are looked at as they were measured or made."""


@cache
def table(name: str) -> np.ndarray:
    """The training features as they come, not shifted and not scaled."""
    return load(name, standardized=False).train_inputs


def second_moments(inputs: np.ndarray) -> np.ndarray:
    """Mean over samples of ``a a'``, with a one appended to each ``a`` for the intercept."""
    whole = np.column_stack([inputs, np.ones(len(inputs))])
    return whole.T @ whole / len(whole)


def conditions() -> dict[str, dict[str, float]]:
    """Condition numbers of least squares with an intercept, for each of `TABLES`: as given, scaled, centered, both."""
    found = {}
    for name in TABLES:
        given = second_moments(table(name))
        centered = second_moments(table(name) - table(name).mean(0))
        matrices = {"given": given, "scaled": unit_diagonal(given), "centered": centered}
        matrices |= {"both": unit_diagonal(centered)}
        found[name] = {what: float(condition(matrix)) for what, matrix in matrices.items()}
    return found


def presence(shares: np.ndarray) -> np.ndarray:
    """Second moments of features that are 1 with the probabilities `shares` and else 0, independent of each other."""
    return np.diag(shares * (1 - shares)) + np.outer(shares, shares)


def scaled_bounds(shares: np.ndarray) -> tuple[float, float]:
    """Bounds of the eigenvalues of `presence` scaled to a unit diagonal."""
    return float(1 - shares.max()), float(1 - shares.min() + shares.sum())


@dataclass(frozen=True, eq=False)
class Spectra:
    """Eigenvalues of least squares on features that are present or absent, ascending.

    Attributes
    ----------
    shares : (features,) array
        Share of the samples in which each feature is present.
    given, scaled, both : (features,) arrays
        As the features are, scaled to a mean square of one, and centered and then scaled.
    """

    shares: np.ndarray
    given: np.ndarray
    scaled: np.ndarray
    both: np.ndarray


@cache
def spectra() -> Spectra:
    """The eigenvalues for the data set sparse_features, without an intercept."""
    inputs = table("sparse_features")
    given = inputs.T @ inputs / len(inputs)
    centered = np.cov(inputs.T, bias=True)
    matrices = given, unit_diagonal(given), unit_diagonal(centered)
    return Spectra(inputs.mean(0), *map(np.linalg.eigvalsh, matrices))


@claim
def a_rate_for_each_coordinate_scales_the_features() -> Evidence:
    r"""Gradient descent on features divided by numbers $c_i$ makes, taken back by $w_i = v_i / c_i$, the same
    steps as gradient descent on the features as they are with the rates $\eta / c_i^2$.  Two hundred steps of least
    squares on thirty measured features, with $c_i^2$ their mean squares.
    """
    inputs, targets = table("breast_cancer"), load("breast_cancer").train_targets
    scale = np.sqrt((inputs**2).mean(0))
    scaled = LeastSquares(inputs / scale, targets)
    lr = 1 / np.linalg.eigvalsh(scaled.hess(np.zeros(scaled.dim)))[-1]
    once = descend(scaled, np.zeros(scaled.dim), GradientDescent(lr), 200).x
    rates = descend(LeastSquares(inputs, targets), np.zeros(scaled.dim), GradientDescent(lr / scale**2), 200).x
    gap = np.abs(rates * scale - once).max() / np.abs(once).max()
    # Without growth of errors, as the rate is stable, 200 steps over 31 sums of 455 terms round to less than this.
    return Evidence(
        bool(gap < 1e-10),
        {
            "largest gap, as a share of the largest weight": gap,
            "largest rate over the least": (scale.max() / scale.min()) ** 2,
        },
    )


def enumerated(shares: np.ndarray) -> np.ndarray:
    """`presence`, by adding up all ``2 ** features`` samples with their probabilities."""
    count = len(shares)
    samples = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    weights = np.where(samples, shares, 1 - shares).prod(1)
    return (samples * weights[:, None]).T @ samples


@claim
def scaled_presence_does_not_know_the_rare(seed: int = 0) -> Evidence:
    r"""For independent features, present with probabilities $p_i$ and scaled to a unit diagonal, all eigenvalues
    but the largest lie between $1 - p_{\max}$ and $1 - p_{\min}$, and the largest is at most
    $1 - p_{\min} + \sum_i p_i$.  Ten features, probabilities between a ten-thousandth and a half, forty times; the
    expectation is added up over all samples that there are.
    """
    rng = np.random.default_rng(seed)
    low, middle, high, before, after = [], [], [], [], []
    for _ in range(40):
        shares = 10.0 ** rng.uniform(-4, np.log10(0.5), 10)
        given = enumerated(shares)
        eigenvalues = np.linalg.eigvalsh(unit_diagonal(given))
        least, most = scaled_bounds(shares)
        low.append(eigenvalues[0] - least)
        middle.append(1 - shares.min() - eigenvalues[-2])
        high.append(most - eigenvalues[-1])
        before.append(condition(given))
        after.append(eigenvalues[-1] / eigenvalues[0])
    # Rounding of eigenvalues near one.
    holds = min(low) > -1e-12 and min(middle) > -1e-12 and min(high) > -1e-12
    return Evidence(
        holds,
        {
            "least eigenvalue above its bound, least": min(low),
            "last but one below its bound, least": min(middle),
            "largest below its bound, least": min(high),
            "largest condition number as given": max(before),
            "largest condition number, scaled": max(after),
        },
    )


@claim
def runs_keep_the_formulas_of_the_clocks(seed: int = 0) -> Evidence:
    r"""On the table the expected square of each error obeys {eq}`eq-preconditioning-square` at rates that all entries
    share, and {eq}`eq-preconditioning-own` where each has a clock of its own.  A hundred runs of each method against
    the formulas, after 50, 500 and 4000 samples: the mean excess is within five standard errors.
    """
    runs, measured, holds = clocks(seed=seed), {}, True
    for name, value in runs.value.items():
        for count in (50, 500, SAMPLES):
            place = int(np.searchsorted(runs.seen, count))
            error = value[place].std(ddof=1) / np.sqrt(value.shape[1])
            gap = (value[place].mean() - excess(runs.formula[name][place])) / error
            holds &= bool(abs(gap) <= 5)
            measured[f"{name}, {count} samples: gap in standard errors"] = gap
    return Evidence(holds, measured)


@claim
def no_shared_clock_serves_all() -> Evidence:
    r"""At the rates $c/(c + t)$ with $c p_{\min} \ge 1$ the number of samples times the excess tends to the right side
    of {eq}`eq-preconditioning-shared`: when the time is ten times as long, at most a fifth of the gap is left.  After
    4000 samples the best of 61 numbers $c$ leaves more than clocks of their own.
    """
    rare, short, long = SHARES.min(), 3000, 30_000
    scales = np.array([1.0, 1.5, 3.0]) / rare
    squares = mean_squares(shared_rates(scales, long))
    limits = np.array([shared_limit(scale) for scale in scales])
    gaps = np.array([count * excess(squares[count]) - limits for count in (short, long)])
    best = float(excess(mean_squares(shared_rates(np.array(tuned()[1])))[-1]))
    own = float(excess(own_squares(SAMPLES)))
    # The gap is of the order 1 / t, so that a tenth is left; a fifth allows for the next order.
    holds = (np.abs(gaps[1]) <= np.abs(gaps[0]) / 5).all() and tuned()[2] and own < best
    return Evidence(
        bool(holds),
        {
            "most of the gap that is left": np.abs(gaps[1] / gaps[0]).max(),
            "limit at c = 1 / p_min": limits[0],
            "half the number of entries": len(SHARES) / 2,
            "excess, best shared clock": best,
            "excess, own clocks": own,
        },
    )


@claim
def the_root_goes_half_of_the_way(seed: int = 0) -> Evidence:
    r"""At the right table the mean square of an entry's gradient is its share $p_i$.  Divided by the root of the mean
    square of half a million sampled gradients, the curvatures $p_i$ have the condition number $\sqrt\kappa$, within
    five standard errors.
    """
    lanes, steps = 1000, 500
    found = squared_gradients(lanes, steps, seed)
    # The fourth moment of a standard normal number is 3.
    error = np.sqrt((3 * SHARES - SHARES**2) / (lanes * steps))
    curvatures = SHARES / np.sqrt(found)
    quotient, kappa = curvatures[0] / curvatures[-1], SHARES[0] / SHARES[-1]
    share = 0.5 * np.hypot(error[0] / SHARES[0], error[-1] / SHARES[-1])
    gap = np.abs((found - SHARES) / error).max()
    off = (quotient / np.sqrt(kappa) - 1) / share
    return Evidence(
        bool(gap <= 5 and abs(off) <= 5),
        {
            "condition number": kappa,
            "after division by the root": quotient,
            "its gap from the root, in standard errors": off,
            "largest gap of a mean square, in standard errors": gap,
        },
    )


@claim
def a_rate_in_proportion_to_rarity_leaves_least(seed: int = 0) -> Evidence:
    r"""Of constant rates under which no entry is slower than the rarest, those in proportion to $1/p_i$ leave less
    than those in proportion to $1/\sqrt{p_i}$, and these less than one rate for all.  The mean excess of 150 runs of
    each is within five standard errors of the formula.
    """
    runs = floors(seed=seed)
    error = runs.value.std(1, ddof=1) / np.sqrt(runs.value.shape[1])
    gaps = (runs.value.mean(1) - runs.expected) / error
    ends = floor(runs.rates)
    holds = (np.abs(gaps) <= 5).all() and ends[2] < ends[1] < ends[0]
    measured = {f"floor, power {power:g}": end for power, end in zip(POWERS, ends, strict=True)}
    measured |= {f"gap in standard errors, power {power:g}": gap for power, gap in zip(POWERS, gaps, strict=True)}
    return Evidence(bool(holds), measured)
