"""Leaky averages: what they weigh, how long they remember, and what they make of noise, swings and slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.claims import Evidence, claim
from optbook.optimizers import GradientDescent, HeavyBall, MovingAverage

BETAS = (0.95, 0.9, 0.6, 0.0)
"""Memories of the first figure."""


def average(signal: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Leaky average of a signal, from zero: ``(steps, ...) -> (steps, ...)``, broadcast against `beta`.

    It is the one that `MovingAverage` keeps of the iterates of a run.
    """
    signal = np.asarray(signal, dtype=float)
    return MovingAverage(GradientDescent(1.0), beta).evaluation_points(np.concatenate([0 * signal[:1], signal]))[1:]


def weights(beta: np.ndarray, count: int = 41) -> np.ndarray:
    """Weights of a leaky sum by age, ``(count, ...)``: the velocity of heavy ball after a single gradient of one."""
    beta = np.atleast_1d(np.asarray(beta, dtype=float))
    optimizer, x = HeavyBall(1.0, beta), np.zeros_like(beta)
    state, found = optimizer.init(x), []
    for age in range(count):
        _, state = optimizer.update(np.ones_like(x) if age == 0 else np.zeros_like(x), state, x)
        found.append(state.velocity)
    return np.stack(found)


def half_life(beta: np.ndarray) -> np.ndarray:
    """Steps after which a weight has halved, ``ln(1/2) / ln(beta)``."""
    return np.log(0.5) / np.log(beta)


def half_life_counted(beta: np.ndarray, count: int = 8000) -> np.ndarray:
    """Least number of newest values that carry half of all weight, counted in the running sums of `weights`."""
    total = np.cumsum(weights(beta, count), axis=0)
    return 1 + (total >= total[-1] / 2).argmax(axis=0)


@dataclass(frozen=True, eq=False)
class Noise:
    """Leaky averages of white noise of variance one, in many lanes.

    Attributes
    ----------
    lanes : int
    beta : (kinds,) array
        Memories.
    variance : (steps, kinds) array
        Variance of the average over the lanes, by step from 1.
    corrected : (steps, kinds) array
        The same of the average divided by the sum of its weights.
    """

    lanes: int
    beta: np.ndarray
    variance: np.ndarray
    corrected: np.ndarray

    @property
    def error(self) -> float:
        """Relative standard error of a variance of normal numbers."""
        return float(np.sqrt(2 / self.lanes))


def white_noise(
    betas: tuple[float, ...] = (0.6, 0.9, 0.95), steps: int = 120, lanes: int = 2000, seed: int = 0
) -> Noise:
    """Average independent standard normal numbers, whose mean is known to be zero."""
    beta = np.array(betas)
    signal = np.random.default_rng(seed).standard_normal((steps, lanes, 1))
    variance = (average(signal, beta) ** 2).mean(1)
    t = np.arange(1, steps + 1)[:, None]
    return Noise(lanes, beta, variance, variance / (1 - beta**t) ** 2)


def plateau(beta: np.ndarray, correlation: float = 0.0) -> np.ndarray:
    """Variance of a leaky average of noise of variance one, in the long run.

    Noises that are ``k`` steps apart have the correlation ``correlation^k``.
    """
    beta = np.asarray(beta)
    return (1 - beta) / (1 + beta) * (1 + beta * correlation) / (1 - beta * correlation)


def correlated_noise(correlation: float, beta: float, steps: int = 100, lanes: int = 20_000, seed: int = 0) -> float:
    """Variance over the lanes of the leaky average of noise that remembers, after `steps`.

    The noise is a leaky sum itself, scaled to the variance one, and begins in its long run.
    """
    rng, noise, smooth = np.random.default_rng(seed), 0.0, 0.0
    for step in range(steps + 100):
        noise = correlation * noise + (1 - correlation) * rng.standard_normal(lanes)
        if step >= 100:
            smooth = beta * smooth + (1 - beta) * noise
    return float((smooth**2).mean() * (1 + correlation) / (1 - correlation))


@dataclass(frozen=True, eq=False)
class Gain:
    """By how much a leaky sum enlarges swings of each period.

    Attributes
    ----------
    beta : (kinds,) array
        Memories.
    frequency : (count,) array
        Swings per step, from 0 to 1/2.
    measured, theory : (count, kinds) arrays
        Amplitude of the sum over that of the signal.
    """

    beta: np.ndarray
    frequency: np.ndarray
    measured: np.ndarray
    theory: np.ndarray


def gain(betas: tuple[float, ...] = (0.5, 0.8, 0.9), count: int = 31, steps: int = 400) -> Gain:
    """Feed cosines and sines to a leaky sum, and measure the amplitude at the end, when the start is forgotten."""
    beta, frequency = np.array(betas), np.linspace(0, 0.5, count)
    angle = 2 * np.pi * frequency[:, None] * np.arange(steps)[:, None, None]
    parts = [average(wave(angle), beta)[-1] / (1 - beta) for wave in (np.cos, np.sin)]
    theory = 1 / np.sqrt(1 - 2 * beta * np.cos(2 * np.pi * frequency[:, None]) + beta**2)
    return Gain(beta, frequency, np.hypot(*parts), theory)


def drift_error(beta: np.ndarray, drift: float) -> np.ndarray:
    """Mean square error of a leaky average that follows a wandering mean, in the long run.

    The mean moves by independent steps of variance `drift`; what is seen of it has independent noise of variance one.
    """
    beta = np.asarray(beta)
    return ((1 - beta) ** 2 + beta**2 * drift) / (1 - beta**2)


def follow(beta: np.ndarray, drift: float, steps: int = 300, lanes: int = 1000, seed: int = 0) -> np.ndarray:
    """Mean square error over the lanes of leaky averages that follow a wandering mean, after `steps`."""
    rng = np.random.default_rng(seed)
    mean = np.cumsum(np.sqrt(drift) * rng.standard_normal((steps, lanes, 1)), axis=0)
    seen = mean + rng.standard_normal(mean.shape)
    return ((average(seen, np.asarray(beta)) - mean)[-1] ** 2).mean(0)


@claim
def half_the_weight_is_younger_than_the_half_life() -> Evidence:
    r"""The number of newest values that carry half of the weight is $\ln(1/2) / \ln \beta$, rounded up. It is less than
    $\ln 2 / (1 - \beta)$, and that quotient tends to one as $\beta$ does.
    """
    beta = np.array([0.3, 0.6, 0.9, 0.95, 0.99, 0.999])
    counted, formula = half_life_counted(beta), half_life(beta)
    share = formula * (1 - beta) / np.log(2)
    # The window closes like (1 - beta) / 2.
    holds = (counted == np.ceil(formula)).all() and (share < 1).all() and (1 - share < 1 - beta).all()
    measured = {f"counted, beta {b:g}": c for b, c in zip(beta, counted, strict=True)}
    return Evidence(bool(holds), measured | {"half-life over its limit, beta 0.999": share[-1]})


@claim
def the_variance_left_of_white_noise(seed: int = 0) -> Evidence:
    r"""A leaky average of independent noise of variance $s^2$, begun at zero, has the variance
    $s^2 \frac{1 - \beta}{1 + \beta} (1 - \beta^{2t})$ after $t$ values, up to $4.5$ standard errors of many lanes, at
    three memories and several $t$.
    """
    runs = white_noise(seed=seed)
    t = np.array([1, 3, 10, 30, 120])
    ratio = runs.variance[t - 1] / (plateau(runs.beta) * (1 - runs.beta ** (2 * t[:, None])))
    off = np.abs(ratio - 1) / runs.error
    measured = {f"variance over theory at the end, beta {b:g}": r for b, r in zip(runs.beta, ratio[-1], strict=True)}
    return Evidence(bool(off.max() < 4.5), measured | {"farthest off, in standard errors": off.max()})


@claim
def the_corrected_average_is_right_from_the_first_step(seed: int = 0) -> Evidence:
    r"""Begun at zero, a leaky average of a constant is $1 - \beta^t$ times that constant after $t$ values. Divided by
    this, it is right, and on independent noise it has the variance
    $s^2 \frac{1 - \beta}{1 + \beta} \cdot \frac{1 + \beta^t}{1 - \beta^t}$.
    """
    t = np.arange(1, 121)[:, None]
    runs = white_noise(seed=seed)
    short = average(np.ones((120, 1)), runs.beta)
    gap = np.abs(short / (1 - runs.beta**t) - 1).max()
    ratio = runs.corrected / (plateau(runs.beta) * (1 + runs.beta**t) / (1 - runs.beta**t))
    off = np.abs(ratio[[0, 4, 19, 119]] - 1) / runs.error
    # Subtracting beta^t from one loses a digit at the first step; the recurrence rounds at each.
    holds = gap < 1e-13 and off.max() < 4.5
    return Evidence(
        bool(holds),
        {
            "largest relative gap on a constant": gap,
            "first average of a constant one, beta 0.9": short[0, 1],
            "variance at the first step, corrected": runs.corrected[0, 1],
            "farthest variance off, in standard errors": off.max(),
        },
    )


@claim
def memory_of_the_noise_undoes_that_of_the_average(seed: int = 0) -> Evidence:
    r"""If noises $k$ steps apart have the correlation $\varphi^k$, the variance of their leaky average is
    $\frac{1 + \beta\varphi}{1 - \beta\varphi}$ times that for independent noise: more for $\varphi > 0$. Up to $4.5$
    standard errors, at three pairs.
    """
    lanes, measured, worst = 5000, {}, 0.0
    for number, (correlation, beta) in enumerate([(0.5, 0.9), (0.9, 0.9), (0.8, 0.6)]):
        found = correlated_noise(correlation, beta, lanes=lanes, seed=3 * seed + number)
        ratio = found / plateau(beta, correlation)
        worst = max(worst, abs(ratio - 1) / np.sqrt(2 / lanes))
        measured[f"variance, correlation {correlation:g}, beta {beta:g}"] = found
        measured[f"the same over theory, correlation {correlation:g}, beta {beta:g}"] = ratio
    # A hundred steps forget the start: 0.9^200 is 1e-9 of the variance.
    return Evidence(bool(worst < 4.5), measured | {"farthest off, in standard errors": worst})


@claim
def slow_swings_grow_and_zigzag_shrinks() -> Evidence:
    r"""A leaky sum multiplies a swing of angle $\omega$ a step by $1/\sqrt{1 - 2 \beta \cos\omega + \beta^2}$: a
    constant by $1/(1 - \beta)$, a zigzag by $1/(1 + \beta)$. It delays a steady slope by $\beta/(1 - \beta)$ steps.
    """
    runs = gain()
    gap = np.abs(runs.measured / runs.theory - 1).max()
    ramp = np.arange(400.0)[:, None]
    lag = ramp[-1] - average(ramp, runs.beta)[-1]
    late = np.abs(lag / (runs.beta / (1 - runs.beta)) - 1).max()
    ends = np.abs(runs.measured[[0, -1]] * np.stack([1 - runs.beta, 1 + runs.beta]) - 1).max()
    # 400 steps forget the start: 0.9^400 is below rounding, times the size of the ramp.
    holds = gap < 1e-12 and late < 1e-10 and ends < 1e-12
    return Evidence(
        bool(holds),
        {
            "gain of a constant, beta 0.9": runs.measured[0, -1],
            "gain of a zigzag, beta 0.9": runs.measured[-1, -1],
            "delay of a slope, beta 0.9": lag[-1],
            "largest relative gap of the gain": gap,
        },
    )
