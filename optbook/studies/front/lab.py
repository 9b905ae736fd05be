"""The laboratory: a network's gradient checked by differences, a sweep of rates, and where runs from all over end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optbook import descend, finish
from optbook.analysis import central_difference, complex_step, forward_difference, stationary_points
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import MLP
from optbook.objectives import Himmelblau, Quadratic
from optbook.optimizers import Adam, GradientDescent, HeavyBall
from optbook.protocols import Optimizer
from optbook.study import study

EPS = float(np.finfo(float).eps)
ANALYTIC = ("tanh", "sigmoid", "identity")


def network(activation: str = "tanh", samples: int = 40, hidden: int = 8) -> tuple[MLP, np.ndarray]:
    """A small network on the first handwritten digits, and parameters in general position (no bias is zero)."""
    digits = load("digits")
    net = MLP(digits.train_inputs[:samples], digits.train_targets[:samples], (hidden,), activation, classes=10)
    x = net.initialize(seed=1, scheme="lecun") + 0.1 * np.random.default_rng(2).standard_normal(net.dim)
    return net, x


def miss(found: np.ndarray, expected: np.ndarray) -> float:
    """Length of the difference of two vectors, relative to the length of the second."""
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))


@dataclass(frozen=True, eq=False)
class StepSizes:
    """How wrong the slope along random directions is, for each step of three difference formulas.

    Attributes
    ----------
    h : (count,) array
        Steps.
    forward, central, complex : (count,) arrays
        Root mean square error over the directions, relative to the root mean square slope.
    """

    h: np.ndarray
    forward: np.ndarray
    central: np.ndarray
    complex: np.ndarray

    def exponent(self, name: str, lower: float, upper: float) -> float:
        """Slope of an error on log axes, between two steps."""
        inside = (self.h > lower) & (self.h < upper)
        return float(np.polyfit(np.log(self.h[inside]), np.log(getattr(self, name)[inside]), 1)[0])


@study
def step_sizes(directions: int = 32, count: int = 61) -> StepSizes:
    """Compare three difference formulas with backpropagation along random directions, for `count` steps."""
    net, x = network()
    d = np.random.default_rng(3).standard_normal((directions, net.dim))
    d /= np.linalg.norm(d, axis=-1, keepdims=True)
    h, slope = np.geomspace(1e-15, 1, count), d @ net.grad(x)
    formulas = forward_difference, central_difference, complex_step
    errors = [formula(net, x, d[:, None, :], h) - slope[:, None] for formula in formulas]
    return StepSizes(h, *(np.sqrt((error**2).mean(axis=0) / (slope**2).mean()) for error in errors))


@dataclass(frozen=True, eq=False)
class Sweep:
    """How long it takes to get low, for a row of learning rates.

    Attributes
    ----------
    lr : (count,) array
        Learning rates.
    curvature : float
        Largest eigenvalue of the objective's Hessian.
    share : float
        Part of the start's height that counts as low.
    steps : mapping of name to (count,) array
        Steps after which a run stays below that part; NaN where it does not.
    stable : mapping of name to (count,) bool array
        Whether the last value is at most the first.
    """

    lr: np.ndarray
    curvature: float
    share: float
    steps: Mapping[str, np.ndarray]
    stable: Mapping[str, np.ndarray]


@study
def sweep(count: int = 600, steps: int = 1000, share: float = 1e-4, beta: float = 0.9) -> Sweep:
    """Run three methods, each at `count` learning rates at once, on a quadratic of condition number 100."""
    objective = Quadratic(np.diag([1.0, 100.0]))
    lr = np.geomspace(1e-3, 1, count)
    methods: Mapping[str, Optimizer] = {
        "gradient descent": GradientDescent(lr[:, None]),
        "heavy ball": HeavyBall(lr[:, None], beta=beta),
        "Adam": Adam(lr[:, None]),
    }
    value = {name: descend(objective, [1.0, 1.0], method, steps).value for name, method in methods.items()}
    needed = {name: steps_to_stay(~(v < share * v[0])) for name, v in value.items()}
    return Sweep(lr, 100.0, share, needed, {name: v[-1] <= v[0] for name, v in value.items()})


def steps_to_stay(outside: np.ndarray) -> np.ndarray:
    """Steps after which a lane is never outside again, of ``(steps + 1, count)`` bools; NaN where it ends outside."""
    last = len(outside) - 1 - outside[::-1].argmax(axis=0)
    return np.where(outside[-1], np.nan, np.where(outside.any(axis=0), last + 1, 0))


@dataclass(frozen=True, eq=False)
class Ends:
    """In which of the minima of `Himmelblau` runs end that start on a grid.

    Attributes
    ----------
    a, b : (count,) arrays
        The grid's axes.
    start : (count, count) array
        Value at each start.
    end : mapping of name to (count, count) int array
        Row of `minima` that the run has reached; -1 where it has reached none.
    minima : (4, 2) array
    """

    a: np.ndarray
    b: np.ndarray
    start: np.ndarray
    end: Mapping[str, np.ndarray]
    minima: np.ndarray


@study
def ends(count: int = 180, steps: int = 600, lr: float = 0.002, beta: float = 0.97) -> Ends:
    """Run gradient descent and heavy ball from each of ``count * count`` starts, all at once."""
    objective = Himmelblau()
    a, b = (np.linspace(low, high, count) for low, high in zip(*objective.domain, strict=True))
    x = np.stack(np.meshgrid(a, b), axis=-1)
    methods = {"gradient descent": GradientDescent(lr), "heavy ball": HeavyBall(lr, beta=beta)}
    end = {name: nearest(finish(objective, x, m, steps)[0]) for name, m in methods.items()}
    return Ends(a, b, objective.value(x), end, objective.minima)


def nearest(x: np.ndarray, within: float = 0.1) -> np.ndarray:
    """Which minimum of `Himmelblau` each point is close to, ``(...)``; -1 for none."""
    distance = np.linalg.norm(x[..., None, :] - Himmelblau().minima, axis=-1)
    return np.where(distance.min(-1) < within, distance.argmin(-1), -1)


@claim
def backpropagation_matches_central_differences() -> Evidence:
    """The gradient by backpropagation agrees with central differences along every axis to seven digits, for every
    activation.
    """
    misses = {}
    for activation in (*ANALYTIC, "relu"):
        net, x = network(activation)
        misses[activation] = miss(central_difference(net, x, np.eye(net.dim), EPS ** (1 / 3)), net.grad(x))
    return Evidence(
        max(misses.values()) < 1e-7,
        {"parameters": net.dim, **{f"relative difference, {name}": value for name, value in misses.items()}},
    )


@claim
def backpropagation_matches_the_complex_step() -> Evidence:
    """Where the activation is analytic, the gradient by backpropagation agrees with the complex step along every axis
    to twelve digits.
    """
    misses = {}
    for activation in ANALYTIC:
        net, x = network(activation)
        misses[f"relative difference, {activation}"] = miss(complex_step(net, x, np.eye(net.dim)), net.grad(x))
    return Evidence(max(misses.values()) < 1e-12, misses)


@claim
def differences_have_a_best_step() -> Evidence:
    r"""As the step $h$ shrinks, the error of forward differences first falls like $h$ and that of central differences
    like $h^2$, up to a tenth in the exponent; then both rise like $1/h$, up to a quarter.  The error of the complex
    step falls like $h^2$ and then stays small: at no small step is it more than a hundred roundings.
    """
    found = step_sizes()
    falling = {
        "forward": found.exponent("forward", 1e-6, 1e-2),
        "central": found.exponent("central", 1e-4, 1e-1),
        "complex": found.exponent("complex", 1e-5, 1e-1),
    }
    rising = {"forward": found.exponent("forward", 1e-15, 1e-10), "central": found.exponent("central", 1e-15, 1e-7)}
    flat = float(found.complex[found.h < 1e-9].max())
    right = {"forward": 1, "central": 2, "complex": 2}
    holds = (
        all(abs(falling[name] - power) < 0.1 for name, power in right.items())
        and all(abs(power + 1) < 0.25 for power in rising.values())
        and flat < 100 * EPS
    )
    return Evidence(
        holds,
        {
            **{f"exponent of the falling error, {name}": power for name, power in falling.items()},
            **{f"exponent of the rising error, {name}": power for name, power in rising.items()},
            "least error, forward": float(found.forward.min()),
            "least error, central": float(found.central.min()),
            "largest error of the complex step at small steps": flat,
        },
    )


@claim
def the_sweep_ends_where_theory_says() -> Evidence:
    r"""On a quadratic with largest curvature $L$ the largest rate of the sweep at which a run does not grow is, to the
    spacing of the rates, $2/L$ for gradient descent and $2(1 + \beta)/L$ for heavy ball.
    """
    beta, holds, measured = 0.9, [], {}
    found = sweep(beta=beta)
    for name, limit in {
        "gradient descent": 2 / found.curvature,
        "heavy ball": 2 * (1 + beta) / found.curvature,
    }.items():
        last = int(np.flatnonzero(found.stable[name])[-1])
        holds.append(found.lr[last] <= limit < found.lr[last + 1])
        measured |= {f"largest stable rate, {name}": found.lr[last], f"limit by theory, {name}": limit}
    return Evidence(all(holds), measured | {"ratio of neighboring rates": found.lr[1] / found.lr[0]})


@claim
def below_the_lowest_pass_momentum_changes_nothing() -> Evidence:
    """From each start that is lower than the lowest pass between two of the four minima, heavy ball ends where gradient
    descent ends.  From higher starts it often ends elsewhere.
    """
    found = ends()
    passes = [p.value for p in stationary_points(Himmelblau(), *Himmelblau().domain) if p.kind == "saddle"]
    low = found.start < min(passes)
    differ = found.end["gradient descent"] != found.end["heavy ball"]
    arrived = all((end >= 0).all() for end in found.end.values())
    return Evidence(
        arrived and not differ[low].any() and differ[~low].mean() > 0.1,
        {
            "lowest pass": min(passes),
            "starts below it": int(low.sum()),
            "of these, ending elsewhere": int(differ[low].sum()),
            "starts above it": int((~low).sum()),
            "of these, share ending elsewhere": float(differ[~low].mean()),
        },
    )
