"""Constraints: multipliers, duality, penalties, weight decay, projections and proximal steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.linalg import block_diag
from scipy.optimize import brentq, minimize_scalar

from optbook import descend
from optbook.analysis import QuadraticProgram, decay_for, decayed, random_programs
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import LeastSquares
from optbook.objectives import CosineWell, Quadratic
from optbook.optimizers import GradientDescent, Projected, ProximalGradient
from optbook.projections import onto_affine, onto_box, onto_l1_ball, onto_l2_ball, onto_linf_ball, onto_simplex, prox_l1


def plane() -> QuadraticProgram:
    """The program of the page: an oval bowl whose lowest point two straight constraints cut off."""
    matrix, lowest = np.diag([1.0, 2.0]), np.array([1.8, 1.0])
    bowl = Quadratic(matrix, -matrix @ lowest, lowest @ matrix @ lowest / 2)
    return QuadraticProgram(bowl, [[1.0, 2.0], [2.0, -1.0]], [2.0, 1.0])


def solve(program: QuadraticProgram) -> tuple[np.ndarray, np.ndarray]:
    """Solution and multipliers, from the one active set that passes: ``(dim,), (count,)``."""
    sets = program.active_sets()
    best = np.flatnonzero(sets.optimal)[0]
    return sets.x[best], sets.multipliers[best]


def climb_duals(programs: list[QuadraticProgram], steps: int = 6000) -> np.ndarray:
    """Multipliers of programs of one size by projected gradient ascent, all in one run: ``(programs, count)``."""
    duals = [program.dual() for program in programs]
    together = Quadratic(block_diag(*(d.matrix for d in duals)), np.concatenate([d.linear for d in duals]))
    lr = np.repeat([1 / np.linalg.eigvalsh(d.matrix)[-1] for d in duals], duals[0].dim)
    run = descend(together, np.zeros(together.dim), Projected(GradientDescent(lr), onto_box), steps, every=steps)
    return run.x[-1].reshape(len(programs), -1)


@dataclass(frozen=True, eq=False)
class Paths:
    """Minima as the weight of a penalty for leaving the disk of radius one grows.

    Attributes
    ----------
    alpha, decay : (count,), (count, 2) arrays
        Weights of ``alpha / 2 * |x| ** 2``, and the minimum with each.
    rho, penalty : (weights,), (weights, 2) arrays
        Weights of ``rho / 2 * max(0, (|x|^2 - 1) / 2) ** 2``, and the minimum with each.
    solution : (2,) array
        The lowest point of the disk.
    multiplier : float
        Its multiplier.
    """

    alpha: np.ndarray
    decay: np.ndarray
    rho: np.ndarray
    penalty: np.ndarray
    solution: np.ndarray
    multiplier: float


def paths(rho: tuple[float, ...] = (0.3, 1, 4, 30, 300)) -> Paths:
    """Follow both minima on the bowl of `plane`."""
    bowl = plane().objective
    multiplier = decay_for(bowl, 1.0)
    alpha = np.concatenate([[0.0], np.geomspace(0.01, 300, 300)])
    # The penalty's slope is rho c(x) x, that of a decay with the weight rho c(x).
    equal = [brentq(lambda a, r=r: a - r * (decayed(bowl, a) ** 2).sum() * 0.5 + r / 2, 0, multiplier) for r in rho]
    solution = decayed(bowl, multiplier)
    return Paths(alpha, decayed(bowl, alpha), np.array(rho), decayed(bowl, np.array(equal)), solution, multiplier)


@dataclass(frozen=True, eq=False)
class DualCurve:
    """Dual function of the bowl of `plane` on the disk of radius one, and the least value there.

    Attributes
    ----------
    multiplier, dual : (count,) arrays
    best : float
        Multiplier of the solution.
    least : float
        Least value on the disk, by the projected gradient method.
    """

    multiplier: np.ndarray
    dual: np.ndarray
    best: float
    least: float


def dual_curve(top: float = 2.5, count: int = 201) -> DualCurve:
    """The Lagrangian's least value for a row of multipliers."""
    bowl, multiplier = plane().objective, np.linspace(0, top, count)
    x = decayed(bowl, multiplier)
    dual = bowl.value(x) + multiplier * ((x**2).sum(-1) - 1) / 2
    run = descend(bowl, np.zeros(2), Projected(GradientDescent(0.5), onto_l2_ball), 200)
    return DualCurve(multiplier, dual, decay_for(bowl, 1.0), float(run.value[-1]))


def regression() -> LeastSquares:
    """Least squares on the diabetes data, inputs and targets standardized."""
    data = load("diabetes")
    return LeastSquares(data.train_inputs, data.train_targets)


def as_quadratic(model: LeastSquares) -> Quadratic:
    """The same function in the form ``x'Ax/2 + b'x``, up to its value at zero."""
    zero = np.zeros(model.dim)
    return Quadratic(model.hess(zero), model.grad(zero), float(model.value(zero)))


@dataclass(frozen=True, eq=False)
class Radii:
    """Length of the lowest point against the weight of the decay.

    Attributes
    ----------
    alpha, length : (count,) arrays
    jump : float
        Weight at which the length jumps; nan where it does not.
    sides : (2,) array
        Lengths on both sides of the jump, the longer first.
    """

    alpha: np.ndarray
    length: np.ndarray
    jump: float
    sides: np.ndarray


def regression_radii(count: int = 200) -> Radii:
    """On least squares, a convex objective."""
    alpha = np.geomspace(1e-3, 1e2, count)
    return Radii(alpha, np.linalg.norm(decayed(as_quadratic(regression()), alpha), axis=-1), np.nan, np.full(2, np.nan))


def well_radii(count: int = 401, points: int = 6001) -> Radii:
    """On `CosineWell` from -1 to 2, which is not convex: all points of a lattice are tried."""
    x, alpha = np.linspace(-1, 2, points), np.linspace(0, 4, count)
    length = np.abs(x[well_with_decay(x, alpha[:, None]).argmin(-1)])
    # On one side of the jump the good valley is lower, on the other the poor one, which lies left of zero.
    jump = brentq(lambda a: np.subtract(*valleys(x, a)), 0.1, 4)
    return Radii(
        alpha, length, float(jump), np.abs([x[part][well_with_decay(x[part], jump).argmin()] for part in split(x)])
    )


def well_with_decay(x: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """``x cos(pi x) + alpha x^2 / 2``."""
    return CosineWell().f(x) + alpha * x**2 / 2


def split(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the good valley is, right of the crest, and where the poor one is."""
    return x > 0.3, x <= 0.3


def valleys(x: np.ndarray, alpha: float) -> tuple[float, float]:
    """Least value right of the crest and left of it."""
    good, poor = (well_with_decay(x[part], alpha).min() for part in split(x))
    return float(good), float(poor)


@dataclass(frozen=True, eq=False)
class Shot:
    """Points and their projections on one set: ``(count, dim)`` each."""

    x: np.ndarray
    near: np.ndarray


BALLS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "l1 ball": onto_l1_ball,
    "l2 ball": onto_l2_ball,
    "l-infinity ball": onto_linf_ball,
}


def shots(count: int = 13, distance: float = 1.7) -> dict[str, Shot]:
    """Projections of a half circle of points on the three balls."""
    angle = np.linspace(0, np.pi, count)
    x = distance * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return {name: Shot(x, project(x)) for name, project in BALLS.items()}


@claim
def exactly_one_active_set_passes(seed: int = 0) -> Evidence:
    r"""In each of 200 random quadratic programs exactly one choice of active constraints passes the conditions of
    {eq}`eq-kkt`, and its point is the lowest among the allowed points that all choices give.
    """
    found = [(program, program.active_sets()) for program in random_programs(200, seed=seed)]
    passes = np.array([sets.optimal.sum() for _, sets in found])
    lead = []
    for program, sets in found:
        value = program.objective.value(sets.x)
        lead.append(value[sets.optimal].min(initial=np.inf) - value[sets.feasible].min())
    return Evidence(
        # The two least values are the same number of the same list, if they are of the same point.
        bool((passes == 1).all() and max(lead) == 0),
        {
            "programs": len(found),
            "choices in each": len(found[0][1].x),
            "choices with an allowed point, on average": np.mean([sets.feasible.sum() for _, sets in found]),
            "choices with multipliers of the right sign, on average": np.mean([s.signed.sum() for _, s in found]),
            "choices with both, fewest": passes.min(),
            "choices with both, most": passes.max(),
        },
    )


@claim
def dual_equals_primal(seed: int = 0) -> Evidence:
    """In each of 20 random quadratic programs the largest value of the dual function, found by projected gradient
    ascent, equals the least value of the primal, found by trying all active sets; the two solvers agree on the point.
    """
    programs = random_programs(20, seed=seed)
    found = climb_duals(programs)
    gaps, misses = [], []
    for program, multipliers in zip(programs, found, strict=True):
        x, _ = solve(program)
        gaps.append(abs(-program.dual().value(multipliers) - program.objective.value(x)))
        misses.append(np.abs(program.primal_point(multipliers) - x).max())
    kappa = max(np.linalg.cond(program.dual().matrix) for program in programs)
    # The steps leave (1 - 1/kappa)^6000 of the first error, nothing for a kappa below 200; the rest is rounding.
    return Evidence(
        max(gaps) < 1e-10 and max(misses) < 1e-9,
        {
            "programs": len(gaps),
            "of them with an active constraint": (found > 0).any(-1).sum(),
            "largest gap": max(gaps),
            "largest difference of the points": max(misses),
            "largest condition number of a dual": kappa,
        },
    )


@claim
def multipliers_are_prices() -> Evidence:
    """When one of the two walls of the bowl is moved, the least value changes at a rate of minus its multiplier."""
    program, step = plane(), 1e-4
    (multipliers,) = climb_duals([program])
    rates = []
    for push in step * np.eye(len(program.bounds)):
        moved = [QuadraticProgram(program.objective, program.normals, program.bounds + s * push) for s in (1, -1)]
        up, down = (m.objective.value(solve(m)[0]) for m in moved)
        rates.append((up - down) / (2 * step))
    miss = float(np.abs(multipliers + rates).max())
    # While the same constraints are active, the least value is quadratic in the
    # bounds: the central difference errs by rounding only, 1e-16 / step.
    return Evidence(
        miss < 1e-10,
        {
            **{f"multiplier {i}, from the dual": m for i, m in enumerate(multipliers, 1)},
            **{f"rate of the least value in bound {i}": r for i, r in enumerate(rates, 1)},
            "largest difference": miss,
        },
    )


@claim
def penalties_leave_a_violation() -> Evidence:
    r"""For the bowl between two walls, both active, and four weights $\rho$ of the penalty, the minimum exceeds the
    constraints by $\lambda_\rho / \rho$ with $\lambda_\rho = (I + M^{-1}/\rho)^{-1} \lambda$, where $\lambda$ are the
    multipliers and $M$ is the matrix of the dual. So the excess times $\rho$ tends to the multipliers, and it is
    positive for each of the weights.
    """
    program = plane()
    _, multipliers = solve(program)
    weights = np.array([1.0, 10, 100, 1000])
    excess = np.array([program.excess(program.penalized(weight)) for weight in weights])
    inverse = np.linalg.inv(program.dual().matrix)
    predicted = np.array([np.linalg.solve(np.eye(2) + inverse / w, multipliers) / w for w in weights])
    miss = float(np.abs(excess / predicted - 1).max())
    return Evidence(
        # The linear system of the largest weight has a condition number near 1e4.
        miss < 1e-10 and bool((excess > 0).all()),
        {
            **{
                f"excess of the first constraint, weight {w:.0f}": e for w, e in zip(weights, excess[:, 0], strict=True)
            },
            "its multiplier": multipliers[0],
            "largest relative difference from the formula": miss,
        },
    )


@claim
def one_decay_for_each_radius() -> Evidence:
    r"""On least squares, the lowest point of the ball $\lVert x \rVert \le r$, found by projected gradient, is the
    minimum with weight decay $\alpha$ for one $\alpha > 0$ if $r$ is below the length of the free minimum, and for
    $\alpha = 0$ otherwise. Half of that $\alpha$ leaves the ball; twice that $\alpha$ ends inside.
    """
    model = regression()
    bowl = as_quadratic(model)
    free = np.linalg.norm(model.minimum)
    radii = free * np.array([0.2, 0.5, 0.8, 1.5])
    method = Projected(
        GradientDescent(2 / np.linalg.eigvalsh(bowl.matrix)[[0, -1]].sum()),
        partial(onto_l2_ball, radius=radii[:, None]),
    )
    end = descend(bowl, np.zeros((4, bowl.dim)), method, 4000, every=4000).x[-1]
    alpha = np.array([decay_for(bowl, radius) for radius in radii])
    miss = float(np.abs(end - decayed(bowl, alpha)).max())
    half, twice = (np.linalg.norm(decayed(bowl, factor * alpha[1])) / radii[1] for factor in (0.5, 2.0))
    return Evidence(
        # The least curvature, a five hundredth of the largest, leaves exp(-2 * 4000 / 500), 1e-7, of the first error.
        miss < 1e-6 and bool((alpha[:3] > 0).all()) and alpha[3] == 0 and half > 1 > twice,
        {
            **{f"alpha for the radius {r:.2f}": a for r, a in zip(radii, alpha, strict=True)},
            "length of the free minimum": free,
            "largest difference of the points": miss,
            f"length over radius, half the alpha of {radii[1]:.2f}": half,
            "the same, twice that alpha": twice,
        },
    )


@claim
def some_radii_no_decay_reaches() -> Evidence:
    r"""For $f(x) = x \cos(\pi x)$ and the constraint $|x| \le 0.8$ there is no weight decay whose lowest point is the
    solution: the lengths of lowest points jump past it, and the largest value of the dual function stays below the
    least value that the constraint allows.
    """
    radius, x = 0.8, np.linspace(-1, 2, 6001)
    radii = well_radii()
    least = float(CosineWell().f(x[np.abs(x) <= radius]).min())
    climbed = minimize_scalar(
        lambda a: a * radius**2 / 2 - well_with_decay(x, a).min(),
        bounds=(0, 4),
        method="bounded",
        options={"xatol": 1e-9},
    )
    # The dual function is the lower hull of the graph over x^2 / 2: past the jump a straight line between two points.
    u, value = radii.sides**2 / 2, CosineWell().f(radii.sides * [1, -1])
    hull = float(np.interp(radius**2 / 2, u[::-1], value[::-1]))
    return Evidence(
        # The search ends 1e-9 from the top in alpha, where the slopes are below one.
        abs(-climbed.fun - hull) < 1e-8 and hull < least - 0.01 and radii.sides[1] < radius < radii.sides[0],
        {
            "length just before the jump": radii.sides[0],
            "length just after it": radii.sides[1],
            "alpha at the jump": radii.jump,
            "least value the constraint allows": least,
            "largest dual value": -climbed.fun,
            "the same, from the chord across the jump": hull,
        },
    )


@claim
def projections_are_nonexpansive(seed: int = 0) -> Evidence:
    """No projection onto a convex set moves two points apart: not in one of ten thousand random pairs for each of six
    sets. The nearest point of the sphere, which is not convex, does.
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(10_000, 10)) * rng.exponential(size=(10_000, 1))
    y = x + rng.normal(size=x.shape) * 10 ** rng.uniform(-3, 1, size=(len(x), 1))
    matrix, right = rng.normal(size=(3, 10)), rng.normal(size=3)
    sets = BALLS | {
        "box": partial(onto_box, lower=-0.5, upper=rng.exponential(size=10)),
        "simplex": onto_simplex,
        "affine set": partial(onto_affine, matrix=matrix, right=right),
        "sphere": lambda z: z / np.linalg.norm(z, axis=-1, keepdims=True),
    }
    apart = np.linalg.norm(x - y, axis=-1)
    ratio = {name: (np.linalg.norm(project(x) - project(y), axis=-1) / apart).max() for name, project in sets.items()}
    convex = [ratio[name] for name in sets if name != "sphere"]
    return Evidence(
        # Rounding of the points, 1e-15 of their size, over the distance of a
        # pair, which is hardly ever below a thousandth.
        max(convex) <= 1 + 1e-10 and ratio["sphere"] > 1,
        {f"largest ratio of distances, {name}": r for name, r in ratio.items()},
    )


@claim
def soft_threshold_is_the_prox_of_l1(seed: int = 0) -> Evidence:
    r"""For each $x$ the soft threshold of {eq}`eq-soft-threshold` is the minimum of $w |z| + (z - x)^2 / 2$ over $z$,
    as found by trying all points of a lattice.
    """
    lattice, spacing = np.linspace(-4, 4, 8001, retstep=True)
    x, weights = np.random.default_rng(seed).uniform(-3, 3, 200), np.array([0.1, 0.5, 1.0, 2.0])
    miss = 0.0
    for w in weights:
        brute = lattice[(w * np.abs(lattice) + (lattice - x[:, None]) ** 2 / 2).argmin(-1)]
        miss = max(miss, float(np.abs(prox_l1(x, w) - brute).max()))
    # A convex function is least, among the points of a lattice, at a neighbor of its minimum.
    return Evidence(
        miss < spacing,
        {"pairs of x and w": x.size * weights.size, "largest difference": miss, "spacing of the lattice": spacing},
    )


@claim
def penalty_and_ball_meet() -> Evidence:
    r"""On least squares the minimum with the penalty $w \lVert x \rVert_1$, found by proximal gradient, is the lowest
    point of the $\ell_1$ ball on whose surface it lies, found by projected gradient; the slope has the absolute value
    $w$ at each coordinate that is not zero and at most $w$ elsewhere.
    """
    bowl = as_quadratic(regression())
    weights = np.array([0.02, 0.1, 0.3])
    lr, steps, start = 1 / np.linalg.eigvalsh(bowl.matrix)[-1], 1000, np.zeros((3, bowl.dim))
    split = ProximalGradient(lr, lambda x, rate: prox_l1(x, rate * weights[:, None]))
    lasso = descend(bowl, start, split, steps, every=steps).x[-1]
    radius = np.abs(lasso).sum(-1, keepdims=True)
    ball = descend(
        bowl, start, Projected(GradientDescent(lr), partial(onto_l1_ball, radius=radius)), steps, every=steps
    )
    miss = float(np.abs(lasso - ball.x[-1]).max())
    slope = np.abs(bowl.grad(lasso)) / weights[:, None]
    uneven = float(np.abs(slope[lasso != 0] - 1).max())
    return Evidence(
        # Both methods meet long before 1000 steps, up to rounding: the slow coordinates are zero or pinned by the sum.
        miss < 1e-9 and uneven < 1e-9 and slope.max() <= 1 + 1e-9,
        {
            **{f"coordinates not zero, weight {w:g}": n for w, n in zip(weights, (lasso != 0).sum(-1), strict=True)},
            "largest difference of the points": miss,
            "largest slope over the weight, where zero": slope[lasso == 0].max(),
            "largest difference from the weight, elsewhere": uneven,
        },
    )
