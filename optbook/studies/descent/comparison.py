"""The chapter's methods on the same problems, at equal cost: points looked at, a Hessian counted as its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import (
    BFGS,
    LBFGS,
    ConjugateGradient,
    DampedNewton,
    GradientDescent,
    Newton,
    PolyakStep,
    SteepestDescent,
    armijo_step,
    exact_step,
    strong_wolfe_step,
)
from optbook.protocols import Objective, Optimizer
from optbook.studies.descent.comparison_bounds import least_steps, most_conjugate_steps, most_steps, predicted
from optbook.studies.descent.counting import arrive_counting
from optbook.studies.descent.quasi_newton import bowl, classifier
from optbook.study import study

NOW = ("fixed rate", "exact search", "Armijo", "Polyak")
"""Methods that use only the current gradient."""

LEARNING = ("conjugate gradients", "BFGS", "L-BFGS")
"""Methods that learn from the gradients of the past."""

NAMES = (*NOW, *LEARNING, "damped Newton")

Make = Callable[[Objective], Optimizer]


def methods(lr: float, least: float, search: Callable[..., np.ndarray]) -> dict[str, Make]:
    """The chapter's methods, each as a function of the objective that returns the optimizer.

    Parameters
    ----------
    lr : float
        For gradient descent at a fixed rate.
    least : float
        The least value, which Polyak's step must be told.
    search : function of (objective, x, direction, grad)
        The exact line search.
    """
    steepest = {name: partial(_steepest, rule) for name, rule in (("exact search", search), ("Armijo", armijo_step))}
    return {
        "fixed rate": lambda _: GradientDescent(lr),
        **steepest,
        "Polyak": lambda objective: PolyakStep(objective, least),
        "conjugate gradients": ConjugateGradient,
        "BFGS": BFGS,
        "L-BFGS": LBFGS,
        "damped Newton": DampedNewton,
    }


def _steepest(search: Callable[..., np.ndarray], objective: Objective) -> Optimizer:
    return SteepestDescent(objective, search)


@dataclass(frozen=True, eq=False)
class Spent:
    """What each method needs on one problem until the gap is a given share of the first.

    Attributes
    ----------
    share : float
        Of the first gap.
    steps, points : dict of name to (starts,) float array
        Steps, and points looked at; inf where the share was not reached.
    """

    share: float
    steps: dict[str, np.ndarray]
    points: dict[str, np.ndarray]

    def median(self, name: str) -> float:
        """Points looked at, in the median over the starts."""
        return float(np.median(self.points[name]))

    def wins(self, name: str, other: str) -> int:
        """Starts from which `name` needs fewer points than `other`."""
        return int((self.points[name] < self.points[other]).sum())

    def tie(self, name: str, other: str) -> bool:
        """Whether neither needs fewer points than the other from every start."""
        return max(self.wins(name, other), self.wins(other, name)) < len(self.points[name])


def spent(
    cases: list[tuple[Objective, np.ndarray, float, Mapping[str, Make]]], most: Mapping[str, int], share: float
) -> Spent:
    """Run each method from each start: `cases` are objectives, starts, least values and methods.

    `most` bounds the steps of a method.
    """
    steps, points = ({name: np.empty(len(cases)) for name in NAMES} for _ in range(2))
    for i, (objective, start, least, makers) in enumerate(cases):
        for name, make in makers.items():
            steps[name][i], points[name][i] = arrive_counting(objective, start, make, most[name], least, share)
    return Spent(share, steps, points)


def bowls(kappa: float = 100.0, dim: int = 20, count: int = 8, seed: int = 0) -> list[Quadratic]:
    """Random quadratics with the same eigenvalues, evenly spread on a log scale from 1 to `kappa`."""
    return [bowl(np.geomspace(1, kappa, dim), seed * count + i) for i in range(count)]


@study
def quadratic(kappa: float = 100.0, dim: int = 20, count: int = 8, share: float = 1e-6, seed: int = 0) -> Spent:
    """Run all methods from zero on each of `bowls`, the fixed rate being the best one."""
    makers = [
        (f, np.zeros(dim), float(f.value(f.minima[0])), methods(2 / (1 + kappa), f.value(f.minima[0]), exact_step))
        for f in bowls(kappa, dim, count, seed)
    ]
    slow = int(kappa / 2 * np.log(1 / share))
    most = dict.fromkeys(NOW, slow) | dict.fromkeys(LEARNING, 6 * dim) | {"damped Newton": 3}
    return spent(makers, most, share)


@dataclass(frozen=True, eq=False)
class Bounds:
    """What gradient descent must be told about `classifier`.

    Attributes
    ----------
    lr : float
        Best for curvatures between the ridge and a bound.
    least : float
        Its least value, found by Newton's method.
    """

    lr: float
    least: float


def told() -> Bounds:
    """A sample's loss bends by at most 1/4 along its score; Newton's method finds the minimum."""
    model = classifier()
    curvature = float(np.linalg.eigvalsh(model.inputs.T @ model.inputs / (4 * model.count))[-1]) + model.l2
    least = descend(model, np.zeros(model.dim), Newton(model), 12).value.min()
    return Bounds(2 / (curvature + model.l2), float(least))


@study
def logistic(count: int = 5, spread: float = 0.3, share: float = 1e-6, seed: int = 0) -> Spent:
    """Run all methods on logistic regression from `count` random starts of the standard deviation `spread`."""
    model, known = classifier(), told()
    makers = methods(known.lr, known.least, partial(strong_wolfe_step, curvature=0.01))
    starts = spread * np.random.default_rng(seed).normal(size=(count, model.dim))
    most = {"fixed rate": 900, "exact search": 60, "Armijo": 700, "Polyak": 50}
    most |= dict.fromkeys(LEARNING, 60) | {"damped Newton": 12}
    return spent([(model, start, known.least, makers) for start in starts], most, share)


@dataclass(frozen=True, eq=False)
class Growth:
    """Points looked at against the condition number.

    Attributes
    ----------
    kappa : (count,) array
    points : dict of name to (count,) array
    """

    kappa: np.ndarray
    points: dict[str, np.ndarray]

    def power(self, name: str) -> float:
        """Exponent of kappa from the third last condition number to the last."""
        last, before = self.points[name][-1], self.points[name][-3]
        return float(np.log(last / before) / np.log(self.kappa[-1] / self.kappa[-3]))


@study
def growth(kappas: tuple[float, ...] = (10.0, 30.0, 100.0, 300.0), dim: int = 60, seed: int = 0) -> Growth:
    """Run all methods on one random quadratic for each of `kappas`."""
    runs = [quadratic(kappa, dim, 1, seed=seed) for kappa in kappas]
    return Growth(np.array(kappas), {name: np.array([run.median(name) for run in runs]) for name in NAMES})


def kept() -> dict[str, int]:
    """Numbers that each method keeps from one step to the next on `classifier`, besides the iterate."""
    model, known = classifier(), told()
    makers = methods(known.lr, known.least, armijo_step)
    states = {name: make(model).init(np.zeros(model.dim)) for name, make in makers.items()}
    return {name: sum(np.size(part) for part in state if np.ndim(part)) for name, state in states.items()}


@claim
def the_counts_follow_from_the_theory(seed: int = 0) -> Evidence:
    r"""On each of the quadratics of $n$ variables the fixed rate needs as many points as the closed form of its gap
    says, up to one for rounding.  Exact search looks at two points a step, and its steps are no more than its bound
    allows.  Conjugate gradients need at most $2n + 1$ points, and Newton's method needs $n + 2$: a gradient, a Hessian
    and a trial.
    """
    dim, kappa, found = 20, 100.0, quadratic(seed=seed)
    theory = np.array([predicted(f, 2 / (1 + kappa)) for f in bowls(seed=seed)])
    off = np.abs(found.points["fixed rate"] - theory).max()
    conjugate, newton, exact = (found.points[name] for name in ("conjugate gradients", "damped Newton", "exact search"))
    holds = off <= 1 and (exact == 2 * found.steps["exact search"]).all() and exact.max() <= 2 * most_steps(kappa)
    holds &= conjugate.max() <= 2 * dim + 1 and (newton == dim + 2).all()
    measured = {"largest miss, fixed rate": off, "most, exact search": exact.max()}
    measured |= {"bound on it": 2 * most_steps(kappa), "most, conjugate gradients": conjugate.max()}
    return Evidence(bool(holds), {**measured, "most, damped Newton": newton.max()})


@claim
def no_other_use_of_gradients_takes_fewer_steps(seed: int = 0) -> Evidence:
    """On each of the quadratics no other method without a Hessian arrives in fewer steps than conjugate gradients.
    These look at two points a step and one more, and no method at less than one a step.
    """
    found, first = quadratic(seed=seed), "conjugate gradients"
    others = [name for name in (*NOW, *LEARNING) if name != first]
    lead = min(float((found.steps[name] / found.steps[first]).min()) for name in others)
    rate = min(float((found.points[name] / found.steps[name]).min()) for name in others)
    twice = float(np.abs(found.points[first] - 2 * found.steps[first] - 1).max())
    measured = {"fewest steps of another method, over those of conjugate gradients": lead}
    measured |= {"fewest points a step of another method": rate, "largest miss of two a step and one": twice}
    return Evidence(lead >= 1 and rate >= 1 and twice == 0, measured)


@claim
def past_gradients_pay(seed: int = 0) -> Evidence:
    """On each of the quadratics conjugate gradients, BFGS and L-BFGS need fewer points than any method that
    uses only the current gradient.  On logistic regression L-BFGS needs fewer points than any other method, from
    each start.
    """
    found, other = quadratic(seed=seed), logistic(seed=seed)
    least = np.min([found.points[name] for name in NOW], axis=0)
    share = max(float((found.points[name] / least).max()) for name in LEARNING)
    lead = min(float((other.points[name] / other.points["L-BFGS"]).min()) for name in NAMES if name != "L-BFGS")
    measured = {"largest share of the best of the others, quadratics": share}
    return Evidence(share < 1 < lead, {**measured, "least lead of L-BFGS, logistic regression": lead})


@claim
def the_order_depends_on_the_problem(seed: int = 0) -> Evidence:
    """Armijo's rule needs more points than the fixed rate on each of the quadratics, and fewer on logistic regression
    from each start.  Polyak's step needs more than damped Newton on each of the quadratics, and fewer on logistic
    regression.
    """
    found, other = quadratic(seed=seed), logistic(seed=seed)
    measured, holds = {}, True
    for name, rival in (("Armijo", "fixed rate"), ("Polyak", "damped Newton")):
        here, there = (run.points[name] / run.points[rival] for run in (found, other))
        holds &= bool((here > 1).all() and (there < 1).all())
        measured |= {f"{name} over {rival}, least on the quadratics": here.min()}
        measured |= {f"{name} over {rival}, most on logistic regression": there.max()}
    return Evidence(holds, measured)


@claim
def the_growth_stays_within_the_bounds(seed: int = 0) -> Evidence:
    r"""At each of the condition numbers the points of the fixed rate lie between its lower and its upper bound, and
    those of exact search are at most twice the upper one.  Conjugate gradients look at no more points than the bound
    with $\sqrt\kappa$ allows, and Newton's method at $n + 2$.
    """
    dim, found = 60, growth(dim=60, seed=seed)
    first = [bowls(kappa, dim, 1, seed)[0] for kappa in found.kappa]
    low = np.array([least_steps(f) for f in first])
    high = np.array([most_steps(kappa) for kappa in found.kappa])
    root = np.array([2 * most_conjugate_steps(kappa, dim) + 1 for kappa in found.kappa])
    fixed, exact, conjugate, newton = (
        found.points[name] for name in ("fixed rate", "exact search", "conjugate gradients", "damped Newton")
    )
    holds = (low <= fixed).all() and (fixed <= high).all() and (exact <= 2 * high).all()
    holds &= (conjugate <= root).all() and (newton == dim + 2).all()
    measured = {"fixed rate, least share of the upper bound": (fixed / high).min()}
    measured |= {"most": (fixed / high).max(), "least multiple of the lower bound": (fixed / low).min()}
    measured |= {"exact search, largest share of its bound": (exact / high / 2).max()}
    return Evidence(bool(holds), {**measured, "conjugate gradients, largest share": (conjugate / root).max()})
