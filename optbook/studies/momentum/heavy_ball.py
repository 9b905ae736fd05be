"""Heavy ball on a quadratic: one eigen-component, where it is stable, and the best pair of rate and memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend, finish
from optbook.analysis import log_slope, recurrence_radius, recurrence_roots
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, HeavyBall
from optbook.studies.momentum import networks
from optbook.study import study

Recurrence = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Gives the sum and the product of a method's two roots, for a rate times curvature and a memory."""

VALLEY = Quadratic(np.diag([0.2, 4.0]))
"""The valley ``0.1 x1^2 + 2 x2^2``."""


def valley_runs(steps: int = 20) -> dict[str, Trajectory]:
    """Four runs in the valley from (-5, -2): gradient descent at two rates, heavy ball at the larger one."""
    optimizers = {
        "descent, small rate": GradientDescent(0.4),
        "descent, large rate": GradientDescent(0.6),
        "memory 1/2": HeavyBall(0.6, 0.5),
        "memory 1/4": HeavyBall(0.6, 0.25),
    }
    return {name: descend(VALLEY, [-5.0, -2.0], optimizer, steps) for name, optimizer in optimizers.items()}


def roots(a: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Roots of ``z^2 - (1 + beta - a) z + beta``, with ``a = lr lambda``: ``(...) -> (..., 2)``, the larger first."""
    return recurrence_roots(1 + beta - np.asarray(a), beta)


def recurrence(a: np.ndarray, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum and product of the roots."""
    return 1 + beta - np.asarray(a), np.broadcast_to(beta, np.broadcast_shapes(np.shape(a), np.shape(beta)))


def radius(a: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Spectral radius of heavy ball's step on a component with ``a = lr lambda``: ``(...) -> (...)``."""
    return recurrence_radius(1 + beta - np.asarray(a), beta)


def best_pair(kappa: float) -> tuple[float, float, float]:
    """The rate times ``L``, the memory, and the factor a step of the theorem, for a condition number."""
    r = (np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)
    return float((1 + r) ** 2), float(r**2), float(r)


def component(a: np.ndarray, beta: np.ndarray, steps: int) -> np.ndarray:
    """Runs of heavy ball on ``x^2 / 2`` from 1, at rest, at the rates `a`: ``(lanes,) -> (steps + 1, lanes)``."""
    lr, memory = (np.atleast_1d(np.asarray(value, float))[:, None] for value in np.broadcast_arrays(a, beta))
    return descend(Quadratic([[1.0]]), [1.0], HeavyBall(lr, memory), steps).x[..., 0]


def measured_factor(a: np.ndarray, beta: np.ndarray, steps: int = 120) -> np.ndarray:
    """What a step leaves, read off a run from rest: ``(lanes,)``."""
    return run_factor(component(a, beta, steps))


def run_factor(x: np.ndarray) -> np.ndarray:
    """The slope of the logarithm of a run's size over its later half, as a factor: ``(steps + 1, ...) -> (...)``.

    The size is that of two iterates together, since one alone may pass through zero.  A run that is zero by then,
    below the smallest number of the computer, counts as one that leaves nothing.
    """
    size = np.hypot(x[1:], x[:-1])[(len(x) - 1) // 2 :]
    gone = size[-1] < np.finfo(float).tiny
    return np.where(gone, 0.0, np.exp(log_slope(np.arange(len(size)), np.where(gone, 1.0, size))))


@dataclass(frozen=True, eq=False)
class Race:
    """Gradient descent and heavy ball, each with its best parameters, from the sum of two eigenvectors.

    Attributes
    ----------
    lr, beta : floats
        Heavy ball's parameters, for curvatures 1 and the condition number.
    descent, heavy : (steps + 1,) arrays
        Distance to the minimum over the first one.
    flat, steep : (steps + 1,) arrays
        Heavy ball's two components.
    descent_factor, heavy_factor : floats
        What a step leaves in the long run.
    """

    lr: float
    beta: float
    descent: np.ndarray
    heavy: np.ndarray
    flat: np.ndarray
    steep: np.ndarray
    descent_factor: float
    heavy_factor: float


def race(kappa: float = 100.0, steps: int = 700) -> Race:
    """Run both methods on ``(x1^2 + kappa x2^2) / 2`` from (1, 1), at rest."""
    objective = Quadratic(np.diag([1.0, kappa]))
    share, beta, factor = best_pair(kappa)
    runs = [
        descend(objective, [1.0, 1.0], optimizer, steps).x
        for optimizer in (GradientDescent(2 / (1 + kappa)), HeavyBall(share / kappa, beta))
    ]
    descent, heavy = (np.linalg.norm(x, axis=-1) / np.sqrt(2) for x in runs)
    return Race(share / kappa, beta, descent, heavy, *runs[1].T, (kappa - 1) / (kappa + 1), factor)


def first_below(errors: np.ndarray, accuracy: float) -> int:
    """First step at which an error is at most `accuracy`.

    Raises
    ------
    ValueError
        When there is none.
    """
    below = np.asarray(errors) <= accuracy
    if not below.any():
        raise ValueError(f"errors: got none below {accuracy}, takes a run that gets there")
    return int(below.argmax())


def promised(kappa: float, accuracy: float = 1e-6) -> tuple[int, int]:
    """Steps to an accuracy of gradient descent and of heavy ball, by the factors of their best parameters."""
    factors = (kappa - 1) / (kappa + 1), best_pair(kappa)[2]
    descent, heavy = (int(np.ceil(np.log(accuracy) / np.log(factor))) for factor in factors)
    return descent, heavy


def double_root(kappa: float, steps: int) -> np.ndarray:
    """Closed form of the components along the flattest and the steepest direction at the best pair, from 1 and at rest.

    ``(1 + (1 - r) t) r^t`` and ``(1 + (1 + r) t) (-r)^t``: ``(steps + 1, 2)``.
    """
    r, t = best_pair(kappa)[2], np.arange(steps + 1)
    return np.stack([(1 + (1 - r) * t) * r**t, (1 + (1 + r) * t) * (-r) ** t], axis=-1)


@dataclass(frozen=True, eq=False)
class Counts:
    """Steps to an accuracy against the condition number.

    Attributes
    ----------
    accuracy : float
        Share of the first distance.
    kappa : (count,) array
        Condition numbers.
    descent, heavy : (count,) int arrays
        Steps, counted.
    promised : (count,) array
        Steps that heavy ball's factor alone would need.
    """

    accuracy: float
    kappa: np.ndarray
    descent: np.ndarray
    heavy: np.ndarray
    promised: np.ndarray


@study
def counts(accuracy: float = 1e-6, kappas: tuple[float, ...] = (4, 10, 30, 100, 300, 1000)) -> Counts:
    """Count the steps of both methods, from the sum of the two extreme eigenvectors."""
    kappa = np.array(kappas, dtype=float)
    runs = [race(value, int(8 * value) + 60) for value in kappa]
    steps = [[first_below(errors, accuracy) for errors in (run.descent, run.heavy)] for run in runs]
    promised = np.log(accuracy) / np.log([run.heavy_factor for run in runs])
    return Counts(accuracy, kappa, *np.array(steps).T, promised)


def search(
    kappa: float, method: Recurrence = recurrence, count: int = 41, rounds: int = 7
) -> tuple[float, float, float]:
    """Find the best pair by trying a grid of pairs, and finer grids about the best of them.

    The spectral radius is the largest over three eigenvalues, and comes from numpy's eigenvalues of the matrix that
    maps two iterates to the next two.

    Returns
    -------
    share, beta, factor : floats
        The rate times ``L``, the memory, and the spectral radius.
    """
    low, high = np.array([0.0, 0.0]), np.array([4.0, 1.0])
    curvatures = np.array([1, np.sqrt(kappa), kappa]) / kappa
    for _ in range(rounds):
        share, beta = np.meshgrid(*np.linspace(low, high, count).T)
        top, product = method(share[..., None] * curvatures, beta[..., None])
        step = np.zeros((*top.shape, 2, 2))
        step[..., 0, 0], step[..., 0, 1], step[..., 1, 0] = top, -product, 1
        factor = np.abs(np.linalg.eigvals(step)).max((-1, -2))
        place = np.unravel_index(factor.argmin(), factor.shape)
        best, half = np.array([share[place], beta[place]]), (high - low) / 6
        low, high = np.maximum(best - half, 0), np.minimum(best + half, (4, 1))
    return float(best[0]), float(best[1]), float(factor[place])


@claim
def stable_exactly_below_the_limit(seed: int = 0) -> Evidence:
    r"""On a component of curvature $\lambda$, heavy ball tends to the minimum for $0 < \eta\lambda < 2 (1 + \beta)$ and
    not otherwise.  For random $\beta$, runs at a thousandth below the upper limit vanish, and runs at a thousandth
    above it, or with a slightly negative curvature, grow without bound.
    """
    beta = np.random.default_rng(seed).uniform(0, 0.99, 100)
    limit, steps = 2 * (1 + beta), 8000
    lr, memory = np.array([[0.999], [1.001]]) * limit, beta[:, None]
    ends, _ = finish(Quadratic([[1.0]]), np.ones((2, len(beta), 1)), HeavyBall(lr[..., None], memory), steps)
    inside, outside = np.abs(ends)
    hill, _ = finish(Quadratic([[-1.0]]), np.ones((len(beta), 1)), HeavyBall(0.002 * limit[:, None], memory), steps)
    # At a thousandth off the limit the root is at least 0.002 off the unit circle: e^16 in 8000 steps.
    holds = inside.max() < 1e-4 and outside.min() > 1e4 and np.abs(hill).min() > 1e4
    return Evidence(
        bool(holds),
        {
            "values of beta": len(beta),
            "largest distance below the limit": inside.max(),
            "least distance above it": outside.min(),
            "least distance on a hill": np.abs(hill).min(),
        },
    )


@claim
def between_the_double_roots_only_the_memory_counts(seed: int = 0) -> Evidence:
    r"""For $(1 - \sqrt\beta)^2 < \eta\lambda < (1 + \sqrt\beta)^2$ a component shrinks by $\sqrt\beta$ a step in the
    long run, whatever its curvature.  The factor is read off runs at random pairs.
    """
    rng = np.random.default_rng(seed)
    beta = rng.uniform(0.3, 0.9, 400)
    low, high = (1 - np.sqrt(beta)) ** 2, (1 + np.sqrt(beta)) ** 2
    a = low + rng.uniform(0.02, 0.98, 400) * (high - low)
    factor = measured_factor(a, beta, 1000) / np.sqrt(beta)
    # The size swings by a bounded factor about its line, and 500 steps are fitted.
    gap = np.abs(factor - 1).max()
    holds = gap < 2e-3
    return Evidence(
        bool(holds),
        {"pairs": len(a), "least factor over its theory": factor.min(), "largest factor over its theory": factor.max()},
    )


@claim
def no_pair_beats_the_best_pair() -> Evidence:
    r"""The best pair of rate and memory leaves $(\sqrt\kappa - 1)/(\sqrt\kappa + 1)$ in the long run.  A search over
    all pairs, with eigenvalues from a library routine, finds the same factor, rate and memory at three condition
    numbers.
    """
    measured, holds = {}, True
    for kappa in (4.0, 100.0, 1000.0):
        found, expected = np.array(search(kappa)), np.array(best_pair(kappa))
        # At a double root a shift of the pair by e moves the roots by its root; the last grid has a spacing of 1e-4 to
        # 1e-5, and the search cannot find less than the least.
        holds &= bool(-1e-7 < found[2] - expected[2] < 4e-3 and (np.abs(found - expected)[:2] < (2e-2, 4e-3)).all())
        measured |= {f"factor found, kappa {kappa:.0f}": found[2], f"factor proved, kappa {kappa:.0f}": expected[2]}
        measured |= {f"memory found, kappa {kappa:.0f}": found[1], f"memory proved, kappa {kappa:.0f}": expected[1]}
    return Evidence(holds, measured)


@claim
def the_double_root_delays_the_end() -> Evidence:
    r"""At the best pair, from $(1, 1)$ and at rest, the components are $(1 + (1 - r) t) \, r^t$ and
    $(1 + (1 + r) t) (-r)^t$ with $r = (\sqrt\kappa - 1)/(\sqrt\kappa + 1)$.  At $\kappa = 100$ heavy ball takes more
    steps to a millionth of the distance than $r$ alone promises, and far fewer than gradient descent.
    """
    kappa, accuracy, steps = 100.0, 1e-6, 200
    run, form = race(kappa), double_root(kappa, steps)
    gap = np.abs(np.stack([run.flat, run.steep], -1)[: steps + 1] - form).max()
    heavy, descent = first_below(run.heavy, accuracy), first_below(run.descent, accuracy)
    expected = first_below(np.linalg.norm(form, axis=-1) / np.sqrt(2), accuracy)
    promised = int(np.ceil(np.log(accuracy) / np.log(run.heavy_factor)))
    slow = int(np.ceil(np.log(accuracy) / np.log(run.descent_factor)))
    # A double root doubles the loss of digits: rounding moves the roots by its square root, 1e-8.
    holds = gap < 1e-8 and heavy == expected and descent == slow and promised < heavy < descent / 5
    return Evidence(
        bool(holds),
        {
            "largest gap from the closed form": gap,
            "steps of heavy ball": heavy,
            "steps by the closed form": expected,
            "steps that the factor alone promises": promised,
            "steps of gradient descent": descent,
        },
    )


@claim
def steps_grow_like_the_root_of_the_condition_number() -> Evidence:
    r"""From $(1, 1)$ to a millionth of the distance the steps of gradient descent grow like $\kappa$, those of heavy
    ball like $\sqrt\kappa$, up to a logarithm: over $\sqrt\kappa$ they lie between $\tfrac12 \ln 10^6$ and
    $\tfrac12 (\ln 10^6 + \ln(40 \sqrt\kappa))$.
    """
    runs = counts()
    over = runs.heavy / np.sqrt(runs.kappa)
    digits = np.log(1 / runs.accuracy)
    # t r^t: the factor 1 + (1 + r) t is at most 40 sqrt(kappa) at the end, since t is at most 13 sqrt(kappa).
    late = runs.kappa >= 30
    holds = (over > digits / 2).all() and (over <= (digits + np.log(40 * np.sqrt(runs.kappa))) / 2).all()
    slope = log_slope(np.log(runs.kappa[late]), runs.descent[late])
    holds &= abs(slope - 1) < 0.01
    measured = {"exponent of kappa, gradient descent": slope}
    measured |= {"exponent of kappa, heavy ball": log_slope(np.log(runs.kappa[late]), runs.heavy[late])}
    measured |= {f"steps of heavy ball over root kappa, {k:.0f}": o for k, o in zip(runs.kappa, over, strict=True)}
    return Evidence(bool(holds), measured)


@claim
def long_ways_make_large_condition_numbers(seed: int = 0) -> Evidence:
    r"""With the mean removed, the condition number of a path of $n$ nodes is $\cot^2(\pi/(2n))$, that of a ring of an
    even number $n$ is $1/\sin^2(\pi/n)$, and that of a square grid of side $m$ is $2\cot^2(\pi/(2m))$.  Found from
    eigenvalues by a library routine.  On a grid and on two rings in random order, from random values, runs keep the
    mean.  To a millionth gradient descent needs no more steps than its factor says, heavy ball less than twice as many.
    """
    gaps, measured = [], {}
    for side in (4, 6, 10):
        count = side**2
        pairs = {
            networks.path(side): 1 / np.tan(np.pi / (2 * count)) ** 2,
            networks.ring(count): 1 / np.sin(np.pi / count) ** 2,
            networks.grid(side): 2 / np.tan(np.pi / (2 * side)) ** 2,
        }
        gaps += [abs(network.kappa / form - 1) for network, form in pairs.items()]
    # The least curvature is 1e-3, and an eigenvalue is rounded by some EPS of the largest, 8.
    holds, start = max(gaps) < 1e-10, np.random.default_rng(seed).normal(size=100)
    for name, network in {"grid": networks.grid(), "two rings": networks.ring(chords=True, seed=seed)}.items():
        kappa, top = network.kappa, network.curvatures[-1]
        share, beta, _ = best_pair(kappa)
        for method, limit, factor in zip(
            (GradientDescent(2 / (top + network.curvatures[0])), HeavyBall(share / top, beta)),
            promised(kappa),
            (1, 2),
            strict=True,
        ):
            x = descend(network.disagreement, start, method, factor * limit).x
            left = np.linalg.norm(x - start.mean(), axis=-1)
            holds &= bool(left[-1] <= 1e-6 * left[0] and np.abs(x.mean(-1) - start.mean()).max() < 1e-12)
            taken = int((left > 1e-6 * left[0]).sum())
            what = f"{name}, {'heavy ball' if factor == 2 else 'gradient descent'}"
            measured |= {f"steps, {what}": taken, f"by the factor, {what}": limit}
    return Evidence(bool(holds), {"largest relative gap of a condition number": max(gaps)} | measured)
