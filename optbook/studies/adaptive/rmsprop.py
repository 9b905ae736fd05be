"""RMSProp: its first steps, the cycle that it ends in at a constant rate, noise, and a rate that falls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.analysis import log_slope
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import RMSProp
from optbook.optimizers.hyperparameters import leaky, like
from optbook.optimizers.rmsprop import RMSPropState
from optbook.protocols import Optimizer, Rate
from optbook.schedules import polynomial, rate
from optbook.study import study

VALLEY = Quadratic(np.diag([0.2, 4.0]))
"""The valley ``0.1 x1^2 + 2 x2^2``."""

START = np.array([-5.0, -2.0])
"""Where its runs begin."""

FALLING = polynomial(0.4, 0.1)
"""Begins at the rate of the valley's run, and falls like one over the root of the step."""


@dataclass(frozen=True, eq=False)
class EpsInside(RMSProp):
    """RMSProp with `eps` inside the root, as in Optax by default and in Keras."""

    def update(self, grad: np.ndarray, state: RMSPropState, x: np.ndarray) -> tuple[np.ndarray, RMSPropState]:
        """Average the square, then divide by the root of the sum."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        square = leaky(state.square, grad * grad, self.decay)
        return -lr * grad / np.sqrt(square + eps), RMSPropState(state.step + 1, square)


def valley_run(lr: Rate = 0.4, decay: float = 0.9, steps: int = 400) -> Trajectory:
    """RMSProp in the valley from `START`."""
    return descend(VALLEY, START, RMSProp(lr, decay), steps)


def parabola(optimizer: Optimizer, steps: int, curvature: float = 1.0, start: object = 1.0) -> np.ndarray:
    """Run on ``curvature x^2 / 2`` from each of `start`: ``(steps + 1, lanes)``."""
    starts = np.atleast_1d(np.asarray(start, float))[:, None]
    return descend(Quadratic([[curvature]]), starts, optimizer, steps).x[..., 0]


def respond(optimizer: Optimizer, grads: np.ndarray, state: object = None) -> tuple[np.ndarray, object]:
    """The steps that `optimizer` makes on given gradients, ``(steps, ...)``, and its state after them."""
    grads = np.asarray(grads, float)
    here, found = np.zeros_like(grads[0]), []
    state = optimizer.init(here) if state is None else state
    for grad in grads:
        delta, state = optimizer.update(grad, state, here)
        found.append(delta)
    return np.stack(found), state


def linear_step(decay: float) -> np.ndarray:
    """The step near the cycle on a parabola, to first order, on relative deviations of the iterate and of the average.

    One step takes ``(p, q)`` to ``(p - q', q')`` with ``q' = decay q + 2 (1 - decay) p``.
    """
    return np.array([[2 * decay - 1, -decay], [2 * (1 - decay), decay]])


@dataclass(frozen=True, eq=False)
class NearCycle:
    """A run that approaches its cycle.

    Attributes
    ----------
    largest : float
        Largest relative deviation among the steps looked at.
    factor : float
        What a step leaves of a deviation.
    """

    largest: float
    factor: float


def near_cycle(decay: float, high: float = 1e-5, low: float = 1e-9) -> NearCycle:
    """Measure the factor on ``x^2 / 2``, while ``decay^(t / 2)`` lies between `high` and `low`.

    A linear recurrence of two terms with the product ``d`` of its roots takes ``p[t+1] p[t-1] - p[t]^2`` to ``d``
    times itself, whatever the angle at which the solution turns.
    """
    first, last = (int(np.ceil(2 * np.log(size) / np.log(decay))) for size in (high, low))
    p = 2 * np.abs(parabola(RMSProp(1.0, decay, 0.0), last)[first:, 0]) - 1
    product = np.abs(p[2:] * p[:-2] - p[1:-1] ** 2)
    return NearCycle(np.abs(p).max(), float(np.exp(log_slope(np.arange(len(product)), product) / 2)))


@dataclass(frozen=True, eq=False)
class MeanSteps:
    """Mean steps at a constant slope seen with noise, in units of the rate.

    Attributes
    ----------
    ratio : (kinds,) array
        Slope over the standard deviation of the noise.
    mean, error : (kinds,) arrays
        Mean downhill step and its standard error, from lanes that are independent.
    """

    ratio: np.ndarray
    mean: np.ndarray
    error: np.ndarray


@study
def mean_steps(
    decay: float = 0.99, count: int = 9, lanes: int = 200, wait: int = 500, steps: int = 500, seed: int = 0
) -> MeanSteps:
    """Run down the line ``x`` with normal noise; the first `wait` steps are left out."""
    ratio = np.geomspace(0.05, 20, count)
    downhill = Noisy(Quadratic([[0.0]], linear=[1.0]), 1 / ratio[:, None], seed)
    x = descend(downhill, np.zeros((lanes, count, 1)), RMSProp(1.0, decay, 0.0), wait + steps, every=wait).x
    moved = (x[1] - x[-1])[..., 0] / steps
    return MeanSteps(ratio, moved.mean(0), moved.std(0, ddof=1) / np.sqrt(lanes))


def mean_step(ratio: np.ndarray) -> np.ndarray:
    """The mean step for a long memory: the slope over the root of the mean square of what is seen."""
    return ratio / np.sqrt(1 + np.asarray(ratio) ** 2)


@claim
def on_a_constant_slope_only_its_sign_counts() -> Evidence:
    r"""Let $\varepsilon = 0$. On a constant slope the steps of RMSProp have the lengths $\eta/\sqrt{1 - \gamma^t}$,
    $t = 1, 2, \dots$, against the slope's sign: for slopes of both signs from $10^{-3}$ to $10^3$.
    """
    decay, steps = np.array([0.5, 0.9, 0.99])[:, None], 300
    slopes = np.outer([1, -1], np.geomspace(1e-3, 1e3, 7)).ravel()
    found, _ = respond(RMSProp(0.1, decay, 0.0), np.broadcast_to(slopes, (steps, 3, len(slopes))))
    t = np.arange(1, steps + 1)[:, None, None]
    gap = np.abs(found / (-0.1 * np.sign(slopes) / np.sqrt(1 - decay**t)) - 1).max()
    # Each of 300 steps rounds the average a few times, by 1e-16 each.
    measured = {"largest relative gap": gap, "first step over the rate, 0.9": -found[0, 1, 0] / 0.1}
    return Evidence(bool(gap < 1e-12), measured)


@claim
def runs_on_a_parabola_end_in_one_cycle() -> Evidence:
    r"""Let $\varepsilon = 0$. For curvatures from $10^{-3}$ to $10^3$, memories $\gamma$ from $0.3$ to $0.99$ and forty
    starts each, from $\eta/1000$ to $20 \eta$, RMSProp on a parabola has $|x_t| = \eta/2$ and $x_{t+1} = -x_t$ in the
    end, and the curvature changes no iterate.
    """
    lr, curvatures = 0.02, np.array([1e-3, 1.0, 1e3])
    decay = np.array([0.3, 0.5, 0.9, 0.95, 0.99])[:, None, None]
    starts = np.broadcast_to(lr * np.geomspace(1e-3, 20, 40)[:, None], (40, 3))
    # A deviation of order one, times decay^(steps / 2) < e^-30, is far below 1e-9; the rest is left for the arrival.
    steps = 40 + int(60 / (1 - decay.max()))
    run = descend(Quadratic(np.diag(curvatures)), starts, RMSProp(lr, decay, 0.0), steps, every=steps - 1)
    size, flip = np.abs(np.abs(run.x[1:]) / (lr / 2) - 1).max(), np.abs(run.x[1:].sum(0)).max() / lr
    apart = np.abs(run.x[1:] - run.x[1:, ..., :1]).max() / lr
    measured = {"largest relative gap from half the rate": size, "largest |x[t+1] + x[t]| over the rate": flip}
    measured |= {"largest gap between curvatures, over the rate": apart, "steps": steps}
    return Evidence(bool(max(size, flip, apart) < 1e-9), measured)


@claim
def a_deviation_from_the_cycle_shrinks_by_the_root_of_the_memory() -> Evidence:
    r"""Near the cycle a step leaves the share $\sqrt\gamma$ of a deviation, for $\gamma$ from $0.3$ to $0.95$: so say
    both eigenvalues of the linear step, and so it is measured in runs.
    """
    holds, measured = True, {}
    for decay in (0.3, 0.5, 0.8, 0.9, 0.95):
        modulus, near = np.abs(np.linalg.eigvals(linear_step(decay))), near_cycle(decay)
        # What is not linear is a share of the deviation, and moves the factor by less than that share.
        holds &= near.largest < 1e-3 and abs(near.factor - np.sqrt(decay)) < near.largest
        holds &= np.abs(modulus - np.sqrt(decay)).max() < 1e-7  # rounding, where the eigenvalues are close
        measured |= {
            f"factor, memory {decay:g}": near.factor,
            f"gap from the root of {decay:g}": near.factor - np.sqrt(decay),
        }
    return Evidence(bool(holds), measured)


@claim
def the_mean_step_is_set_by_signal_to_noise(seed: int = 0) -> Evidence:
    r"""At a slope $g$ seen with normal noise of the standard deviation $\sigma$, and $\gamma = 0.99$, the mean step of
    RMSProp has the length $\eta \, r/\sqrt{1 + r^2}$ with $r = |g|/\sigma$, up to the share $1 - \gamma$, for $r$ from
    $1/20$ to $20$.
    """
    decay = 0.99
    runs = mean_steps(decay, seed=seed)
    expected = mean_step(runs.ratio)
    # To first order in 1 - decay the share is the root's curvature, at most 3/8, less what the newest gradient
    # does to its own divisor, at most 1: between the two, less than 1 - decay.  z = 5: one seed in 200 000.
    excess = np.abs(runs.mean - expected) - (1 - decay) * expected
    holds = (excess < 5 * runs.error).all()
    return Evidence(
        bool(holds),
        {
            "largest relative gap at a ratio above one": np.abs(runs.mean / expected - 1)[runs.ratio > 1].max(),
            "largest gap beyond the share, in standard errors": (excess / runs.error).max(),
        },
    )


@claim
def a_falling_rate_takes_the_cycle_with_it() -> Evidence:
    r"""With $\eta_t = 0.4/\sqrt{1 + t/10}$ in the valley both coordinates have $|x_t| = \tfrac12 \eta_t (1 + \ell_t)$
    from step 1000 to 2000, where $\ell_t = \frac{1 - 3\gamma}{2 (1 - \gamma)} \bigl( \eta_t/\eta_{t+1} - 1 \bigr)$ up
    to a twentieth of itself.
    """
    decay, steps = 0.9, 2000
    rates = FALLING(np.arange(steps + 2))
    run = valley_run(FALLING, decay, steps)
    lag = (1 - 3 * decay) / (2 * (1 - decay)) * (rates[:-1] / rates[1:] - 1)
    found = (2 * np.abs(run.x) / rates[:-1, None] - 1)[1000:]
    # Terms of second order are smaller by the lag itself over 1 - decay, a twentieth.
    gap = np.abs(found / lag[1000:, None] - 1).max()
    measured = {"largest gap of the lag, relative": gap, "lag at the end": lag[-1]}
    measured |= {"distance at the end": np.linalg.norm(run.x[-1]), "half the rate at the end": rates[steps] / 2}
    return Evidence(bool(gap < 0.05), measured)
