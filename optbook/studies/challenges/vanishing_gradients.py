"""Vanishing gradients: the time spent on a plateau of ``tanh``, and gradients on their way back through many layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.analysis import mean_field
from optbook.claims import Evidence, claim
from optbook.models.activations import ACTIVATIONS
from optbook.models.backpropagation import transposed
from optbook.models.initialization import SCHEMES
from optbook.objectives import Tanh
from optbook.optimizers import GradientDescent
from optbook.study import study

TOGETHER = 10
"""Networks whose weights are held at a time."""


@study
def leave(start: float = 4.0, lr: float = 1.0, steps: int = 500, every: int = 1) -> Trajectory:
    """Gradient descent on ``tanh``, one run."""
    return descend(Tanh(), [start], GradientDescent(lr), steps, every=every)


def flow_steps(start: float | np.ndarray, lr: float = 1.0) -> np.ndarray:
    """Time, in steps, that the gradient flow of ``tanh`` takes from `start` to 0; negative from below 0."""
    start = np.asarray(start, dtype=float)
    return (np.sinh(2 * start) / 4 + start / 2) / lr


def corrected_steps(start: float | np.ndarray, lr: float = 1.0) -> np.ndarray:
    """The same with the first correction for steps that are not small: ``flow_steps + log cosh(start)``."""
    return flow_steps(start, lr) + np.log(np.cosh(start))


@dataclass(frozen=True, eq=False)
class Crossings:
    """Steps from each start on the plateau until the iterate is below 0.

    Attributes
    ----------
    start : (count,) array
    steps : (count,) int array
        Counted in the run.
    flow, corrected : (count,) arrays
        From the closed forms.
    """

    start: np.ndarray
    steps: np.ndarray
    flow: np.ndarray
    corrected: np.ndarray


def crossings(starts: tuple[float, ...] = (0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5), lr: float = 1.0) -> Crossings:
    """Run gradient descent on ``tanh`` from each of `starts`, above 0, until all are below 0."""
    start = np.array(starts, dtype=float)
    flow, corrected = flow_steps(start, lr), corrected_steps(start, lr)
    run = descend(Tanh(), start[:, None], GradientDescent(lr), 2 * int(corrected.max()) + 10)
    return Crossings(start, (run.x[..., 0] < 0).argmax(axis=0), flow, corrected)


@dataclass(frozen=True, eq=False)
class Passes:
    """One input sent through many random networks, and its gradient sent back.

    Attributes
    ----------
    rms : (nets, depth) array
        Root mean square of the activations of each hidden layer.
    gradient : (nets, depth) array
        Norm of the derivative with respect to the ``z`` of each hidden layer.
    """

    rms: np.ndarray
    gradient: np.ndarray

    @property
    def forward(self) -> np.ndarray:
        """Geometric mean, over the layers of each net, of the ratio of one layer's rms to that before it."""
        return (self.rms[:, -1] / self.rms[:, 0]) ** (1 / (self.rms.shape[1] - 1))

    @property
    def backward(self) -> np.ndarray:
        """Geometric mean, over the layers of each net, of the ratio of one layer's gradient to that after it."""
        return (self.gradient[:, 0] / self.gradient[:, -1]) ** (1 / (self.gradient.shape[1] - 1))


@study
def passes(
    activation: str, scheme: str, nets: int = 50, width: int = 100, depth: int = 20, gain: float = 1.0, seed: int = 0
) -> Passes:
    """Draw networks of equal layers and send one input of mean square 1 through them, all at once.

    Parameters
    ----------
    activation, scheme : str
        As `MLP` takes them.
    nets, width, depth : int
        Number of networks, units in each layer, hidden layers.
    gain : float
        Multiplies all weights.
    seed : int
    """
    return passes_with_gains(activation, scheme, nets, width, depth, np.array([gain]), seed)[0]


def passes_with_gains(
    activation: str, scheme: str, nets: int, width: int, depth: int, gains: np.ndarray, seed: int
) -> list[Passes]:
    """As `passes`, for each of `gains`: what an `MLP` with one output, its loss the output's square, would tell.

    A few networks at a time: the weights of all would take hundreds of megabytes.
    """
    inputs = np.random.default_rng(seed).standard_normal((1, width))
    inputs /= np.sqrt((inputs**2).mean())
    rng, law, function = np.random.default_rng(seed), SCHEMES[scheme], ACTIVATIONS[activation]
    gain, rms, gradient = gains[:, None, None, None], [], []
    for first in range(0, nets, TOGETHER):
        count = min(TOGETHER, nets - first)
        weights, layers = [law(rng, (count, width, width)) for _ in range(depth)], [inputs]
        for weight in weights:
            layers.append(function.apply(gain * (layers[-1] @ weight)))
        out = gain * law(rng, (count, width, 1))
        deltas = [function.slope(layers[-1]) * (2 * (layers[-1] @ out) @ transposed(out))]
        for a, weight in zip(layers[-2:0:-1], weights[:0:-1], strict=True):
            deltas.append(function.slope(a) * gain * (deltas[-1] @ transposed(weight)))
        rms.append(np.stack([np.sqrt((a * a).mean(axis=(-2, -1))) for a in layers[1:]], axis=-1))
        gradient.append(np.stack([np.linalg.norm(delta, axis=(-2, -1)) for delta in deltas[::-1]], axis=-1))
    return [Passes(*each) for each in zip(*(np.concatenate(part, axis=1) for part in (rms, gradient)), strict=True)]


def rms_ratio(ratios: np.ndarray, layers: int) -> tuple[float, float]:
    """Ratio a layer of the root mean square over nets, from each net's own; with its standard error.

    Squares are averaged before the root is taken, as theory speaks of mean squares.
    """
    squares = ratios ** (2 * layers)
    ratio = squares.mean() ** (1 / (2 * layers))
    error = squares.std(ddof=1) / np.sqrt(len(squares)) / squares.mean()
    return float(ratio), float(ratio * error / (2 * layers))


@dataclass(frozen=True, eq=False)
class Scales:
    """The gradient's ratio a layer against the scale of the weights.

    Attributes
    ----------
    scale, theory : (count,) array, dict of (count,) arrays
        Variance of a weight times inputs of its layer; ratio a layer in wide nets, by activation.
    drawn, simulated, error : (few,) array, dicts of (few,) arrays
        Scales of networks that were drawn; their ratio a layer and its standard error.
    """

    scale: np.ndarray
    theory: dict[str, np.ndarray]
    drawn: np.ndarray
    simulated: dict[str, np.ndarray]
    error: dict[str, np.ndarray]


@study
def scales(activations: tuple[str, ...] = ("sigmoid", "tanh", "relu"), nets: int = 20, depth: int = 20) -> Scales:
    """Follow the gradient for a row of scales, in theory and in `nets` networks of width 100 at a few of them."""
    scale, drawn = np.geomspace(0.1, 300, 61), np.array([1 / 3, 1, 2, 10])
    theory, simulated, error = {}, {}, {}
    for name in activations:
        theory[name] = ratio_in_theory(name, scale, depth)
        runs = passes_with_gains(name, "lecun", nets, 100, depth, np.sqrt(drawn), seed=0)
        simulated[name], error[name] = np.array([rms_ratio(run.backward, depth - 1) for run in runs]).T
    return Scales(scale, theory, drawn, simulated, error)


def ratio_in_theory(activation: str, scale: float | np.ndarray, depth: int = 20) -> np.ndarray:
    """Ratio a layer of the gradient's norm in wide nets, a geometric mean over the layers."""
    return np.sqrt(np.exp(np.log(mean_field(activation, scale, depth).factor[:-1]).mean(axis=0)))


def residual(branch: float, nets: int = 50, width: int = 64, depth: int = 20, seed: int = 0) -> tuple[float, float]:
    r"""Growth of the signal and of the gradient through layers ``h <- h + branch * relu(h) W`` with He's weights.

    Root mean squares over `nets` networks of the ratio of the last layer to the first, and of the first to the last.
    """
    rng = np.random.default_rng(seed)
    weights = branch * np.sqrt(2 / width) * rng.standard_normal((depth, nets, width, width))
    h, delta = rng.standard_normal((2, nets, 1, width))
    first, last, slopes = (h**2).mean(), (delta**2).mean(), []
    for weight in weights:
        slopes.append(h > 0)
        h = h + np.maximum(h, 0) @ weight
    for weight, slope in zip(weights[::-1], slopes[::-1], strict=True):
        delta = delta + slope * (delta @ weight.swapaxes(-1, -2))
    return float(np.sqrt((h**2).mean() / first)), float(np.sqrt((delta**2).mean() / last))


@claim
def steps_follow_the_flow() -> Evidence:
    r"""Gradient descent on $\tanh$ at rate $1$ first falls below $0$ within one step of the time
    $\tfrac14 \sinh 2a + \tfrac12 a + \ln\cosh a$, from each of nine starts $a$ between $\tfrac12$ and
    $\tfrac92$; for $a = 4$ the flow alone, without the last term, is more than three steps short.
    """
    runs = crossings()
    late = runs.steps - runs.corrected
    (four,) = np.flatnonzero(runs.start == 4)
    # A whole number of steps is up to one late; the next correction, of the order of 1/10 of a step, may make it early.
    holds = (late > -0.1).all() and (late < 1).all() and runs.steps[four] - runs.flow[four] > 3
    return Evidence(
        holds,
        {
            "slope at 4": Tanh().slope(4.0),
            "steps from 4": runs.steps[four],
            "flow": runs.flow[four],
            "flow with correction": runs.corrected[four],
            "earliest, in steps against the corrected time": late.min(),
            "latest": late.max(),
        },
    )


@claim
def the_run_has_no_end() -> Evidence:
    r"""Gradient descent on $\tanh$ comes to rest nowhere: $\tau$ steps after it has crossed $0$ the iterate is near
    $-\tfrac12 \ln 8\tau$, which has no limit, and the value is still above $-1$.
    """
    run = leave(steps=20_000, every=100)
    after = run.step - crossings((4.0,)).steps[0]
    late = after > 1000
    x, predicted = run.x[late, 0], -np.log(8 * after[late]) / 2
    gap = np.abs(x - predicted)
    # The terms left out of the flow's time and the flow's own error are both of the order of |x| / tau.
    holds = (gap < (1 + np.abs(x)) / after[late]).all() and (np.diff(run.x[:, 0]) < 0).all() and (run.value > -1).all()
    measured = {"steps": run.steps, "last iterate": x[-1], "predicted": predicted[-1], "largest gap": gap.max()}
    return Evidence(holds, {**measured, "value above its bound": run.value[-1] + 1})


@claim
def sigmoid_shrinks_the_gradient() -> Evidence:
    """Through sigmoid layers with weights of variance $1/n$ the gradient shrinks to less than a quarter a layer.
    With weights of variance $1$ it does not: at width $100$ it keeps more than nine tenths of its size.
    """
    runs = passes_with_gains("sigmoid", "lecun", 50, 100, 20, np.array([1.0, 10.0]), seed=0)
    (scaled, error), (unit, unit_error) = (rms_ratio(run.backward, 19) for run in runs)
    theory, unit_theory = ratio_in_theory("sigmoid", [1.0, 100.0])
    # Wide-net theory is off by about 1/n at width n.
    near = abs(scaled - theory) < 4 * error + 0.01 * theory and abs(unit - unit_theory) < 4 * unit_error + 0.01
    return Evidence(
        near and scaled + 4 * error < 1 / 4 and unit - 4 * unit_error > 0.9,
        {
            "ratio a layer, variance 1/n": scaled,
            "its standard error": error,
            "its theory": theory,
            "ratio a layer, variance 1": unit,
            "standard error of that": unit_error,
            "theory of that": unit_theory,
        },
    )


@claim
def he_keeps_the_size_of_relu() -> Evidence:
    """With weights of variance $2/n$ the mean square of relu activations stays the same from layer to layer, on average
    over nets.  A single net may drift: at width $n$ and depth $L$ the mean square of the last layer relative to that of
    the first has the variance $(1 + 5/n)^{L-1} - 1$.
    """
    nets, width, depth = 120, 100, 20
    ratios = passes("relu", "he", nets, width, depth).forward
    ratio, error = rms_ratio(ratios, depth - 1)
    # The drift's logarithm is nearly normal: a sum over layers of terms of variance 5/n, for the square.
    spread = np.log(ratios).std(ddof=1) * 2 * (depth - 1) / np.sqrt(np.log1p(5 / width) * (depth - 1))
    # A standard deviation from `nets` normal numbers has the relative error 1 / sqrt(2 nets); 5 % for what is not.
    holds = abs(ratio - 1) < 4 * error and abs(spread - 1) < 4 / np.sqrt(2 * nets) + 0.05
    return Evidence(
        holds,
        {
            "ratio a layer of the rms over nets": ratio,
            "its standard error": error,
            "nets": nets,
            "least ratio of a single net": ratios.min(),
            "largest": ratios.max(),
            "spread over its closed form": spread,
        },
    )


@claim
def xavier_slows_the_loss_in_tanh() -> Evidence:
    r"""Through $\tanh$ layers with naive weights, of variance $1/(3n)$, the gradient shrinks by about $1/\sqrt3$ a
    layer. With Xavier's weights it shrinks like a power of the depth: four times the depth costs a factor near $2$.
    """
    naive, _ = rms_ratio(passes("tanh", "naive").backward, 19)
    runs = {depth: passes("tanh", "xavier", 50, 100, depth).gradient for depth in (10, 40)}
    short, long = (np.sqrt(((g[:, 0] / g[:, -1]) ** 2).mean()) for g in runs.values())
    theory = [ratio_in_theory("tanh", 1.0, depth) ** (depth - 1) for depth in runs]
    return Evidence(
        abs(naive * np.sqrt(3) - 1) < 0.05 and 1.5 < short / long < 2.5,
        {
            "naive, ratio a layer": naive,
            "Xavier, what is left at 10 layers": short,
            "in theory": theory[0],
            "Xavier, what is left at 40 layers": long,
            "in theory, at 40": theory[1],
            "cost of four times the depth": short / long,
        },
    )


@claim
def the_scale_decides() -> Evidence:
    """For sigmoid, tanh and relu, and for weights of four scales from a third to ten times $1/n$, the ratio by which
    the gradient changes a layer agrees with the theory of wide nets, within four standard errors and one part in $n$.
    """
    runs = scales()
    miss, holds = {}, True
    for name, simulated in runs.simulated.items():
        theory = ratio_in_theory(name, runs.drawn)
        gap = np.abs(simulated - theory)
        holds &= bool((gap < 4 * runs.error[name] + theory / 100).all())
        miss[f"largest relative gap, {name}"] = (gap / theory).max()
    errors = [(runs.error[name] / runs.simulated[name]).max() for name in runs.simulated]
    return Evidence(holds, {**miss, "largest relative standard error": max(errors)})
