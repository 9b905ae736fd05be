"""Methods on small networks for digits, each at the best rate of a grid, on runs that did not choose it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.analysis import RatioInterval, ratio_interval
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.objectives import Scaled
from optbook.protocols import Optimizer

Exponents = tuple[int, ...]
"""Rates, as powers of two."""


def losses(
    make: Callable[[np.ndarray], Optimizer],
    exponents: Exponents,
    lanes: int = 5,
    steps: int = 150,
    seed: int = 0,
    scale: float = 1.0,
) -> np.ndarray:
    """Train networks with 16 hidden units on digits, in batches of 32, and return their losses on all training samples.

    All methods meet the same starts and samples.  The gradients are multiplied by `scale`, as if the loss were.

    Parameters
    ----------
    make : function of rates ``(rates, 1, 1)``

    Returns
    -------
    loss : (rates, lanes) array
    """
    data = load("digits")
    model = MLP(data.train_inputs.astype(np.float32), data.train_targets, hidden=(16,))
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    batches = Minibatches(model, 32, seed, lanes=(lanes,))
    seen = batches if scale == 1 else Scaled(batches, scale)
    x = np.broadcast_to(starts, (len(exponents), lanes, model.dim))
    x, _ = finish(seen, x, make(2.0 ** np.array(exponents, float)[:, None, None]), steps)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(model.value(x), float)


def best(loss: np.ndarray) -> int:
    """Row with the least geometric mean."""
    return int(np.nan_to_num(np.log(loss).mean(1), nan=np.inf).argmin())


@dataclass(frozen=True, eq=False)
class Contest:
    """Each method at its best rate, on starts and samples that did not choose the rate.

    Attributes
    ----------
    exponent : dict of str to int
        The best rate of each method, as a power of two.
    inside : dict of str to bool
        Whether the grid goes on at both sides of it.
    loss : dict of str to float
        Geometric mean over the lanes.
    ratio : dict of str to RatioInterval
        Loss over that of Adam from the same start, with a 95 % interval for its geometric mean.
    """

    exponent: dict[str, int]
    inside: dict[str, bool]
    loss: dict[str, float]
    ratio: dict[str, RatioInterval]

    def verdict(self, name: str) -> str:
        """How a method stands to Adam: a tie where the interval holds one."""
        return self.ratio[name].verdict


def compete(train: Callable[..., np.ndarray], grids: Mapping[str, Exponents], lanes: int, seed: int) -> Contest:
    """Choose each method's rate on some starts, and compare on others.

    Parameters
    ----------
    train : function of a method's name, exponents, and by keyword ``seed`` and ``lanes``
        Returns losses ``(rates, lanes)``.
    grids : mapping of name to exponents
        Adam, with which all are compared, is among them.
    """
    exponent, inside, logs = {}, {}, {}
    for name, tried in grids.items():
        place = best(train(name, tried, seed=seed))
        exponent[name], inside[name] = tried[place], 0 < place < len(tried) - 1
        logs[name] = np.log(train(name, (tried[place],), lanes=lanes, seed=seed + 1000))[0]
    ratio = {name: ratio_interval(log - logs["Adam"]) for name, log in logs.items()}
    return Contest(exponent, inside, {name: float(np.exp(log.mean())) for name, log in logs.items()}, ratio)
