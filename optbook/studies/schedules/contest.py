"""Twenty methods on four noisy problems at an equal number of gradients: what is run, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import minimize

from optbook import follow
from optbook.data import load
from optbook.models import MLP, LogisticRegression
from optbook.noise import Minibatches, Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import (
    ADOPT,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    AMSGrad,
    Averaged,
    Cautious,
    DAdaptation,
    DoG,
    GradientDescent,
    HeavyBall,
    Lion,
    Nesterov,
    Prodigy,
    RMSProp,
    ScheduleFree,
    ScheduleFreeAdamW,
    SignSGD,
    Yogi,
)
from optbook.protocols import Objective, Optimizer, Rate
from optbook.schedules import cosine
from optbook.studies.noise.contest import CURVATURES, SIGMA, gap, task

PROBLEMS = ("digits network", "softmax", "sparse features", "quadratic")

STEPS = {"digits network": 144, "softmax": 144, "sparse features": 160, "quadratic": 500}
"""Length of a run: two epochs where there are samples."""

BATCH = 20
"""Samples that a step sees; on the quadratic a step sees one noisy gradient."""

MEMORY = 0.9
"""What heavy ball and Nesterov's method keep of their velocity."""

MAKERS: dict[str, Callable[[Rate, int], Optimizer]] = {
    "gradient descent": lambda lr, _: GradientDescent(lr),
    "averaged descent": lambda lr, steps: Averaged(GradientDescent(lr), steps // 2),
    "heavy ball": lambda lr, _: HeavyBall(lr, MEMORY),
    "Nesterov": lambda lr, _: Nesterov(lr, MEMORY),
    "Schedule-Free SGD": lambda lr, _: ScheduleFree(lr),
    "SignSGD": lambda lr, _: SignSGD(lr),
    "Lion": lambda lr, _: Lion(lr),
    "Adagrad": lambda lr, _: Adagrad(lr),
    "RMSProp": lambda lr, _: RMSProp(lr),
    "Adadelta": lambda lr, _: Adadelta(lr),
    "Adam": lambda lr, _: Adam(lr),
    "AMSGrad": lambda lr, _: AMSGrad(lr),
    "Yogi": lambda lr, _: Yogi(lr),
    "ADOPT": lambda lr, _: ADOPT(lr),
    "AdamW": lambda lr, _: AdamW(lr),
    "Cautious Adam": lambda lr, _: Cautious(Adam(lr)),
    "Schedule-Free AdamW": lambda lr, _: ScheduleFreeAdamW(lr),
    "DoG": lambda lr, _: DoG(lr),
    "D-Adaptation": lambda lr, _: DAdaptation(lr),
    "Prodigy": lambda lr, _: Prodigy(lr),
}
"""The methods, as functions of the rate and the length of the run; all else is as the modules have it."""

RATE_FREE = ("DoG", "D-Adaptation", "Prodigy")
"""These are run once, with the factor 1 on the rate that they find."""

TUNED = tuple(method for method in MAKERS if method not in RATE_FREE)

DECAYED = ("gradient descent", "heavy ball", "RMSProp", "Adam", "SignSGD", "Lion")
"""These are run with half a cosine too: one or two of each kind."""

RAW = ("gradient descent", "averaged descent", "heavy ball", "Nesterov", "Schedule-Free SGD")
"""Their rates are multiples of one over the largest curvature at the start."""

OCTAVES = 9
"""Rates that are tried, a factor of two apart."""

LOWEST = {
    "averaged descent": -5,
    "Schedule-Free SGD": -5,
    "heavy ball": -9,
    "Nesterov": -9,
    "Lion": -11,
    "Adagrad": -6,
    "Adadelta": -1,
    "Yogi": -11,
    "Schedule-Free AdamW": -8,
}
"""Powers of two at which grids begin, where these are not -6 (`RAW`) or -9."""

SHIFT = {"digits network": 1, "softmax": 0, "sparse features": 2, "quadratic": -1}
"""Octaves by which a problem's grids lie higher."""


def rates(name: str, method: str, decayed: bool = False) -> np.ndarray:
    """The grid of a method on a problem, ``(rates,)``: eight octaves wide, and an octave higher for a falling rate."""
    if method in RATE_FREE:
        return np.ones(1)
    low = LOWEST.get(method, -6 if method in RAW else -9) + SHIFT[name] + decayed
    scale = 1 / problem(name).curvature if method in RAW else 1.0
    return scale * 2.0 ** np.arange(low, low + OCTAVES)


@dataclass(frozen=True, eq=False)
class Problem:
    """What the methods are run on.

    Attributes
    ----------
    objective : Objective
        Free of noise.
    curvature : float
        About the largest one at the start.
    least : float
        Least value where it is known, else 0, which is below it.
    """

    objective: Objective
    curvature: float
    least: float

    def gap(self, x: np.ndarray) -> np.ndarray:
        """Value above the least, in double precision; inf where it is not a number."""
        return gap(self, x.astype(float))

    def starts(self, lanes: int, seed: int) -> np.ndarray:
        """Where the runs begin, ``(lanes, dim)``; where there are data in single precision, as networks are trained."""
        if isinstance(self.objective, MLP):
            return self.objective.initialize(seed, batch=(lanes,)).astype(np.float32)
        if isinstance(self.objective, Quadratic):
            return np.random.default_rng(seed).normal(size=(lanes, self.objective.dim))
        return np.zeros((lanes, self.objective.dim), dtype=np.float32)

    def seen(self, lanes: int, seed: int) -> Objective:
        """The problem as a method sees it: each lane has noise or samples of its own, the same for all rates."""
        if isinstance(self.objective, Quadratic):
            return Noisy(self.objective, SIGMA, seed, lanes=(lanes,))
        return Minibatches(self.objective, BATCH, seed, lanes=(lanes,))


@cache
def problem(name: str) -> Problem:
    """One of `PROBLEMS`."""
    if name == "quadratic":
        return Problem(Quadratic(np.diag(CURVATURES)), 1.0, 0.0)
    if name == "softmax":
        case = task("digits")
        return Problem(case.objective, case.curvature, case.least)
    if name == "sparse features":
        data = load("sparse_features")
        model = LogisticRegression(data.train_inputs, data.train_targets)
        # Some features speak for one class only: the least value is not reached, but come near to far out.
        best = minimize(model.value, np.zeros(model.dim), jac=model.grad, method="L-BFGS-B", options={"maxiter": 500})
        top = float(np.linalg.eigvalsh(model.hess(np.zeros(model.dim)))[-1])
        return Problem(model, top, float(best.fun))
    data = load("digits")
    return Problem(MLP(data.train_inputs, data.train_targets, hidden=(6,)), 1.0, 0.0)


def make(name: str, method: str, lr: np.ndarray | float, decayed: bool = False, times: int = 1) -> Optimizer:
    """A method for a run of `times` the usual steps at the rate `lr`, constant or along half a cosine."""
    steps = times * STEPS[name]
    return MAKERS[method](cosine(lr, steps) if decayed else lr, steps)


def points(seen: Objective, start: np.ndarray, optimizer: Optimizer, looks: Sequence[int]) -> list[np.ndarray]:
    """Run a method: what it would return after each number of steps in `looks`, its average where it has one."""
    run = enumerate(follow(seen, start, optimizer, max(looks)))
    return [getattr(state, "average", x) for step, (x, state) in run if step in looks]


def kept(method: str, dim: int = 5) -> int:
    """Numbers that a method keeps for each variable, beside the point itself."""
    x = np.ones(dim)
    optimizer = MAKERS[method](1.0, 2)
    _, state = optimizer.update(x, optimizer.init(x), x)
    return count(state) // dim


def count(state: object) -> int:
    """Numbers in the arrays of a state, and of the states inside it."""
    if isinstance(state, tuple):
        return sum(map(count, state))
    return state.size if isinstance(state, np.ndarray) else 0
