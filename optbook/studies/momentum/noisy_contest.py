"""The same methods with noise in the gradient: exact second moments on the quadratic, and many runs on all problems."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.noise import Minibatches, Noisy
from optbook.protocols import Objective, Optimizer
from optbook.studies.momentum.contest import (
    CURVATURES,
    METHODS,
    Problem,
    Tuned,
    has_knob,
    make,
    problem,
    tune,
)
from optbook.study import study

SIGMA = {"quadratic": 0.1, "Rosenbrock": 1.0, "flat bowl": 0.1}
"""Standard deviation of the noise in each coordinate of the gradient."""

BATCH = 8
"""Samples that a step of logistic regression sees, in place of noise that is added."""

OCTAVES = {
    "quadratic": range(-8, 0),
    "Rosenbrock": range(-3, 4),
    "logistic regression": range(-8, 0),
    "flat bowl": range(-9, 1),
}
"""Rates that are tried with noise, as powers of two over the curvature."""

LINEAR = METHODS[:4]
"""Methods whose step is linear in gradient and state: their moments can be computed."""


def step_matrix(
    method: str, lr: np.ndarray, beta: np.ndarray, curvature: np.ndarray, step: int | np.ndarray
) -> tuple[tuple[tuple[np.ndarray, ...], ...], tuple[np.ndarray, ...]]:
    """How a step maps (component, memory), a matrix by rows, and what it makes of a unit of noise, a pair.

    The memory is the velocity; that of accelerated gradient is how far its iterate lies ahead.
    """
    lr, beta, curvature = np.broadcast_arrays(lr, beta, curvature)
    pull, zero = lr * curvature, np.zeros(lr.shape)
    if method == "gradient descent":
        rows, noise = ((1 - pull, zero), (zero, zero)), (-lr, zero)
    elif method == "heavy ball":
        rows, noise = ((1 - pull, -lr * beta), (curvature, beta)), (-lr, zero + 1)
    elif method == "Nesterov":
        rows, noise = ((1 - pull * (1 + beta), -lr * beta**2), (curvature, beta)), (-lr * (1 + beta), zero + 1)
    else:
        m = zero + step / (step + 3)
        rows, noise = ((1 - pull * (1 + m), m), (-m * pull, m)), (-lr * (1 + m), -m * lr)
    return rows, noise


def moment_map(
    method: str, lr: np.ndarray, beta: np.ndarray, sigma: float, curvature: np.ndarray, step: int | np.ndarray
) -> np.ndarray:
    """What a step makes of the second moments of (component, memory): of ``(xx, xm, mm, 1)``, ``(..., 4, 4)``."""
    ((p, q), (r, s)), (b, c) = step_matrix(method, lr, beta, curvature, step)
    made = np.zeros((*p.shape, 4, 4))
    rows = (
        (p * p, 2 * p * q, q * q, sigma**2 * b * b),
        (p * r, p * s + q * r, q * s, sigma**2 * b * c),
        (r * r, 2 * r * s, s * s, sigma**2 * c * c),
        (0, 0, 0, 1),
    )
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            made[..., i, j] = entry
    return made


def expected_gap(
    method: str, lr: np.ndarray, beta: np.ndarray, sigma: float, steps: int = 200, curvatures: np.ndarray = CURVATURES
) -> np.ndarray:
    """Mean value after `steps` on the quadratic of `curvatures`, from a start of mean 0 and variance 1: no run is made.

    The second moments ``M`` of component and memory obey ``M <- A M A' + sigma^2 b b'``.
    """
    lr, beta = (np.asarray(number, dtype=float)[..., None] for number in (lr, beta))
    moments = np.array([1.0, 0.0, 0.0, 1.0])[:, None]
    with np.errstate(over="ignore", invalid="ignore"):
        if method == "growing memory":
            step = np.arange(steps).reshape(-1, *[1] * np.broadcast(lr, beta).ndim)
            for made in moment_map(method, lr, beta, sigma, curvatures, step):
                moments = made @ moments
        else:  # each step is the same
            moments = np.linalg.matrix_power(moment_map(method, lr, beta, sigma, curvatures, 0), steps) @ moments
        return (curvatures * moments[..., 0, 0]).sum(axis=-1) / 2


@study
def exact(sigmas: tuple[float, ...] = (0.0, 0.01, 0.03, 0.1, 0.3), steps: int = 200) -> dict[str, tuple[Tuned, ...]]:
    """For each linear method and noise, the pair of the least expected gap on the quadratic after `steps`."""
    return {
        method: tuple(
            tune(lambda lr, beta, m=method, s=s: expected_gap(m, lr, beta, s, steps), has_knob(method), range(-10, 4))
            for s in sigmas
        )
        for method in LINEAR
    }


def by_batch(method: str, batch: int, sigma: float = 0.3, samples: int = 1600) -> Tuned:
    """The pair of the least expected gap when `samples` gradients of noise `sigma` are spent in batches of `batch`."""

    def cost(lr: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return expected_gap(method, lr, beta, sigma / np.sqrt(batch), samples // batch)

    return tune(cost, has_knob(method), range(-18, 4), 12)


def seen(name: str, lanes: int, seed: int, fresh: bool) -> Objective:
    """A problem as its noisy gradients show it, with noise of its own for each lane."""
    key = 2 * seed + fresh
    if name == "logistic regression":
        return Minibatches(problem(name).objective, BATCH, key, lanes=(lanes,))
    return Noisy(problem(name).objective, SIGMA[name], key, lanes=(lanes,))


def last_gap(case: Problem, objective: Objective, starts: np.ndarray, optimizer: Optimizer, steps: int) -> np.ndarray:
    """Value above the least one after `steps`, free of noise; inf where a run did not stay finite."""
    x, _ = finish(objective, starts, optimizer, steps)
    with np.errstate(over="ignore", invalid="ignore"):
        gap = case.objective.value(x) - case.least
    return np.where(np.isfinite(gap), gap, np.inf)


@dataclass(frozen=True, eq=False)
class NoisyRuns:
    """All methods on one problem with noise, each with the rate and memory chosen on other runs.

    Attributes
    ----------
    tuned : dict of name to Tuned
    first : (lanes,) array
        Gap at the start.
    gap : dict of name to (lanes,) array
        Gap at the end; lane by lane the methods have the same start and the same noise.
    """

    tuned: dict[str, Tuned]
    first: np.ndarray
    gap: dict[str, np.ndarray]


def noisy(name: str, seed: int = 0) -> NoisyRuns:
    """Choose pairs by the median gap of 16 runs after 200 steps, and make 64 fresh runs with each."""
    return _noisy(name, 200, 16, 64, seed)


@study
def _noisy(name: str, steps: int, tries: int, lanes: int, seed: int) -> NoisyRuns:
    case = problem(name)
    early, late = (case.starts(count, seed, fresh) for count, fresh in ((tries, False), (lanes, True)))
    known, judged = seen(name, tries, seed, False), seen(name, lanes, seed, True)
    chosen, gap = {}, {}
    for method in METHODS:

        def cost(lr: np.ndarray, beta: np.ndarray, method: str = method) -> np.ndarray:
            lr, beta = (np.asarray(number)[..., None, None] for number in (lr / case.curvature, beta))
            wide = early + np.zeros(np.broadcast_shapes(lr.shape, beta.shape))
            return np.median(last_gap(case, known, wide, make(method, lr, beta), steps), axis=-1)

        best = chosen[method] = tune(cost, has_knob(method), OCTAVES[name])
        optimizer = make(method, best.lr / case.curvature, best.beta)
        gap[method] = last_gap(case, judged, late, optimizer, steps)
    return NoisyRuns(chosen, case.objective.value(late) - case.least, gap)
