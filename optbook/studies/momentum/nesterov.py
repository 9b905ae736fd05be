"""Nesterov's momentum: its three forms, one eigen-component, and the bounds on convex functions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.analysis import recurrence_radius
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic, ThreeSlopes
from optbook.optimizers import LBFGS, ConjugateGradient, GradientDescent, HeavyBall, Nesterov, Newton, RestartedGradient
from optbook.protocols import Objective
from optbook.studies.momentum import accelerated, heavy_ball, light_cone
from optbook.studies.momentum.accelerated import Problem
from optbook.studies.momentum.rate_map import RateMap
from optbook.study import study

EPS = np.finfo(float).eps


def valley_runs(lr: float = 0.25, beta: float = 0.9, steps: int = 40) -> dict[str, Trajectory]:
    """Heavy ball and Nesterov's momentum with the same pair, in the valley ``0.1 x1^2 + 2 x2^2`` from (-5, -2)."""
    optimizers = {"heavy ball": HeavyBall(lr, beta), "nesterov": Nesterov(lr, beta)}
    return {name: descend(heavy_ball.VALLEY, [-5.0, -2.0], method, steps) for name, method in optimizers.items()}


def looking_ahead(objective: Objective, x0: np.ndarray, lr: float, beta: float, steps: int) -> np.ndarray:
    """The form with the gradient at the point ahead, as a plain loop: the points ``x``, ``(steps + 1, dim)``."""
    x, move = np.asarray(x0, float), np.zeros(len(x0))
    points = [x]
    for _ in range(steps):
        move = beta * move - lr * objective.grad(x + beta * move)
        x = x + move
        points.append(x)
    return np.array(points)


def recurrence(a: np.ndarray, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum and product of the two roots of a component with ``a = lr lambda``."""
    left = 1 - np.asarray(a)
    return (1 + beta) * left, beta * left


def radius(a: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Spectral radius of a component with ``a = lr lambda``: ``(...) -> (...)``."""
    return recurrence_radius(*recurrence(a, beta))


def limit(beta: np.ndarray) -> np.ndarray:
    """The largest stable rate times curvature, ``(2 + 2 beta) / (1 + 2 beta)``."""
    return (2 + 2 * beta) / (1 + 2 * beta)


def component(a: np.ndarray, beta: np.ndarray, steps: int) -> np.ndarray:
    """Runs on ``x^2 / 2`` from 1, at rest, at the rates `a`, at the points of the gradients: ``(steps + 1, lanes)``."""
    lr, memory = (np.atleast_1d(np.asarray(value, float))[:, None] for value in np.broadcast_arrays(a, beta))
    return descend(Quadratic([[1.0]]), [1.0], Nesterov(lr, memory), steps).x[..., 0]


def safe_memory(kappa: float) -> tuple[float, float]:
    """The memory for the rate ``1 / L``, and the factor a step."""
    root = 1 / np.sqrt(kappa)
    return float((1 - root) / (1 + root)), float(1 - root)


def best_pair(kappa: float) -> tuple[float, float, float]:
    """The rate times ``L``, the memory, and the factor a step that are best on quadratics, for a condition number."""
    root = np.sqrt(3 * kappa + 1)
    return float(4 * kappa / (3 * kappa + 1)), float((root - 2) / (root + 2)), float(1 - 2 / root)


def measured_limits(beta: np.ndarray, halvings: int = 48, steps: int = 200) -> np.ndarray:
    """Close in on the largest stable rate of each memory: a run's factor says on which side of it a rate lies."""
    low, high = np.full_like(beta, 1.0), np.full_like(beta, 3.0)
    for _ in range(halvings):
        middle = (low + high) / 2
        stable = heavy_ball.run_factor(component(middle, beta, steps)) < 1
        low, high = np.where(stable, middle, low), np.where(stable, high, middle)
    return (low + high) / 2


@study
def rate_map(width: int = 121, height: int = 76, steps: int = 160) -> RateMap:
    """One run for each pair, all in one batch."""
    a, beta = np.linspace(0, 2.1, width + 1)[1:], np.linspace(0, 0.98, height)
    pairs = np.stack(np.meshgrid(a, beta), -1).reshape(-1, 2)
    found = heavy_ball.run_factor(component(*pairs.T, steps)).reshape(height, width)
    return RateMap(a, beta, radius(a, beta[:, None]), found)


@dataclass(frozen=True, eq=False)
class ConeRace:
    """Three methods on the strongly convex chain from zero, each with the rate and memory that are best on quadratics.

    Attributes
    ----------
    rest : (count,) array
        The minimum.
    x : dict of (steps + 1, count) arrays
        Iterates of each method; of Nesterov's momentum the points of the gradients.
    left : dict of (steps + 1,) arrays
        Distance to the minimum over the first one.
    bound : (steps + 1,) array
        What no method that knows only gradients goes below.
    """

    rest: np.ndarray
    x: dict[str, np.ndarray]
    left: dict[str, np.ndarray]
    bound: np.ndarray


@study
def cone_race(kappa: float = 100.0, steps: int = 80, count: int = 120) -> ConeRace:
    """Gradient descent, heavy ball and Nesterov's momentum on the first `count` masses."""
    objective, rest = light_cone.strong_chain(kappa, count), light_cone.rest(kappa, count)
    ball, ahead = heavy_ball.best_pair(kappa), best_pair(kappa)
    optimizers = {
        "descent": GradientDescent(2 / (1 + kappa)),
        "heavy ball": HeavyBall(ball[0] / kappa, ball[1]),
        "nesterov": Nesterov(ahead[0] / kappa, ahead[1]),
    }
    x = {name: descend(objective, np.zeros(count), method, steps).x for name, method in optimizers.items()}
    left = {name: np.linalg.norm(run - rest, axis=-1) / np.linalg.norm(rest) for name, run in x.items()}
    return ConeRace(rest, x, left, light_cone.least_left(kappa, count, steps))


def strong_potential(problem: Problem, steps: int) -> tuple[np.ndarray, float]:
    """The potential of the strongly convex theorem along a run of `Nesterov`, ``(steps + 1,)``, and its factor."""
    lr, (beta, factor) = 1 / problem.most, safe_memory(problem.most / problem.least)
    y = descend(problem.objective, problem.start, Nesterov(lr, beta), steps).x
    x = accelerated.reached(problem.objective, y, lr)[:-1]
    far = ((y + (y - x) / (1 - factor) - problem.minimum) ** 2).sum(-1)
    return problem.excess(x) + problem.least / 2 * far, factor


def restart_counts(kappas: tuple[float, ...], accuracy: float = 1e-10) -> np.ndarray:
    """Steps to a share of the first value on twelve curvatures from ``1 / kappa`` to 1: ``(kappas, 2)``.

    First with restarts, which are not told the condition number, then with the memory that belongs to it.
    """
    counts = []
    for kappa in kappas:
        objective = Quadratic(np.diag(np.geomspace(1 / kappa, 1, 12)))
        methods = (RestartedGradient(1.0), Nesterov(1.0, safe_memory(kappa)[0]))
        values = [descend(objective, np.ones(12), m, int(12 * np.sqrt(kappa)) + 50).value for m in methods]
        counts.append([np.flatnonzero(value > accuracy * value[0])[-1] + 1 for value in values])
    return np.array(counts)


@claim
def the_three_forms_make_the_same_points() -> Evidence:
    r"""On logistic regression the form with two points, the form that looks ahead and the form of the libraries make
    the same points: the first two in $x$, the first and the third in $y$, and $x$ follows from $y$ by a gradient step.
    """
    problem, beta, steps = accelerated.tumors(), 0.9, 300
    f, lr = problem.objective, 1 / problem.most
    x, y = accelerated.two_points(f, problem.start, lr, np.full(steps, beta))
    ahead = looking_ahead(f, problem.start, lr, beta, steps)
    library = descend(f, problem.start, Nesterov(lr, beta), steps).x
    gaps = [np.abs(ahead - x).max(), np.abs(library - y).max()]
    gaps.append(np.abs(accelerated.reached(f, library, lr)[:-1] - x).max())
    # Each of 300 steps rounds numbers below 4 by a few EPS; where it is stable, a rounding grows by 300 at most.
    names = ("two points and looking ahead, in x", "two points and library, in y", "a gradient step from y, and x")
    measured = {f"largest gap, {name}": gap for name, gap in zip(names, gaps, strict=True)}
    return Evidence(bool(max(gaps) < 16 * EPS * 300 * 300), measured | {"length of the way": problem.radius})


@claim
def a_component_moves_like_a_heavy_ball_with_less_memory(seed: int = 0) -> Evidence:
    r"""On a component of curvature $\lambda$ the points $x_t$ of Nesterov's momentum are those of heavy ball with the
    same rate and the memory $\beta (1 - \eta\lambda)$, for random pairs with $\eta\lambda < 1$.
    """
    rng, steps = np.random.default_rng(seed), 200
    a, beta = rng.uniform(0, 1, 300), rng.uniform(0, 1, 300)
    y = component(a, beta, steps)
    x = np.concatenate([y[:1], (1 - a) * y])[:-1]
    ball = heavy_ball.component(a, beta * (1 - a), steps)
    gap = np.abs(x - ball).max()
    # Each step rounds by a few EPS, and the roots lie in the unit disk: a rounding grows by at most 200.
    other = np.abs(x - heavy_ball.component(a, beta, steps)).max()
    return Evidence(
        bool(gap < 8 * EPS * steps**2),
        {"pairs": len(a), "largest gap": gap, "largest gap if the memory were the same": other},
    )


@claim
def stable_exactly_below_its_limit() -> Evidence:
    r"""Nesterov's momentum is stable for $0 < \eta\lambda < (2 + 2\beta)/(1 + 2\beta)$: halving an interval of rates by
    the factor that runs leave finds this limit, for memories from $0$ to $99/100$.
    """
    beta = np.linspace(0, 0.99, 34)
    found = measured_limits(beta)
    gap = np.abs(found - limit(beta)).max()
    # The root that leaves the disk is real, and the other below 1/2: after 100 steps 2^-100 of it is left, so that the
    # factor is the root up to rounding, of the order of EPS times the steps; the interval ends at 2^-47.
    return Evidence(
        bool(gap < 1e-11),
        {
            "memories": len(beta),
            "largest gap": gap,
            "limit found without memory": found[0],
            "limit found at the longest memory": found[-1],
            "its theory": float(limit(beta[-1])),
        },
    )


@claim
def two_pairs_and_their_factors() -> Evidence:
    r"""On quadratics the rate $1/L$ with $\beta = (1 - 1/\sqrt\kappa)/(1 + 1/\sqrt\kappa)$ leaves $1 - 1/\sqrt\kappa$ a
    step.  The best of all pairs, found by a search with eigenvalues from a library routine, leaves
    $1 - 2/\sqrt{3\kappa + 1}$ at the rate $4/(3L + \mu)$.
    """
    measured, holds = {}, True
    for kappa in (10.0, 100.0, 1000.0):
        found, expected = np.array(heavy_ball.search(kappa, recurrence)), np.array(best_pair(kappa))
        # The search as for heavy ball: the last grid has a spacing of 1e-4 to 1e-5, and roots move by its square root.
        holds &= bool(-1e-7 < found[2] - expected[2] < 4e-3 and (np.abs(found - expected)[:2] < (2e-2, 4e-3)).all())
        (beta, factor), steps = safe_memory(kappa), int(40 * np.sqrt(kappa))
        run = float(heavy_ball.run_factor(component(1 / kappa, beta, steps))[0])
        # The flattest component is (A + B t) r^t, and the logarithm of A + B t has a slope below 2 / steps late on.
        # The others have roots that are no larger, up to the root of a rounding where they are double.
        others = radius(np.linspace(1 / kappa, 1, 500), beta).max()
        holds &= abs(np.log(run / factor)) < 2 / steps and others < factor + 4 * np.sqrt(EPS)
        measured |= {f"factor of a run at 1/L, kappa {kappa:.0f}": run, f"proved, kappa {kappa:.0f}": factor}
        measured |= {f"best factor found, kappa {kappa:.0f}": found[2], f"best, kappa {kappa:.0f}": expected[2]}
        measured |= {f"best rate times L found, kappa {kappa:.0f}": found[0], f"it is, kappa {kappa:.0f}": expected[0]}
    return Evidence(bool(holds), measured)


@claim
def the_potential_never_rises() -> Evidence:
    r"""Along runs of accelerated gradient at the rate $1/L$ on the chain, on a rounded corner that is not strongly
    convex and on logistic regression, the potential does not rise at any step, and the value stays below the bound,
    although the value itself rises at some steps.
    """
    steps, measured, holds, rises = 600, {}, True, 0
    for name, problem in accelerated.problems().items():
        run = accelerated.potential_run(problem, steps)
        # The excess is rounded by a few EPS of the values, and weighted by 2 lr w^2 / R^2.
        size = 8 * EPS * float(problem.objective.value(problem.start))
        rounding = 2 / problem.most * ((steps + 1) / 2) ** 2 / problem.radius**2 * abs(size)
        rise = np.diff(run.total).max()
        share = (run.excess[1:] / run.bound[1:]).max()
        holds &= bool(rise <= rounding + 8 * EPS and share < 1)
        rises += int((np.diff(run.excess[:300]) > 0).sum())
        measured |= {f"{name}: largest change of the potential at a step": rise}
        measured |= {f"{name}: largest excess over its bound": share}
    return Evidence(bool(holds and rises > 0), measured | {"steps at which a value rises": rises})


@claim
def no_method_does_better_than_a_constant_on_the_chain() -> Evidence:
    r"""After $t$ steps on the chain of $2t + 1$ masses the excess over $L \lVert x_0 - x^\star \rVert^2$ of gradient
    descent and of accelerated gradient, for $t$ from $1$ to $256$, is at least $3/(32 (t + 1)^2)$; that of accelerated
    gradient is at most $2/(t + 1)^2$.  For $t = 1$, $4$ and $16$ the lowest point in the span
    of the gradients is not below the first either.
    """
    race = accelerated.chain_race()
    least = np.minimum.reduce([race.descent, race.accelerated, race.root])
    holds = (least >= race.lower).all() and (np.maximum(race.accelerated, race.root) <= race.upper).all()
    krylov = []
    for t in (1, 4, 16):
        f = accelerated.chain(2 * t + 1)
        rest, value = accelerated.chain_minimum(2 * t + 1)
        basis = [-f.linear]
        while len(basis) < t:
            basis.append(f.matrix @ basis[-1] / np.linalg.norm(f.matrix @ basis[-1]))
        q = np.linalg.qr(np.array(basis).T)[0]
        best = q @ np.linalg.solve(q.T @ f.matrix @ q, -q.T @ f.linear)
        krylov.append((float(f.value(best)) - value) / (rest @ rest) / (3 / (32 * (t + 1) ** 2)))
    holds &= min(krylov) >= 1
    measured = {"least excess over the lower bound": (least / race.lower).min()}
    measured |= {"largest excess of accelerated gradient over the upper bound": (race.accelerated / race.upper).max()}
    measured |= {"least over the lower bound, best combination of gradients": min(krylov)}
    return Evidence(bool(holds), measured)


@claim
def a_gradient_reaches_one_coordinate_more_at_a_step() -> Evidence:
    r"""On the strongly convex chain, from zero, methods that combine gradients, and methods that divide them coordinate
    by coordinate or take their signs, leave all coordinates beyond the $t$-th exactly at zero after $t$ steps.  One
    step of Newton's method moves all of them.
    """
    objective, steps = light_cone.strong_chain(100.0, 40), 25
    known = light_cone.first_order(1 / 100) | {"cg": ConjugateGradient(objective), "lbfgs": LBFGS(objective)}
    reached = [light_cone.reach(descend(objective, np.zeros(40), one, steps).x) for one in known.values()]
    ahead = np.max(reached, axis=0) - np.arange(steps + 1)
    newton = int(light_cone.reach(descend(objective, np.zeros(40), Newton(objective), 1).x)[1])
    return Evidence(
        bool(ahead.max() == 0 and newton == objective.dim),
        {
            "methods": len(known),
            "coordinates that the farthest of them has moved": max(count[-1] for count in reached),
            "steps": steps,
            "coordinates that Newton's method has moved after one": newton,
        },
    )


@claim
def heavy_ball_meets_the_bound_of_the_cone() -> Evidence:
    r"""On the strongly convex chain with $\kappa = 4$, $25$ and $100$ heavy ball with its best pair leaves as much of
    the distance as lies beyond the first $t$ coordinates, at each of $8 \sqrt\kappa$ steps.  Gradient descent,
    Nesterov's momentum and conjugate gradients leave more from the second step on.
    """
    measured, holds = {}, True
    for kappa in (4.0, 25.0, 100.0):
        steps = int(8 * np.sqrt(kappa))
        count = 3 * steps // 2
        race, chain = cone_race(kappa, steps, count), light_cone.strong_chain(kappa, count)
        gradients = descend(chain, np.zeros(count), ConjugateGradient(chain), steps).x
        far = np.linalg.norm(gradients - race.rest, axis=-1) / np.linalg.norm(race.rest)
        left = race.left | {"conjugate gradients": far}
        # A double root adds up the roundings of the steps, of a few EPS of the first distance, at most t times.
        rounding = 4 * EPS * steps**2 / race.bound
        off = np.abs(left.pop("heavy ball") / race.bound - 1)
        holds &= bool((off <= rounding).all())
        holds &= all((more[2:] > race.bound[2:] * (1 + rounding[2:])).all() for more in left.values())
        measured |= {f"steps, kappa {kappa:.0f}": steps, f"largest gap of heavy ball, kappa {kappa:.0f}": off.max()}
        ends = {name: more[-1] / race.bound[-1] for name, more in left.items()}
        measured |= {f"{name} over the bound in the end, kappa {kappa:.0f}": end for name, end in ends.items()}
    return Evidence(bool(holds), measured)


@claim
def the_value_falls_like_the_square_of_the_step() -> Evidence:
    r"""On the quadratic with the curvatures $4^{-i}$, $i = 0, 1, \dots$, four times as many steps leave a sixteenth of
    the value of accelerated gradient, an exponent of $2$.  Of gradient descent and of a constant memory they leave a
    quarter, an exponent of $1$.  The exponents are read off runs, are within an eighth of these, and the longer the
    runs the closer.
    """
    race, t, measured, holds = accelerated.scale_race(), np.array([64, 512]), {}, True
    for name, power in {"growing": 2, "descent": 1, "constant": 1}.items():
        found = np.log(race.value[name][t] / race.value[name][4 * t]) / np.log(4)
        # Rescaled by 4 the curvatures are the same but for the two ends, so that this is exact for long runs.
        off = np.abs(found - power)
        holds &= bool(off[1] < min(off[0], 1 / 8))
        measured |= {f"exponent of the step, {name}, from {s}": e for s, e in zip(t, found, strict=True)}
    return Evidence(holds, measured)


@claim
def strong_convexity_gives_a_linear_rate() -> Evidence:
    r"""At the rate $1/L$ with $\beta = (1 - 1/\sqrt\kappa)/(1 + 1/\sqrt\kappa)$ the potential of the strongly convex
    theorem shrinks at each step by $1 - 1/\sqrt\kappa$ or more, on logistic regression with a ridge and on a curve of
    three slopes.
    """
    curve = Problem(ThreeSlopes(), 25.0, 1.0, np.zeros(1), np.full(1, 3.3))
    measured, holds = {}, True
    for name, problem, steps in (("logistic", accelerated.tumors(), 600), ("three slopes", curve, 60)):
        run, factor = strong_potential(problem, steps)
        rounding = 8 * EPS * float(problem.objective.value(problem.start))
        holds &= bool((run[1:] <= factor * run[:-1] + rounding).all())
        seen = run[: int((run > 1e4 * rounding).sum())]
        measured |= {f"largest factor of a step, {name}": (seen[1:] / seen[:-1]).max()}
        measured |= {f"proved, {name}": factor, f"left in the end, {name}": run[-1] / run[0]}
    return Evidence(holds, measured)


@claim
def restarts_need_not_know_the_condition_number() -> Evidence:
    r"""On quadratics with condition numbers from $64$ to $16384$ the steps of restarted gradient to $10^{-10}$ of the
    value grow nearly like $\sqrt\kappa$, and they are fewer than twice those of the memory that knows $\kappa$.
    """
    kappas = 4.0 ** np.arange(3, 8)
    counts = restart_counts(tuple(kappas))
    slope = float(np.polyfit(np.log(kappas), np.log(counts[:, 0]), 1)[0])
    # Nearer to 1/2 than to the 1 of gradient descent or to 1/4.
    holds = 3 / 8 < slope < 3 / 4 and (counts[:, 0] < 2 * counts[:, 1]).all()
    measured = {"exponent of kappa": slope}
    for kappa, (restarted, known) in zip(kappas, counts, strict=True):
        measured |= {f"steps, kappa {kappa:.0f}": restarted, f"knowing it, kappa {kappa:.0f}": known}
    return Evidence(bool(holds), measured)
