"""Forms of Adam, fed with gradients that are known: first steps, corrections, longest steps, steps in noise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optbook.optimizers import Adagrad, Adam, GradientDescent, HeavyBall, RMSProp, SignSGD
from optbook.optimizers.adam import AdamState
from optbook.optimizers.hyperparameters import leaky, like
from optbook.protocols import Optimizer
from optbook.schedules import rate
from optbook.study import study


@dataclass(frozen=True, eq=False)
class HatEpsAdam(Adam):
    """Adam with `eps` beside the root that is not corrected: the efficient form of the paper, and Keras."""

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Step of Adam, with `eps` over the root of the correction."""
        eps = self.eps / np.sqrt(1 - self.beta2 ** (state.step + 1))
        return Adam.update(replace(self, eps=eps), grad, state, x)


@dataclass(frozen=True, eq=False)
class UncorrectedAdam(Adam):
    """Adam without its two corrections."""

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Average and divide."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        mean, square = leaky(state.mean, grad, self.beta1), leaky(state.square, grad * grad, self.beta2)
        return -lr * mean / (np.sqrt(square) + eps), AdamState(state.step + 1, mean, square)


@dataclass(frozen=True, eq=False)
class StuckAdam(Adam):
    """Adam whose count of steps is never raised: it corrects for the first step at all steps.  A mistake."""

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Step of Adam, said to be the first."""
        return Adam.update(self, grad, state._replace(step=0), x)


def fed(optimizer: Optimizer, gradients: np.ndarray) -> np.ndarray:
    """Steps of an optimizer that is handed these gradients, whatever its iterates: ``(steps, dim) -> (steps, dim)``."""
    here = np.zeros_like(gradients[0])
    state, deltas = optimizer.init(here), []
    for gradient in gradients:
        delta, state = optimizer.update(gradient, state, here)
        deltas.append(delta)
    return np.array(deltas)


def earlier(near: float = 1e-6, lr: float = 0.1, beta: float = 0.9) -> dict[str, tuple[Adam, Optimizer]]:
    """Settings of `Adam` that give earlier methods, and these: two are exact, three have the error `near`, about.

    A setting that is a limit is `near` away from it: ``1 - beta2``, or one over `eps`.
    """
    far = 1 / near
    return {
        "sign descent": (Adam(lr, 0.0, 0.0, 0.0), SignSGD(lr)),
        "RMSProp": (Adam(lambda t: lr / np.sqrt(1 - beta ** (t + 1)), 0.0, beta, 0.0), RMSProp(lr, beta, 0.0)),
        "Adagrad": (Adam(lambda t: lr / np.sqrt(t + 1), 0.0, 1 - near, 0.0), Adagrad(lr, 0.0)),
        "heavy ball": (
            Adam(lambda t: lr * far * (1 - beta ** (t + 1)) / (1 - beta), beta, beta, far),
            HeavyBall(lr, beta),
        ),
        "gradient descent": (Adam(lr * far, 0.0, beta, far), GradientDescent(lr)),
    }


def first_steps(slopes: np.ndarray, lr: float = 0.01) -> dict[str, np.ndarray]:
    """Length of the first step of four methods for each slope; Keras has an `eps` of 1e-7 in its place, others 1e-8."""
    methods = {
        "gradient descent": GradientDescent(lr),
        "RMSProp": RMSProp(lr),
        "Adam": Adam(lr),
        "Adam in Keras": HatEpsAdam(lr, eps=1e-7),
    }
    return {name: np.abs(fed(method, np.asarray(slopes, float)[None])[0]) for name, method in methods.items()}


def correction(steps: np.ndarray, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """What both corrections together multiply the rate by at the steps, counted from 1."""
    steps = np.asarray(steps)
    return np.sqrt(1 - beta2**steps) / (1 - beta1**steps)


@dataclass(frozen=True, eq=False)
class Lengths:
    """Steps at a constant gradient, in units of the rate.

    Attributes
    ----------
    step : (steps,) int array
        Counted from 1.
    corrected, uncorrected, stuck : (steps,) arrays
        Adam, without its corrections, and with a count of steps that is never raised.
    """

    step: np.ndarray
    corrected: np.ndarray
    uncorrected: np.ndarray
    stuck: np.ndarray


@study
def lengths(steps: int = 7000) -> Lengths:
    """Feed three forms of Adam with ones."""
    ones = np.ones((steps, 1))
    runs = [-fed(method(1.0, eps=0.0), ones)[:, 0] for method in (Adam, UncorrectedAdam, StuckAdam)]
    return Lengths(np.arange(1, steps + 1), *runs)


def alone(steps: np.ndarray, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """Length, in rates, of the step at which the first gradient that is not zero is seen."""
    return correction(steps, beta1, beta2) * (1 - beta1) / np.sqrt(1 - beta2)


def longest(steps: np.ndarray, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """The theorem: the largest length, in rates, of a step that any gradients can bring about."""
    ratio = beta1**2 / beta2
    return alone(steps, beta1, beta2) * np.sqrt((1 - ratio ** np.asarray(steps)) / (1 - ratio))


def worst_gradients(steps: int, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """Gradients that bring about the longest step: each ``beta2 / beta1`` times the one before, and the last 1."""
    return (beta1 / beta2) ** np.arange(steps - 1, -1, -1)[:, None]


@dataclass(frozen=True, eq=False)
class Signal:
    """Steps of Adam when gradients are a constant plus noise.

    Attributes
    ----------
    ratio : (ratios,) array
        The constant over the standard deviation of the noise.
    mean, mean_error : (ratios,) arrays
        Mean step against the gradient, in rates, and its standard error.
    square, square_error : (ratios,) arrays
        Mean squared step, in squared rates, and its standard error.
    unbiased, unbiased_error : (ratios,) arrays
        Corrected mean square of the gradients after ten steps, over its expectation, and its standard error.
    """

    ratio: np.ndarray
    mean: np.ndarray
    mean_error: np.ndarray
    square: np.ndarray
    square_error: np.ndarray
    unbiased: np.ndarray
    unbiased_error: np.ndarray


@study
def signal(lanes: int = 400, steps: int = 2500, seed: int = 0) -> Signal:
    """Feed Adam with noise of scale 1 about a constant, and look at the last step."""
    ratio = np.array([0.0, 0.1, 0.3, 1.0, 3.0, 10.0])
    rng, optimizer, here = np.random.default_rng(seed), Adam(1.0, eps=0.0), np.zeros((lanes, len(ratio)))
    state = optimizer.init(here)
    for step in range(1, steps + 1):
        delta, state = optimizer.update(ratio + rng.standard_normal(here.shape), state, here)
        if step == 10:
            early = state.square / (1 - optimizer.beta2**step) / (1 + ratio**2)
    moments = [(each.mean(0), each.std(0, ddof=1) / np.sqrt(lanes)) for each in (-delta, delta**2, early)]
    return Signal(ratio, *(number for pair in moments for number in pair))


def expected_signal(ratio: np.ndarray, beta1: float = 0.9) -> tuple[np.ndarray, np.ndarray]:
    """Mean and mean square of the step, in rates, where the mean square of the gradients is known exactly."""
    ratio = np.asarray(ratio)
    return ratio / np.sqrt(1 + ratio**2), (ratio**2 + (1 - beta1) / (1 + beta1)) / (1 + ratio**2)
