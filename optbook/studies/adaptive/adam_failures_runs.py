"""Objectives of which a step sees one part, the drift of Adam on them, and runs of the methods meant to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
import scipy
from scipy.optimize import brentq

from optbook.noise import Delegating
from optbook.objectives import Scaled
from optbook.optimizers import ADOPT, Adam, AMSGrad, Yogi
from optbook.protocols import Objective
from optbook.schedules import polynomial
from optbook.studies.adaptive import adam_runs
from optbook.studies.adaptive.digits_contest import Contest, Exponents, compete, losses
from optbook.studies.adaptive.rmsprop import respond
from optbook.study import study

METHODS = {"Adam": Adam, "AMSGrad": AMSGrad, "Yogi": Yogi, "ADOPT": ADOPT}
"""By name."""

EXPONENTS = {
    "Adam": adam_runs.EXPONENTS["Adam"],
    "AMSGrad": tuple(range(-7, -1)),
    "Yogi": tuple(range(-9, -3)),
    "ADOPT": tuple(range(-7, -1)),
}
"""Rates that are tried on digits, as powers of two: six for each method."""


@dataclass(frozen=True, eq=False)
class Turns(Delegating):
    """An objective times the mean of some factors; a step sees it times one of them.

    Parameters
    ----------
    objective : Objective
    factors : tuple of floats
        Taken in turn.
    seed : int, optional
        With it, each lane draws its factor at each step, all being equally likely.
    lanes : tuple of int
        Shape of the batch, where factors are drawn.
    """

    objective: Objective
    factors: tuple[float, ...]
    seed: int | None = None
    lanes: tuple[int, ...] = ()

    @property
    def origin(self) -> Objective:
        """What all steps see on the mean."""
        return Scaled(self.objective, float(np.mean(self.factors)))

    def at(self, step: int) -> Objective:
        """What is seen at `step`."""
        if self.seed is None:
            return self._turns[step % len(self.factors)]
        place = np.random.default_rng((self.seed, step)).integers(len(self.factors), size=self.lanes)
        return Scaled(self.objective, np.asarray(self.factors)[place])

    @cached_property
    def _turns(self) -> tuple[Scaled, ...]:
        return tuple(Scaled(self.objective, factor) for factor in self.factors)


def votes(large: float, period: int = 3) -> tuple[float, ...]:
    """Factors: one large, and the others -1."""
    return (large, *[-1.0] * (period - 1))


def settled(seen: np.ndarray, beta: float) -> np.ndarray:
    """Leaky average of a sequence that has been repeated forever: its values over one period."""
    alone = scipy.signal.lfilter([1 - beta], [1, -beta], seen)
    before = alone[-1] / (1 - beta ** len(seen))
    return alone + before * beta ** np.arange(1, len(seen) + 1)


def drift(grads: np.ndarray, beta1: float, beta2: float) -> float:
    """Way of Adam in one period of repeated gradients, over the rate, without eps: the sum of the theorem."""
    grads = np.asarray(grads, float)
    return -float((settled(grads, beta1) / np.sqrt(settled(grads**2, beta2))).sum())


def late_drift(grads: np.ndarray, beta2: float) -> float:
    """The same for ADOPT without its clipping: each gradient is divided by the root before it.

    The average over `beta1` keeps the sum over a period.
    """
    grads = np.asarray(grads, float)
    return -float((grads / np.sqrt(np.roll(settled(grads**2, beta2), 1))).sum())


def bound(period: int, beta2: float) -> float:
    """From this large gradient on Adam without momentum goes right: the sum of the theorem."""
    return float((beta2 ** (-np.arange(1, period) / 2)).sum())


def crossing(period: int, beta1: float, beta2: float) -> float:
    """Large gradient at which the drift of Adam is zero, above `period` - 1, for a period of three or more."""
    return brentq(lambda large: drift(votes(large, period), beta1, beta2), period - 1, 1.1 * bound(period, beta2))


@study
def periodic(large: float = 3.0, steps: int = 4500) -> dict[str, np.ndarray]:
    """Iterates on [-1, 1] from 0, the large slope and two of -1 in turn, at the rate 1/10 over the root of the step.

    The slopes are the same everywhere, so the steps are those on given gradients; each iterate is put back.
    """
    seen, rates = np.resize(votes(large), (steps, 1)), polynomial(0.1, 1.0)(np.arange(steps))
    methods = {name: method(1.0, beta1=0.0, beta2=1 / (1 + large**2)) for name, method in METHODS.items()}
    found = {}
    for name, method in (methods | {"Adam, usual": Adam(1.0)}).items():
        way = rates * respond(method, seen)[0][:, 0]
        path = accumulate(way.tolist(), lambda x, step: min(max(x + step, -1.0), 1.0), initial=0.0)
        found[name] = np.array(list(path))
    return found


def regret(x: np.ndarray, large: float = 3.0) -> float:
    """Mean of what the iterates of a run cost more than the best point, -1, would have."""
    factors = np.resize(votes(large), len(x) - 1)
    return float((factors * (x[:-1] + 1)).mean())


@study
def outlier(size: float = 60.0, steps: int = 3900) -> dict[str, np.ndarray]:
    """Divisors of three methods: settled at ones, then after one large gradient, and after each of many ones again."""
    grads, found = np.ones((steps, 1)), {}
    grads[0] = size
    for name, field in {"Adam": "square", "AMSGrad": "peak", "Yogi": "square"}.items():
        method, one = METHODS[name](1.0), np.ones(1)
        start = method.init(one)
        state = start._replace(step=10**6, square=one, **({"peak": one} if name == "AMSGrad" else {}))
        squares = [one]
        for grad in grads:
            _, state = method.update(grad, state, one)
            squares.append(getattr(state, field))
        found[name] = np.sqrt(np.concatenate(squares))
    return found


@dataclass(frozen=True, eq=False)
class Drawn:
    """Mean steps at gradients that are drawn, over the rate.

    Attributes
    ----------
    beta2 : (memories,) array
    mean, error : dict of str to (memories,) arrays
        Mean step of each method, and its standard error.
    inverse, inverse_error : (memories,) arrays
        Mean of one over the root of the mean square, from weighted sums of draws of its own.
    """

    beta2: np.ndarray
    mean: dict[str, np.ndarray]
    error: dict[str, np.ndarray]
    inverse: np.ndarray
    inverse_error: np.ndarray


@study
def drawn(large: float = 3.0, lanes: int = 4000, steps: int = 60, last: int = 20, seed: int = 0) -> Drawn:
    """Let each step draw one of three slopes; steps after the first ones are kept.  There is no momentum."""
    beta2 = np.array([0.05, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9])
    rng, factors = np.random.default_rng(seed), np.array(votes(large))
    seen = rng.choice(factors, (steps, lanes, 1))
    found = {"Adam": [], "ADOPT": []}
    for name, method in {"Adam": Adam(1.0, 0.0, beta2, 0.0), "ADOPT": ADOPT(1.0, 0.0, beta2, 0.0, clip=None)}.items():
        state = method.init(np.zeros((lanes, len(beta2))))
        for grad in seen:
            delta, state = method.update(np.broadcast_to(grad, (lanes, len(beta2))), state, state.mean)
            found[name].append(delta)
    means = {name: np.mean(deltas[-last:], axis=0) for name, deltas in found.items()}
    weights = (1 - beta2) * beta2 ** np.arange(300)[:, None]
    inverse = 1 / np.sqrt(rng.choice(factors, (lanes, 300)) ** 2 @ weights)
    return Drawn(
        beta2,
        {name: mean.mean(0) for name, mean in means.items()},
        {name: mean.std(0, ddof=1) / np.sqrt(lanes) for name, mean in means.items()},
        inverse.mean(0),
        inverse.std(0, ddof=1) / np.sqrt(lanes),
    )


@study
def trained(name: str, exponents: Exponents, lanes: int = 5, steps: int = 150, seed: int = 0) -> np.ndarray:
    """Losses on digits of one of `METHODS` at each rate, ``(rates, lanes)``, for Adam those of its page."""
    if name == "Adam":
        return adam_runs.trained(name, exponents, lanes, steps, seed)
    return losses(METHODS[name], exponents, lanes, steps, seed)


@study
def contest(lanes: int = 16, seed: int = 0) -> Contest:
    """Choose each method's rate on some starts and samples, and compare on others."""
    return compete(trained, EXPONENTS, lanes, seed)
