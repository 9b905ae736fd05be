"""Small networks that tell handwritten digits apart, trained while you wait: the subject of several pages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.study import study

LARGEST_PIXEL = 16
"""Pixels of the digits are integers from 0 to this one."""


@dataclass(frozen=True, eq=False)
class DigitsNets:
    """Networks of one shape, trained on the same data from different starts.

    Attributes
    ----------
    model : MLP
        On the training samples.
    start, x : (lanes, dim) arrays
        Parameters before and after training.
    value : (lanes,) array
        Loss after training, on the training samples.
    steps : int
        Number of updates that were made.
    """

    model: MLP
    start: np.ndarray
    x: np.ndarray
    value: np.ndarray
    steps: int


def digits_model(width: int = 16, activation: str = "tanh", standardized: bool = True) -> MLP:
    """A network with one hidden layer on the digits: 64 inputs, `width` units, ten classes.

    Parameters
    ----------
    width : int
    activation : str
    standardized : bool
        Whether each pixel is shifted and scaled to mean 0 and variance 1.  If not, pixels lie between 0 and 1.
    """
    data = load("digits", standardized=standardized)
    inputs = data.train_inputs if standardized else data.train_inputs / LARGEST_PIXEL
    return MLP(inputs, data.train_targets, (width,), activation)


@study
def digits_nets(
    width: int = 16,
    activation: str = "tanh",
    standardized: bool = True,
    lanes: int = 1,
    seed: int = 0,
    lr: float = 0.2,
    batch_size: int = 64,
    steps: int = 500,
) -> DigitsNets:
    """Train `lanes` networks from independent starts by gradient descent on minibatches.

    All of them see the same minibatches, so that they differ by their starts only.
    """
    model = digits_model(width, activation, standardized)
    start = model.initialize(seed, batch=(lanes,))
    run = descend(Minibatches(model, batch_size, seed), start, GradientDescent(lr), steps, every=max(steps, 1))
    return DigitsNets(model, start, run.x[-1], run.value[-1], steps)
