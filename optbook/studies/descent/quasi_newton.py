"""Quasi-Newton methods: curvature learned from gradients, conjugate directions, and one problem for four methods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.optimize import minimize

from optbook import Trajectory, descend
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import LogisticRegression
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import BFGS, LBFGS, ConjugateGradient, GradientDescent, Newton, exact_step
from optbook.studies.descent.counting import arrive_counting, descend_counting
from optbook.study import study


def bowl(eigenvalues: np.ndarray, seed: int = 0) -> Quadratic:
    """Quadratic with the Hessian eigenvalues `eigenvalues` along random directions, and a random linear part."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))[0]
    matrix = (turn * eigenvalues) @ turn.T
    return Quadratic((matrix + matrix.T) / 2, rng.normal(size=len(eigenvalues)))


def energy_errors(objective: Quadratic, x: np.ndarray) -> np.ndarray:
    """Distance of each point to the minimum in the norm ``sqrt(x'Ax)``: ``(..., dim) -> (...)``."""
    away = x - objective.minima[0]
    return np.sqrt(np.maximum(0, ((away @ objective.matrix) * away).sum(-1)))


@dataclass(frozen=True, eq=False)
class Contest:
    """Several methods on one problem.

    Attributes
    ----------
    kappa_start, kappa_end : float
        Condition number of the Hessian at the start and at the minimum.
    lr : float
        Rate of gradient descent, one over a bound on the curvature.
    gap, cost : dict of name to (steps + 1,) array
        Value above the least one, and points looked at, at each iterate.
    """

    kappa_start: float
    kappa_end: float
    lr: float
    gap: dict[str, np.ndarray]
    cost: dict[str, np.ndarray]

    def needed(self, share: float = 1e-8) -> dict[str, tuple[int, int]]:
        """Steps, and points looked at, until the gap is below `share` of the first one, for each method."""
        first = {name: int((gap <= share * gap[0]).argmax()) for name, gap in self.gap.items()}
        return {name: (step, int(self.cost[name][step])) for name, step in first.items()}


def classifier(l2: float = 0.01) -> LogisticRegression:
    """Logistic regression on the breast-cancer data: 30 features, many of which say nearly the same."""
    data = load("breast_cancer")
    return LogisticRegression(data.train_inputs, data.train_targets, l2)


@study
def contest(steps: int = 3000) -> Contest:
    """Run gradient descent, conjugate gradients, L-BFGS and Newton's method on `classifier` from zero."""
    model = classifier()
    start = np.zeros(model.dim)
    # A sample's loss bends by at most 1/4 along its score.
    lr = 1 / (float(np.linalg.eigvalsh(model.inputs.T @ model.inputs / (4 * model.count))[-1]) + model.l2)
    methods = {
        "gradient descent": (lambda _: GradientDescent(lr), steps),
        "conjugate gradients": (ConjugateGradient, 60),
        "L-BFGS": (LBFGS, 60),
        "Newton": (Newton, 12),
    }
    runs = {name: descend_counting(model, start, *method) for name, method in methods.items()}
    least = min(float(run.value.min()) for run, _ in runs.values())
    kappas = [float(np.linalg.cond(model.hess(x))) for x in (start, runs["Newton"][0].x[-1])]
    gap = {name: run.value - least for name, (run, _) in runs.items()}
    return Contest(*kappas, lr, gap, {name: cost for name, (_, cost) in runs.items()})


def ends(dims: tuple[int, ...] = (5, 10, 20), kappa: float = 100.0, extra: int = 3) -> dict[int, np.ndarray]:
    """Relative energy error of conjugate gradients at each step, on one random quadratic of each dimension."""
    errors = {}
    for dim in dims:
        objective = bowl(np.linspace(1, kappa, dim), seed=dim)
        run = descend(objective, np.zeros(dim), ConjugateGradient(objective), dim + extra)
        error = energy_errors(objective, run.x)
        errors[dim] = error / error[0]
    return errors


def few_values(values: tuple[float, ...] = (1.0, 10.0, 100.0), dim: int = 20, extra: int = 3) -> np.ndarray:
    """Relative energy error of conjugate gradients where the Hessian has only the eigenvalues `values`."""
    objective = bowl(np.resize(values, dim))
    run = descend(objective, np.zeros(dim), ConjugateGradient(objective), len(values) + extra)
    error = energy_errors(objective, run.x)
    return error / error[0]


@dataclass(frozen=True, eq=False)
class Bound:
    """Conjugate gradients against the bound by the condition number.

    Attributes
    ----------
    kappa : float
    dim : int
    error, bound : (steps + 1,) arrays
        Relative energy error at each step, and what it cannot exceed.
    steepest : (steps + 1,) array
        Relative energy error of gradient descent at the best fixed rate.
    """

    kappa: float
    dim: int
    error: np.ndarray
    bound: np.ndarray
    steepest: np.ndarray


@study
def bounded(kappa: float = 1e4, dim: int = 200, steps: int = 500) -> Bound:
    """Run conjugate gradients on a large quadratic with eigenvalues spread evenly on a log scale."""
    objective = bowl(np.geomspace(1, kappa, dim))
    methods = ConjugateGradient(objective), GradientDescent(2 / (1 + kappa))
    runs = [descend(objective, np.zeros(dim), method, steps).x for method in methods]
    error, steepest = (energy_errors(objective, x) / energy_errors(objective, x[0]) for x in runs)
    root = np.sqrt(kappa)
    return Bound(kappa, dim, error, 2 * ((root - 1) / (root + 1)) ** np.arange(steps + 1), steepest)


@dataclass(frozen=True, eq=False)
class Learned:
    """What BFGS with exact steps knows of a quadratic's Hessian ``A``, after each pair.

    Attributes
    ----------
    spectrum : (dim + 1, dim) array
        Eigenvalues of ``H A`` after 1, 2, ... pairs in the rows; the first row is the start, the scaled identity.
    inverse : (dim, dim) array
        The matrix ``H`` in the end.
    x, peer : (dim + 1, dim) arrays
        Iterates, and those of conjugate gradients.
    objective : Quadratic
    """

    spectrum: np.ndarray
    inverse: np.ndarray
    x: np.ndarray
    peer: np.ndarray
    objective: Quadratic


def learned(dim: int = 8, kappa: float = 100.0, seed: int = 0) -> Learned:
    """Run BFGS with exact steps by hand, to see its matrix after each step."""
    objective = bowl(np.geomspace(1, kappa, dim), seed)
    method, x = BFGS(objective, search=exact_step), np.zeros(dim)
    state, path, inverses = method.init(x), [x], []
    for _ in range(dim + 1):
        delta, state = method.update(objective.grad(x), state, x)
        inverses.append(state.inverse)
        x = x + delta
        path.append(x)
    # ``H A`` has the eigenvalues of the symmetric matrix ``R' H R`` with ``A = R R'``.
    root = np.linalg.cholesky(objective.matrix)
    spectrum = np.linalg.eigvalsh(root.T @ np.array(inverses) @ root)
    peer = descend(objective, np.zeros(dim), ConjugateGradient(objective), dim).x
    return Learned(spectrum, inverses[-1], np.array(path[: dim + 1]), peer, objective)


@dataclass(frozen=True, eq=False)
class Peers:
    """L-BFGS of this book and scipy's L-BFGS-B, both with 10 pairs, on Rosenbrock's valley from the same starts.

    Attributes
    ----------
    steps, peer_steps : (count,) int arrays
        Iterations until the value is below `target`.
    end, peer_end : (count, 2) arrays
        Last iterates.
    target : float
    """

    steps: np.ndarray
    peer_steps: np.ndarray
    end: np.ndarray
    peer_end: np.ndarray
    target: float


@study
def peers(count: int = 30, target: float = 1e-10, seed: int = 0) -> Peers:
    """Run both from `count` random starts in the domain until they stop moving."""
    valley = Rosenbrock()
    starts = np.random.default_rng(seed).uniform(*valley.domain, (count, 2))
    run = descend(valley, starts, LBFGS(valley), 100)
    options = {"maxcor": 10, "ftol": 0, "gtol": 1e-10}
    peer_steps, peer_end = [], []
    for start in starts:
        path = [start]
        found = minimize(
            valley.value,
            start,
            jac=valley.grad,
            method="L-BFGS-B",
            options=options,
            callback=partial(_keep, path),
        )
        peer_steps.append(int((valley.value(np.array(path)) < target).argmax()))
        peer_end.append(found.x)
    steps = (run.value < target).argmax(0)
    return Peers(steps, np.array(peer_steps), run.x[-1], np.array(peer_end), target)


def _keep(path: list[np.ndarray], x: np.ndarray) -> None:
    path.append(x.copy())


def valley_runs(start: tuple[float, float] = (-1.2, 1.0), lr: float = 0.001) -> dict[str, Trajectory]:
    """From the customary start in Rosenbrock's valley: L-BFGS, and gradient descent at half of its largest rate."""
    valley = Rosenbrock()
    methods = {"L-BFGS": (LBFGS(valley), 40), "gradient descent": (GradientDescent(lr), 1000)}
    return {name: descend(valley, np.array(start), *method) for name, method in methods.items()}


@study
def memories(sizes: tuple[int, ...] = (1, 2, 5, 10, 20, 100), share: float = 1e-8) -> dict[int, int]:
    """Steps that L-BFGS needs on `classifier` until the gap is below `share` of the first, by its memory.

    The key 0 stands for BFGS, which keeps its matrix and so the scale that it began with.
    """
    model, start = classifier(), np.zeros(classifier().dim)
    least = float(descend(model, start, Newton(model), 12).value.min())
    counts = {}
    for size in (0, *sizes):
        make = partial(LBFGS, memory=size) if size else BFGS
        counts[size] = int(arrive_counting(model, start, make, 100, least, share)[0])
    return counts


@claim
def conjugate_gradients_end_in_n_steps() -> Evidence:
    r"""On a strongly convex quadratic of $n$ variables whose Hessian has $n$ different eigenvalues, conjugate gradients
    from a start with an error along every eigenvector are at the minimum after $n$ steps and not before; with only
    three different eigenvalues, after three steps.  The minimum is that of a direct solution of $A x = -b$.
    """
    runs, few = ends(), few_values()
    measured, holds = {}, True
    for dim, error in runs.items():
        measured |= {f"error before step {dim}": error[dim - 1], f"error after step {dim}": error[dim]}
        # Rounding, 2e-16, times a condition number of 100; what is left before the last step is far above.
        holds &= bool(error[dim] < 1e-13 and error[dim - 1] > 1e-8)
    measured |= {"three eigenvalues, before step 3": few[2], "three eigenvalues, after step 3": few[3]}
    return Evidence(holds and bool(few[3] < 1e-12 and few[2] > 1e-3), measured)


@claim
def the_bound_has_the_root_of_kappa() -> Evidence:
    r"""On a quadratic of condition number $\kappa = 10^4$ the energy error of conjugate gradients stays below
    $2 \left( (\sqrt\kappa - 1) / (\sqrt\kappa + 1) \right)^t$ at each step $t$; that of gradient descent at its
    best fixed rate does not.
    """
    found = bounded()
    ratio, steepest = (float((error / found.bound).max()) for error in (found.error, found.steepest))
    # The bound is proved without rounding; 1 is its own limit, and rounding delays the run by a part of it only.
    measured = {"steps": len(found.bound) - 1, "largest share of the bound": ratio}
    return Evidence(ratio <= 1 < steepest, {**measured, "largest ratio, gradient descent": steepest})


@claim
def bfgs_learns_the_inverse_hessian(seed: int = 0) -> Evidence:
    r"""With exact steps on a quadratic of eight variables each BFGS pair turns one more eigenvalue of $H_t A$ into
    one.  After eight steps $H_t$ is the inverse of $A$, and all iterates were those of conjugate gradients.
    """
    run = learned(seed=seed)
    dim = len(run.inverse)
    # Rounding, 2e-16, times the condition number 100, grows over the steps; other eigenvalues are off by 1e-2 or more.
    ones = (np.abs(run.spectrum - 1) < 1e-9).sum(-1)
    off = float(np.abs(run.inverse - np.linalg.inv(run.objective.matrix)).max())
    # The two compute their directions differently: each step multiplies what rounding has parted them by, with some of
    # the seeds by twenty-five.  Half of the digits stay; another step size or matrix would part them by 1e-2 or more.
    apart = float(np.abs(run.x - run.peer).max() / np.abs(run.peer).max())
    holds = bool((ones == np.arange(dim + 1)).all()) and off < 1e-10 and apart < np.sqrt(np.finfo(float).eps)
    return Evidence(
        holds,
        {
            "eigenvalues at one after four pairs": ones[4],
            "after eight pairs": ones[8],
            "largest miss in the inverse": off,
            "largest distance to conjugate gradients, relative": apart,
        },
    )


@claim
def lbfgs_agrees_with_scipy(seed: int = 0) -> Evidence:
    r"""From each of the random starts in Rosenbrock's valley L-BFGS and scipy's L-BFGS-B, each with 10 pairs, end at
    the same minimizer, $(1, 1)$.  To the same value each takes fewer iterations than the other from some starts.
    """
    found = peers(seed=seed)
    apart = float(np.abs(found.end - found.peer_end).max())
    ours, theirs = float(np.median(found.steps)), float(np.median(found.peer_steps))
    ahead, behind = (found.steps < found.peer_steps).sum(), (found.steps > found.peer_steps).sum()
    miss = float(np.abs(found.end - 1).max())
    # The methods differ in their line search, so paths part after a step or two.  Scipy stops at a gradient of 1e-10,
    # and the least curvature at the minimum is 0.4.
    holds = apart < 1e-9 and miss < 1e-9 and ahead > 0 and behind > 0
    measured = {"starts": len(found.steps), "largest distance of the ends": apart, "median iterations": ours}
    measured |= {"median iterations, scipy": theirs, "starts with fewer iterations here": ahead}
    measured |= {"starts with fewer iterations there": behind}
    return Evidence(bool(holds), measured)


@claim
def learned_curvature_saves_evaluations() -> Evidence:
    r"""On logistic regression with 30 correlated features, conjugate gradients, L-BFGS and Newton's method each reach
    $10^{-8}$ of the first gap with fewer evaluations than gradient descent, a Hessian counted as 30.
    L-BFGS needs the fewest evaluations, Newton's method the fewest steps.
    """
    found = contest()
    needed = found.needed()
    reached = all(gap.min() < 1e-8 * gap[0] for gap in found.gap.values())
    steps = {name: step for name, (step, _) in needed.items()}
    cost = {name: spent for name, (_, spent) in needed.items()}
    others = [spent for name, spent in cost.items() if name != "gradient descent"]
    holds = reached and max(others) < cost["gradient descent"]
    holds &= min(cost, key=cost.get) == "L-BFGS" and min(steps, key=steps.get) == "Newton"
    measured = {f"{name}, steps": steps[name] for name in steps}
    return Evidence(bool(holds), measured | {f"{name}, evaluations": cost[name] for name in cost})
