"""Adam, fed with gradients that are known: its first step, its corrections, its longest step, its steps in noise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optbook.claims import Evidence, claim
from optbook.optimizers import Adam, GradientDescent, RMSProp
from optbook.optimizers.adam import AdamState
from optbook.protocols import Optimizer
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
        """Step of Adam at a rate and with an `eps` that take the corrections out."""
        root, part = np.sqrt(1 - self.beta2 ** (state.step + 1)), 1 - self.beta1 ** (state.step + 1)
        return Adam.update(replace(self, lr=self.lr * part / root, eps=self.eps / root), grad, state, x)


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


def first_steps(slopes: np.ndarray, lr: float = 0.01) -> dict[str, np.ndarray]:
    """Length of the first step of five methods for each slope; Keras has an `eps` of 1e-7 in its place, others 1e-8."""
    methods = {
        "gradient descent": GradientDescent(lr),
        "RMSProp": RMSProp(lr),
        "Adam": Adam(lr),
        "Adam in Keras": HatEpsAdam(lr, eps=1e-7),
        "eps added to the step": Adam(lr, eps=0.0),
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


def lengths(steps: int = 10000) -> Lengths:
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
def signal(lanes: int = 600, steps: int = 2500, seed: int = 0) -> Signal:
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


@claim
def the_first_step_is_the_rate_times_the_sign() -> Evidence:
    r"""The first step is $-\eta \, g / (|g| + \epsilon)$.  For slopes from a thousandth to a thousand of either sign it
    is the rate times the sign, up to one part in a hundred thousand.  With $\hat\epsilon$ beside the uncorrected root
    it is $-\eta \, g / (|g| + \hat\epsilon / \sqrt{1 - \beta_2})$.
    """
    lr, eps, beta2 = 0.01, 1e-8, 0.999
    slopes = np.concatenate([-np.logspace(-3, 3, 61), np.logspace(-3, 3, 61)])
    small = np.concatenate([slopes, np.logspace(-12, -3, 40)])
    step, hat = (fed(method(lr, 0.9, beta2, eps), small[None])[0] for method in (Adam, HatEpsAdam))
    gap = np.abs(step + lr * small / (np.abs(small) + eps)).max() / lr
    hat_gap = np.abs(hat + lr * small / (np.abs(small) + eps / np.sqrt(1 - beta2))).max() / lr
    off = np.abs(step[: len(slopes)] + lr * np.sign(slopes)).max() / lr
    # 1 - 0.999 has lost three digits of sixteen; eps over the least slope is 1e-5.
    holds = gap < 1e-12 and hat_gap < 1e-12 and off <= 1e-5
    return Evidence(
        bool(holds), {"farthest from the formula": gap, "the same, eps hat": hat_gap, "farthest from the rate": off}
    )


@claim
def the_corrections_make_a_rate_that_warms_up() -> Evidence:
    r"""At gradients that never change, each step of Adam is the rate.  Without corrections a step is
    $(1 - \beta_1^t) / \sqrt{1 - \beta_2^t}$ rates, and with a count stuck at one it is that times
    $\sqrt{1 - \beta_2} / (1 - \beta_1)$.  The averages are summed term by term here.
    """
    run, gaps = lengths(2000), []
    age = np.arange(2000)
    mean, square = np.cumsum(0.1 * 0.9**age), np.cumsum(0.001 * 0.999**age)
    plain = mean / np.sqrt(square)
    for found, expected in (
        (run.corrected, np.ones(2000)),
        (run.uncorrected, plain),
        (run.stuck, plain * np.sqrt(0.001) / 0.1),
        (1 / correction(run.step), plain),
    ):
        gaps.append(np.abs(found / expected - 1).max())
    holds = max(gaps) < 1e-11  # two thousand sums, and three digits lost in 1 - 0.999
    return Evidence(
        bool(holds),
        {
            "largest relative gap": max(gaps),
            "longest step without corrections": run.uncorrected.max(),
            "longest step with a stuck count": run.stuck.max(),
            "its last step": run.stuck[-1],
        },
    )


@claim
def no_gradients_bring_about_a_longer_step(seed: int = 0) -> Evidence:
    r"""No step $t$ of Adam is longer than
    $\eta \frac{1 - \beta_1}{\sqrt{1 - \beta_2}} \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}
    \sqrt{\frac{1 - (\beta_1^2/\beta_2)^t}{1 - \beta_1^2/\beta_2}}$; gradients that grow by the factor
    $\beta_2/\beta_1$ attain it.  A gradient after zeros only attains $\eta (1 - \beta_1)/\sqrt{1 - \beta_2}$ in the
    limit.  Random gradients, some of them rare and some with heavy tails, stay below the bound.
    """
    rng, steps, attained, share = np.random.default_rng(seed), 120, 0.0, 0.0
    for beta1, beta2 in ((0.9, 0.999), (0.9, 0.99), (0.5, 0.9), (0.0, 0.999)):
        bound = longest(np.arange(1, steps + 1), beta1, beta2)
        optimizer = Adam(1.0, beta1, beta2, 0.0)
        # A gradient that is never quite zero, so that no step is 0 / 0.
        rare = rng.random((steps, 300)) < rng.choice([0.01, 0.1, 1], 300)
        drawn = rng.standard_t(1, (steps, 300)) * rare + 1e-9
        share = max(share, (np.abs(fed(optimizer, drawn)).max(1) / bound)[1:].max())
        if beta1:
            for last in (1, 10, steps):
                worst = fed(optimizer, worst_gradients(last, beta1, beta2))[-1, 0]
                attained = max(attained, abs(-worst / bound[last - 1] - 1))
    spike = np.zeros((8000, 1))
    spike[0], spike[-1] = 1e-100, 1.0  # the first is forgotten, and keeps the steps between from being 0 / 0
    single = abs(fed(Adam(1.0, eps=0.0), spike)[-1, 0])
    paper = 0.1 / np.sqrt(0.001)
    # What is left of the correction at step 8000 is half of 0.999^8000 = 3.3e-4.
    holds = share <= 1 + 1e-10 and attained < 1e-10 and abs(single / paper - 1) < 2e-4
    return Evidence(
        bool(holds),
        {
            "longest random step over its bound": share,
            "gap of the growing gradients from the bound": attained,
            "one gradient after zeros": single,
            "bound in the limit": longest(10**6),
        },
    )


@claim
def noise_shortens_the_steps(seed: int = 0) -> Evidence:
    r"""Let gradients be a constant plus independent normal noise, with the ratio $s$ of the constant to the standard
    deviation.  Late in a run the mean step is $\eta s / \sqrt{1 + s^2}$, and the mean squared step
    $\eta^2 (s^2 + \rho) / (1 + s^2)$ with $\rho = (1 - \beta_1)/(1 + \beta_1)$, up to a few $1 - \beta_2$.  The
    corrected mean square is right on average already at step ten.
    """
    run = signal(seed=seed + 100)
    mean, square = expected_signal(run.ratio)
    z = 5.0
    # The mean square fluctuates with relative variance at most 1 - beta2, which by the second order of its root and
    # its covariance with the mean gradient shifts the mean step by less than 1 - beta2, and the square by less than 4.
    off = np.abs(run.mean - mean) - 2 * 0.001
    off_square = np.abs(run.square - square) - 4 * 0.001
    early = np.abs(run.unbiased - 1) / run.unbiased_error
    holds = (off <= z * run.mean_error).all() and (off_square <= z * run.square_error).all() and early.max() < z
    return Evidence(
        bool(holds),
        {
            "largest gap of the mean step": np.abs(run.mean - mean).max(),
            "its largest standard error": run.mean_error.max(),
            "largest gap of the mean square": np.abs(run.square - square).max(),
            "its largest standard error, squares": run.square_error.max(),
            "gap of the corrected mean square, in errors": early.max(),
        },
    )
