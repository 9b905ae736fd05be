"""How long the machine that builds the book takes: the one module of the book whose numbers differ from build to build.

No claim and no test depends on these times, and what stands around them is true whatever they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import perf_counter

import numpy as np

from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.studies.noise.matrix_products import WAYS
from optbook.studies.noise.minibatches import SIZES, airfoils


@dataclass(frozen=True, eq=False)
class Times:
    """Seconds on the machine at hand.

    Attributes
    ----------
    side : int
        Of the square matrices.
    product : dict of str to float
        For one product, each way.
    step : dict of int to float
        For one step of minibatch gradient descent, each batch size.
    """

    side: int
    product: dict[str, float]
    step: dict[int, float]


@cache
def machine_times(side: int = 128, repeats: int = 3, seed: int = 0) -> Times:
    """Time the four products and the steps of four batch sizes; of some repeats the shortest, the least disturbed.

    The one exception to the rule of the book that two builds agree in every byte.
    """
    left, right = np.random.default_rng(seed).standard_normal((2, side, side))
    product = {name: shortest(lambda way=way: way(left, right), repeats) for name, way in WAYS.items()}
    return Times(side, product, {size: shortest(lambda size=size: few_steps(size), repeats) / 20 for size in SIZES})


def few_steps(batch_size: int, steps: int = 20) -> np.ndarray:
    """Make some steps, from drawing the samples to moving the point."""
    source, optimizer, x = Minibatches(airfoils(), batch_size), GradientDescent(0.001), np.zeros(airfoils().dim)
    state = optimizer.init(x)
    for step in range(steps):
        delta, state = optimizer.update(source.at(step).grad(x), state, x)
        x = x + delta
    return x


def shortest(run: Callable[[], np.ndarray], repeats: int) -> float:
    """Shortest time of a run, after one that does not count."""
    run()
    seen = []
    for _ in range(repeats):
        begun = perf_counter()
        run()
        seen.append(perf_counter() - begun)
    return min(seen)
