"""Stationary points: what the Hessian decides, how long a saddle holds descent, and why minima are rare and low."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.integrate import quad

from optbook.analysis import classify, kind_by_values, random_landscape
from optbook.analysis.departures import leave_monkey, leave_saddle
from optbook.analysis.random_matrices import (
    GOE,
    goe_positive_probability,
    positive_share,
    sign_shares,
    symmetric_matrices,
    ternary_matrices,
)
from optbook.claims import Evidence, claim
from optbook.objectives import Cubic, MonkeySaddle, Power, Saddle
from optbook.study import study

EQUAL = 1.0
"""Variance on the diagonal when all entries have the same."""


@dataclass(frozen=True, eq=False)
class Example:
    """A function whose gradient is zero at the origin.

    Attributes
    ----------
    name : str
    eigenvalues : (dim,) array
        Of the Hessian at the origin, ascending.
    by_hessian, by_values : str
        Kind of the origin as the Hessian has it ("degenerate" where it does not decide), and as the values near it do.
    """

    name: str
    eigenvalues: np.ndarray
    by_hessian: str
    by_values: str


EXAMPLES = {
    "x^2": Power(2),
    "-x^2": Power(2, -1),
    "x^2 - y^2": Saddle(),
    "x^3": Cubic(),
    "x^4": Power(4),
    "-x^4": Power(4, -1),
    "x^3 - 3xy^2": MonkeySaddle(),
}


def table() -> list[Example]:
    """The examples with both verdicts on each."""
    found = []
    for name, f in EXAMPLES.items():
        origin = np.zeros(f.dim)
        hessian = f.hess(origin)
        found.append(Example(name, np.linalg.eigvalsh(hessian), classify(hessian), kind_by_values(f, origin)))
    return found


@dataclass(frozen=True, eq=False)
class Definite:
    """Probability that a random symmetric matrix has positive eigenvalues only.

    Attributes
    ----------
    dim : (sizes,) array
    goe : (sizes,) array
        For the Gaussian orthogonal ensemble, exact.
    sampled, error : (sizes, 2) arrays
        Estimate and standard error by sampling: GOE, and equal variances.
    """

    dim: np.ndarray
    goe: np.ndarray
    sampled: np.ndarray
    error: np.ndarray


@study
def definite(largest: int = 7, count: int = 10_000, seed: int = 0) -> Definite:
    """Probabilities of being positive definite for sizes from 1 to `largest`."""
    dim = np.arange(1, largest + 1)
    pairs = [[positive_share(n, count, seed, law) for law in (GOE, EQUAL)] for n in dim]
    sampled, error = np.moveaxis(np.array(pairs), -1, 0)
    return Definite(dim, np.array([goe_positive_probability(n) for n in dim]), sampled, error)


@claim
def the_hessian_decides_three_of_seven() -> Evidence:
    """Of seven functions that are stationary at the origin, the Hessian decides three.  There it agrees with the values
    on a small circle.  The other four have a zero eigenvalue and no two signs: they are a minimum, a maximum and
    two saddles.
    """
    rows = table()
    truth = ["minimum", "maximum", "saddle", "saddle", "minimum", "maximum", "saddle"]
    decided = [row for row in rows if row.by_hessian != "degenerate"]
    open_ones = [row for row in rows if row.by_hessian == "degenerate"]
    holds = (
        [row.by_values for row in rows] == truth
        and all(row.by_hessian == row.by_values for row in decided)
        and all(np.abs(row.eigenvalues).min() == 0 for row in open_ones)
        and (len(decided), len(open_ones)) == (3, 4)
    )
    kinds = [row.by_values for row in open_ones]
    return Evidence(
        holds,
        {
            "decided by the Hessian": len(decided),
            "not decided": len(open_ones),
            **{f"of these, {kind}": kinds.count(kind) for kind in ("minimum", "maximum", "saddle")},
        },
    )


@claim
def leaving_takes_the_logarithm_of_the_start() -> Evidence:
    r"""On $x^2 - y^2$, descent with the rate $0.1$ from $(1, y_0)$ first has $|y| \ge 1$ after
    $\ln(1/y_0) / \ln(1 + 2\eta)$ steps, rounded up, for starts $y_0$ from $10^{-12}$ to $10^{-1}$.
    """
    runs, one = leave_saddle(), leave_saddle([1e-6])
    wrong = int((runs.steps != np.ceil(runs.theory)).sum())
    return Evidence(
        wrong == 0 and one.steps[0] == np.ceil(one.theory[0]),
        {
            "starts": len(runs.start),
            "of which the count differs": wrong,
            "steps from a millionth": one.steps[0],
            "by the formula": one.theory[0],
        },
    )


@claim
def a_flat_saddle_holds_for_longer() -> Evidence:
    r"""On the monkey saddle, whose Hessian is zero, descent from the distance $r_0$ takes
    $(1/r_0 - 1)/(3\eta) + \ln(1/r_0)$ steps to the distance $1$, up to two: ten times as many for each digit.
    """
    runs = leave_monkey()
    miss = float(np.abs(runs.steps - runs.theory).max())
    return Evidence(
        miss <= 2,
        {
            "steps from a hundredth": runs.steps[4],
            "steps from a thousandth": runs.steps[0],
            "by the formula": runs.theory[0],
            "largest difference": miss,
        },
    )


@claim
def three_closed_forms_of_the_goe() -> Evidence:
    r"""All eigenvalues of $A + A^\top$, with independent standard normal entries in $A$, are positive with the
    probability $1/2$, $(2 - \sqrt{2})/4$ and $(\pi - 2\sqrt{2})/(4\pi)$ for the sizes 1, 2 and 3: a count of samples
    agrees within five standard errors, the exact integral to ten digits.
    """
    closed = np.array([1 / 2, (2 - np.sqrt(2)) / 4, (np.pi - 2 * np.sqrt(2)) / (4 * np.pi)])
    count = 100_000
    rng = np.random.default_rng(0)
    draws = [rng.standard_normal((count, n, n)) for n in (1, 2, 3)]
    seen = np.array([(np.linalg.eigvalsh(a + np.swapaxes(a, 1, 2))[:, 0] > 0).mean() for a in draws])
    exact = np.array([goe_positive_probability(n) for n in (1, 2, 3)])
    error = np.sqrt(closed * (1 - closed) / count)
    holds = (np.abs(seen - closed) < 5 * error).all() and (np.abs(exact / closed - 1) < 1e-10).all()
    return Evidence(
        holds,
        {
            f"size {n}, {what}": row[n - 1]
            for n in (1, 2, 3)
            for what, row in (("counted", seen), ("closed form", closed))
        },
    )


@claim
def the_law_matters() -> Evidence:
    r"""With the same variance in all entries the probability is smaller.  For size 2 it is
    $\frac12 - \frac{1}{4\pi} \int_0^{2\pi} \sqrt{(1 + \sin^2\varphi)/(2 + \sin^2\varphi)}\, d\varphi$; for size 3 a
    count and an average over directions agree.  Both lie many standard errors below the values of the GOE.
    """
    integral, _ = quad(lambda angle: np.sqrt((1 + np.sin(angle) ** 2) / (2 + np.sin(angle) ** 2)), 0, 2 * np.pi)
    closed = 1 / 2 - integral / (4 * np.pi)
    count = 100_000
    seen = [(np.linalg.eigvalsh(symmetric_matrices(n, count, 0, EQUAL))[:, 0] > 0).mean() for n in (2, 3)]
    share, spread = positive_share(3, 20_000, 1, EQUAL)
    error = np.sqrt(np.array([closed * (1 - closed), share * (1 - share)]) / count)
    holds = (
        abs(seen[0] - closed) < 5 * error[0]
        and abs(seen[1] - share) < 5 * np.hypot(error[1], spread)
        and all(goe_positive_probability(n) - p > 20 * e for n, p, e in zip((2, 3), seen, error, strict=True))
    )
    return Evidence(
        holds,
        {
            "size 2, counted": seen[0],
            "size 2, integral": closed,
            "size 3, counted": seen[1],
            "size 3, average over directions": share,
            "GOE, size 2": goe_positive_probability(2),
            "GOE, size 3": goe_positive_probability(3),
        },
    )


@claim
def signs_are_not_coin_flips() -> Evidence:
    r"""For the GOE the probability $P_n$ of positive eigenvalues only falls like $e^{-c n^2}$ with $c = \frac14 \ln 3$:
    the ratio $P_{n-1} P_{n+1} / P_n^2$ tends to $1/\sqrt{3}$, while independent signs would give $1$.
    Sampling agrees with the exact probabilities up to size 7.
    """
    runs = definite()
    gap = np.abs(runs.sampled[2:, 0] - runs.goe[2:]) / runs.error[2:, 0]
    exact = np.array([goe_positive_probability(n) for n in range(1, 16)])
    ratio = exact[:-2] * exact[2:] / exact[1:-1] ** 2
    return Evidence(
        gap.max() < 5 and abs(ratio[-1] * np.sqrt(3) - 1) < 1e-3 and (np.diff(ratio) < 0).all(),
        {
            "ratio at size 2": ratio[0],
            "ratio at size 14": ratio[-1],
            "one over the root of 3": 1 / np.sqrt(3),
            "largest gap of the samples, in standard errors": gap.max(),
        },
    )


@claim
def zero_takes_its_share() -> Evidence:
    r"""Symmetric $2 \times 2$ matrices with entries drawn from $-1$, $0$ and $1$, all equally likely, have a symmetric
    law of eigenvalues and yet $P(\lambda > 0) = 11/27$, because $P(\lambda = 0) = 5/27$ by counting ranks.
    """
    below, zero, above = sign_shares(ternary_matrices(2))
    numbers = (-1, 0, 1)
    # 2 - rank: two for the zero matrix, one where the determinant is zero but not all entries are.
    defects = [(a * c == b * b) + (a == b == c == 0) for a, b, c in product(numbers, repeat=3)]
    by_rank = sum(defects) / (2 * len(defects))
    holds = abs(below - above) < 1e-12 and abs(zero - by_rank) < 1e-12 and abs(above - 11 / 27) < 1e-12
    return Evidence(holds, {"share below zero": below, "share at zero": zero, "share above zero": above})


@claim
def index_follows_value() -> Evidence:
    """On a sum of random waves in sixteen dimensions, the number of negative eigenvalues at a stationary point has the
    mean that the formula of Kac and Rice predicts for the point's value: in the lowest, the middle and the highest
    third of the points, within four standard errors and two percent.  The spread about it is within thirty percent of
    the predicted one, and no more than one point in a hundred is a minimum.
    """
    runs = random_landscape()
    parts = np.array_split(np.argsort(runs.value), 3)
    mean, spread = (np.interp(runs.value, runs.grid, row) for row in (runs.mean, runs.deviation))
    seen = np.array([runs.index[part].mean() for part in parts])
    expected = np.array([mean[part].mean() for part in parts])
    error = np.array([np.sqrt((spread[part] ** 2).mean() / len(part)) for part in parts])
    width = (runs.index - mean).std() / np.sqrt((spread**2).mean())
    holds = (
        (np.abs(seen - expected) < 4 * error + 0.02 * expected).all()
        and abs(width - 1) < 0.3
        and (runs.index == 0).mean() <= 0.01
    )
    names = ("lowest", "middle", "highest")
    return Evidence(
        holds,
        {
            "stationary points": len(runs.value),
            "minima among them": (runs.index == 0).sum(),
            **{f"mean index of the {n} third": s for n, s in zip(names, seen, strict=True)},
            **{f"predicted, {n}": e for n, e in zip(names, expected, strict=True)},
            "spread over predicted spread": width,
        },
    )


@claim
def descent_ends_low() -> Evidence:
    """On the same landscape nine in ten runs of gradient descent end with no negative eigenvalue, and all end below
    ninety-nine in a hundred of the stationary points that a search without preference for low values finds.
    """
    runs = random_landscape()
    at_minimum = float((runs.end_index == 0).mean())
    return Evidence(
        at_minimum >= 0.9 and runs.end_value.max() < np.quantile(runs.value, 0.01),
        {
            "share of runs without negative eigenvalue": at_minimum,
            "highest end": runs.end_value.max(),
            "mean end": runs.end_value.mean(),
            "lowest stationary point of the search": runs.value.min(),
        },
    )
