"""The map of rates: what a step of heavy ball leaves, for all pairs of rate and memory, proved and measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.analysis import log_slope
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import HeavyBall
from optbook.studies.descent.quadratics import turned
from optbook.studies.momentum.heavy_ball import best_pair, component, first_below, measured_factor, race, radius
from optbook.study import study


@dataclass(frozen=True, eq=False)
class RateMap:
    """What a step leaves of a component in the long run, over pairs of rate and memory.

    Attributes
    ----------
    a : (width,) array
        Rate times curvature.
    beta : (height,) array
        Memory.
    theory, measured : (height, width) arrays
        Spectral radius, and the factor that was read off a run.
    """

    a: np.ndarray
    beta: np.ndarray
    theory: np.ndarray
    measured: np.ndarray


@study
def rate_map(width: int = 121, height: int = 76, steps: int = 160) -> RateMap:
    """One run for each pair, all in one batch, for rates up to a little past the last stable one."""
    a, beta = np.linspace(0, 4.2, width + 1)[1:], np.linspace(0, 0.98, height)
    pairs = np.stack(np.meshgrid(a, beta), -1).reshape(-1, 2)
    found = measured_factor(*pairs.T, steps).reshape(height, width)
    return RateMap(a, beta, radius(a, beta[:, None]), found)


@dataclass(frozen=True, eq=False)
class Cuts:
    """Cuts through the map at a few memories.

    Attributes
    ----------
    beta : (kinds,) array
        Memories.
    a : (count,) array
        Rate times curvature.
    theory, measured : (count, kinds) arrays
        Spectral radius, and the factor read off runs.
    """

    beta: np.ndarray
    a: np.ndarray
    theory: np.ndarray
    measured: np.ndarray


def cuts(betas: tuple[float, ...] = (0.0, 0.25, 0.64), count: int = 400, steps: int = 300) -> Cuts:
    """Measure along the rate, at three memories."""
    beta, a = np.array(betas), np.linspace(0, 4, count + 1)[1:]
    pairs = np.stack(np.meshgrid(beta, a), -1).reshape(-1, 2)
    found = measured_factor(pairs[:, 1], pairs[:, 0], steps).reshape(count, len(beta))
    return Cuts(beta, a, radius(a[:, None], beta), found)


def best_memory(a: np.ndarray) -> np.ndarray:
    """The memory that leaves least of one component, ``(1 - sqrt(a))^2`` for ``0 < a < 4``."""
    return (1 - np.sqrt(a)) ** 2


def whole_radius(share: np.ndarray, beta: np.ndarray, kappa: float) -> np.ndarray:
    """Larger radius of the two extreme curvatures, at the rate ``share / L``."""
    return np.maximum(radius(np.asarray(share) / kappa, beta), radius(share, beta))


@dataclass(frozen=True, eq=False)
class ValleyMap:
    """The map for a whole spectrum, from flat to steep.

    Attributes
    ----------
    kappa : float
        Condition number.
    share, beta : (width,), (height,) arrays
        Rate times ``L``, memory.
    factor : (height, width) array
        Larger of the radii of the two extremes.
    best : triple of floats
        Rate times ``L``, memory and factor of the theorem.
    """

    kappa: float
    share: np.ndarray
    beta: np.ndarray
    factor: np.ndarray
    best: tuple[float, float, float]


def valley_map(kappa: float = 100.0, width: int = 211, height: int = 151) -> ValleyMap:
    """The larger radius over pairs of rate and memory."""
    share, beta = np.linspace(0, 4.2, width + 1)[1:], np.linspace(0, 0.99, height)
    return ValleyMap(kappa, share, beta, whole_radius(share, beta[:, None], kappa), best_pair(kappa))


@dataclass(frozen=True, eq=False)
class Misses:
    """What a wrong memory costs.

    Attributes
    ----------
    ratio : (count,) array
        One minus the memory over one minus the best memory at this rate: above one it is too short.
    steps : (count,) int array
        Steps to a millionth of the distance.
    best : int
        Steps with the best memory.
    """

    ratio: np.ndarray
    steps: np.ndarray
    best: int


def misses(kappa: float = 100.0, count: int = 41, most: float = 2.8) -> Misses:
    """Run at the rate ``1 / L`` with memories whose distance to one is the best one's, up to a factor `most`."""
    beta = best_memory(1 / kappa)
    ratio = np.geomspace(1 / most, most, count)
    memory = 1 - ratio * (1 - beta)
    sweep = HeavyBall(1 / kappa, memory[:, None])
    errors = np.linalg.norm(descend(Quadratic(np.diag([1.0, kappa])), [1.0, 1.0], sweep, 1200).x, axis=-1) / np.sqrt(2)
    steps = np.array([last_above(column, 1e-6) + 1 for column in errors.T])
    return Misses(ratio, steps, int(steps[count // 2]))


def last_above(errors: np.ndarray, accuracy: float) -> int:
    """Last step at which an error is above `accuracy`."""
    return len(errors) - 1 - first_below(-(np.asarray(errors)[::-1] > accuracy).astype(float), -0.5)


@study
def fewest_steps(
    beta: float = 0.99, kappas: tuple[float, ...] = (10.0, 100.0, 1000.0, 10000.0), count: int = 8, steps: int = 3200
) -> np.ndarray:
    """Steps to a millionth of the distance from (1, 1) with one memory, at the best of `count` rates: ``(kappas,)``.

    The rates are spread over all those at which both components are in the bowl.  A run that is not there after
    `steps` counts as one more.
    """
    low, high = (1 - np.sqrt(beta)) ** 2 * np.array(kappas), (1 + np.sqrt(beta)) ** 2
    share = low + np.linspace(0, 1, count)[:, None] * (high - low)
    pairs = component(np.concatenate([share / kappas, share]).ravel(), beta, steps).reshape(steps + 1, 2, -1)
    errors = np.hypot(pairs[:, 0], pairs[:, 1]) / np.sqrt(2)
    return np.array([last_above(column, 1e-6) + 1 for column in errors.T]).reshape(share.shape).min(0)


def period(a: float, beta: float, steps: int = 400) -> float:
    """Steps of one swing, from the times at which a run passes zero, scaled up so that it does not fade."""
    x = component(a, beta, steps)[:, 0] * beta ** (-np.arange(steps + 1) / 2)
    before = np.flatnonzero(x[:-1] * x[1:] < 0)
    # A swing x_t = C cos(w t + c) passes zero where its two neighbors say: between them it is nearly straight.
    times = before + x[before] / (x[before] - x[before + 1])
    return float(2 * (times[-1] - times[0]) / (len(times) - 1))


@claim
def the_map_is_what_runs_do() -> Evidence:
    r"""For pairs all over the map the factor that a run leaves at each step is the spectral radius, by its formula.
    The largest gap shrinks as runs get longer.
    """
    gaps = []
    for steps in (80, 160, 320):
        found = rate_map(61, 40, steps)
        seen = found.theory > 0.15  # below, a run is zero to the computer before its later half
        gaps.append(np.abs(found.measured - found.theory)[seen])
    # A swing moves the logarithm by a bounded number, and a double root by ln 2 over the later half.
    holds = gaps[-1].max() < 0.015 and gaps[2].max() < gaps[1].max() < gaps[0].max() and np.median(gaps[-1]) < 1e-4
    return Evidence(
        bool(holds),
        {
            "pairs": len(gaps[-1]),
            "largest gap after 80 steps": gaps[0].max(),
            "largest gap after 320 steps": gaps[-1].max(),
            "median gap after 320 steps": float(np.median(gaps[-1])),
        },
    )


@claim
def one_component_is_best_at_its_double_root() -> Evidence:
    r"""For a given product $a = \eta\lambda$ between $0$ and $4$ the memory $(1 - \sqrt a)^2$ leaves least, and it
    leaves $|1 - \sqrt a|$.  Found by trying a row of memories, each with a run.
    """
    beta, steps = np.linspace(0, 0.99, 991), 400
    measured, holds = {}, True
    for a in (0.04, 0.25, 2.25, 3.24):
        factor = measured_factor(np.full_like(beta, a), beta, steps)
        place = factor.argmin()
        # At the double root the later half still shrinks too slowly, by ln 2 over 200 steps; beside it the swings blur.
        holds &= abs(beta[place] - best_memory(a)) < 0.02 and abs(factor[place] - abs(1 - np.sqrt(a))) < 0.015
        measured |= {f"memory found, a = {a:g}": beta[place], f"memory proved, a = {a:g}": best_memory(a)}
        measured |= {f"factor found, a = {a:g}": factor[place], f"factor proved, a = {a:g}": abs(1 - np.sqrt(a))}
    return Evidence(bool(holds), measured)


@claim
def swings_have_the_angle_of_the_roots() -> Evidence:
    r"""Where the roots are complex, a component swings by the angle $\theta$ a step with
    $\cos\theta = (1 + \beta - a)/(2\sqrt\beta)$. A whole swing takes $2\pi/\theta$ steps, as the times at which runs
    pass zero say.
    """
    measured, worst = {}, 0.0
    for a, beta in ((0.01, 0.9), (0.1, 0.8), (0.6, 0.5)):
        theory = 2 * np.pi / np.arccos((1 + beta - a) / (2 * np.sqrt(beta)))
        found = period(a, beta)
        worst = max(worst, abs(found / theory - 1))
        measured |= {f"steps of a swing, a = {a:g}, beta = {beta:g}": found, f"proved, a = {a:g}": theory}
    # The first and the last passage are each off by a small part of a step, over 400 steps.
    return Evidence(bool(worst < 2e-3), measured)


@claim
def a_spectrum_takes_its_worst_place_on_the_map(seed: int = 0) -> Evidence:
    r"""On quadratics in five variables with random eigenvalues and eigenvectors, at random stable pairs, the distance
    shrinks in the long run by the largest of the radii that the map has for the eigenvalues.
    """
    rng, steps, gaps, used = np.random.default_rng(seed), 500, [], 0
    for case in range(12):
        objective = turned(tuple(np.sort(rng.uniform(0.02, 1, 5))), seed=20 * seed + case)
        curvatures = np.linalg.eigvalsh(objective.matrix)
        beta = rng.uniform(0.3, 0.9, 20)
        lr = rng.uniform(0.2, 0.95, 20) * 2 * (1 + beta) / curvatures[-1]
        x = descend(objective, np.ones(5), HeavyBall(lr[:, None], beta[:, None]), steps).x
        size = np.sqrt((x[1:] ** 2 + x[:-1] ** 2).sum(-1))[steps // 2 :]
        found = np.exp(log_slope(np.arange(len(size)), size))
        each = radius(lr[:, None] * curvatures, beta[:, None])
        gaps.append(np.abs(found - each.max(1)))
        used += len(beta)
    # A second component that fades nearly as slowly tilts the line, and so does a double root: ln 2 over 250 steps.
    gap = np.concatenate(gaps)
    holds = gap.max() < 0.01 and np.median(gap) < 1e-3
    return Evidence(bool(holds), {"pairs": used, "largest gap": gap.max(), "median gap": float(np.median(gap))})


@claim
def a_memory_near_one_has_one_speed() -> Evidence:
    r"""With $\beta = 99/100$ a millionth of the distance takes about $\ln 10^6 / \ln(1/\sqrt\beta)$ steps at the best
    of eight rates, counted in runs from $(1, 1)$, whether $\kappa$ is $10$ or $10^4$.  At $\kappa = 100$ it takes more
    than gradient descent and the best pair, each counted as well.
    """
    beta, kappas = 0.99, (10.0, 100.0, 1000.0, 10000.0)
    found, factor = fewest_steps(beta, kappas), np.log(1e-6) / np.log(np.sqrt(beta))
    shorter = race(100.0)
    descent, best = (first_below(errors, 1e-6) for errors in (shorter.descent, shorter.heavy))
    # At the best rate a run starts within a factor of two of its envelope: ln 2 / ln 10^6 is a twentieth.
    holds = (np.abs(found / factor - 1) < 0.05).all() and found[1] > 3 * descent > 3 * best
    measured = {f"fewest steps, kappa {kappa:.0f}": steps for kappa, steps in zip(kappas, found, strict=True)}
    measured |= {"steps by the factor": factor, "gradient descent, kappa 100": descent, "best pair, kappa 100": best}
    return Evidence(bool(holds), measured)


@claim
def too_short_a_memory_costs_more_than_too_long_a_one() -> Evidence:
    r"""At $\kappa = 100$ and the rate $1/L$ the factor rises by more if $1 - \beta$ is twice that of the best memory
    than if it is half of it: on the one side the two roots of the flattest component part, on the other the factor is
    $\sqrt\beta$.  The steps to a millionth, counted in runs, agree.
    """
    kappa, runs = 100.0, misses(100.0, most=2.0)
    beta = best_memory(1 / kappa)
    short, long = 1 - 2 * (1 - beta), 1 - (1 - beta) / 2
    factors = [float(whole_radius(1.0, memory, kappa)) for memory in (short, long)]
    steps = [int(runs.steps[-1]), int(runs.steps[0])]
    # The larger of the two real roots, from the equation itself; the row of memories ends at the two wrong ones.
    top = 1 + short - 1 / kappa
    split = (top + np.sqrt(top**2 - 4 * short)) / 2
    holds = abs(factors[0] - split) < 1e-12 and abs(factors[1] - np.sqrt(long)) < 1e-12
    holds &= factors[0] > factors[1] and steps[0] > 1.5 * steps[1] > 1.5 * runs.best
    return Evidence(
        bool(holds),
        {
            "factor, best memory": float(whole_radius(1.0, beta, kappa)),
            "factor, memory too short": factors[0],
            "factor, memory too long": factors[1],
            "steps, best memory": runs.best,
            "steps, memory too short": steps[0],
            "steps, memory too long": steps[1],
        },
    )
