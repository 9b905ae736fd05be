"""Training in coordinates that were turned: sparse features, and the pixels of digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from optbook import descend
from optbook.analysis import RatioInterval, ratio_interval
from optbook.noise import Minibatches
from optbook.optimizers import Adagrad, Adam, GradientDescent
from optbook.protocols import Optimizer
from optbook.schedules import polynomial
from optbook.studies.adaptive.adagrad_sparse import Passes
from optbook.studies.challenges.digits_net import digits_model
from optbook.studies.descent.quadratics import directions
from optbook.study import study


@dataclass(frozen=True, eq=False)
class InCoordinates:
    """A method that works in the variables ``y`` with ``x = matrix @ y``, seen from ``x``.

    Parameters
    ----------
    optimizer : Optimizer
    matrix : (..., n, n) array
        Orthogonal.  Leading axes are lanes.
    columns : int
        The first ``n * columns`` entries of ``x`` are a matrix of so many columns, each of which is turned; what
        follows is left alone.
    """

    optimizer: Optimizer
    matrix: np.ndarray
    columns: int = 1

    def init(self, x: np.ndarray) -> object:
        """State of the method in its own coordinates."""
        return self.optimizer.init(self._turn(x, self.matrix.swapaxes(-1, -2)))

    def update(self, grad: np.ndarray, state: object, x: np.ndarray) -> tuple[np.ndarray, object]:
        """Turn gradient and iterate, step, and turn the step back."""
        back = self.matrix.swapaxes(-1, -2)
        delta, state = self.optimizer.update(self._turn(grad, back), state, self._turn(x, back))
        return self._turn(delta, self.matrix), state

    def _turn(self, x: np.ndarray, matrix: np.ndarray) -> np.ndarray:
        size = matrix.shape[-1] * self.columns
        head = matrix @ x[..., :size].reshape(*x.shape[:-1], -1, self.columns)
        return np.concatenate([head.reshape(*head.shape[:-2], size), x[..., size:]], axis=-1)


@dataclass(frozen=True, eq=False)
class Contest:
    """Losses after training over a grid of rates, in the coordinates that are given and in turned ones.

    Attributes
    ----------
    rates : dict of str to (rates,) array
    losses : dict of str to (rates, seeds) array
        Those that choose the rate.
    judged : dict of str to (seeds,) array
        At the chosen rate, with other seeds.
    """

    rates: dict[str, np.ndarray]
    losses: dict[str, np.ndarray]
    judged: dict[str, np.ndarray]

    def best(self, name: str) -> int:
        """Place in the grid of the rate with the least mean logarithm of the loss."""
        return int(np.log(self.losses[name]).mean(1).argmin())

    @property
    def inside(self) -> bool:
        """Whether no best rate is at the edge of its grid."""
        return all(0 < self.best(name) < len(self.rates[name]) - 1 for name in self.losses)

    def ratio(self, name: str, rival: str) -> RatioInterval:
        """Loss of `name` over that of `rival`, with a 95 % interval for the geometric mean."""
        return ratio_interval(np.log(self.judged[name]) - np.log(self.judged[rival]))


def _falling(rates: np.ndarray) -> GradientDescent:
    return GradientDescent(polynomial(rates, 1.0, 0.5))


@lru_cache(maxsize=2)
def passes(seeds: range) -> Passes:
    """The data of some seeds, made once for all methods."""
    return Passes(seeds)


def sparse_losses(name: str, rates: np.ndarray, seeds: range) -> np.ndarray:
    """Losses after one pass over the sparse data, ``(rates, seeds)``; each seed has data, an order and a turn."""
    (method, place), seen = name.split(", "), passes(seeds)
    optimizer = {"SGD": GradientDescent, "Adagrad": Adagrad, "falling SGD": _falling}[method](rates[:, None, None])
    if place == "turned":
        optimizer = InCoordinates(optimizer, np.array([directions(seen.dim, seed) for seed in seeds]))
    return seen.losses(optimizer)


def digits_losses(name: str, rates: np.ndarray, seeds: range, steps: int = 150, width: int = 16) -> np.ndarray:
    """Losses of small networks on digits after `steps` batches of 32, ``(rates, seeds)``; each seed has a start and a
    turn of the pixels, and all see the same samples.
    """
    method, place = name.split(", ")
    model = digits_model(width)
    optimizer = {"SGD": GradientDescent, "Adam": Adam}[method](rates[:, None, None].astype(np.float32))
    if place == "turned":
        turns = np.array([directions(64, seed) for seed in seeds], dtype=np.float32)
        optimizer = InCoordinates(optimizer, turns, width)
    start = np.array([model.initialize(seed) for seed in seeds], dtype=np.float32)
    start = np.broadcast_to(start, (len(rates), *start.shape)).copy()
    return descend(Minibatches(model, 32, seeds[0]), start, optimizer, steps, every=steps).value[-1]


def _contest(run: object, rates: dict[str, np.ndarray], choosing: range, judging: range) -> Contest:
    losses = {name: run(name, grid, choosing) for name, grid in rates.items()}
    chosen = Contest(rates, losses, {})
    judged = {name: run(name, grid[[chosen.best(name)]], judging)[0] for name, grid in rates.items()}
    return Contest(rates, losses, judged)


@study
def sparse_contest(seed: int = 0) -> Contest:
    """Gradient descent and Adagrad on sparse features, as they are and turned; three seeds choose and eight judge.

    The rate of "falling SGD" falls like ``1 / sqrt(1 + t)``.
    """
    rates = {"SGD": np.geomspace(0.3, 300, 10), "Adagrad": np.geomspace(0.03, 30, 10)}
    grids = {f"{method}, {place}": grid for method, grid in rates.items() for place in ("given", "turned")}
    grids["falling SGD, given"] = np.geomspace(0.3, 300, 10)
    return _contest(sparse_losses, grids, range(seed, seed + 3), range(seed + 1000, seed + 1008))


@study
def digits_contest(seed: int = 0) -> Contest:
    """Adam and gradient descent on digits, pixels as they are and turned; four seeds choose and twelve judge."""
    rates = {"SGD": 2.0 ** np.arange(-1, 4), "Adam": 2.0 ** np.arange(-7, -2)}
    grids = {f"{method}, {place}": grid for method, grid in rates.items() for place in ("given", "turned")}
    return _contest(digits_losses, grids, range(seed, seed + 4), range(seed + 1000, seed + 1012))
