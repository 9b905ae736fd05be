r"""Sizes of signals in a wide random network, layer by layer, without drawing one.

A layer with many inputs adds many independent terms, so each of its ``z`` is nearly normal with mean 0.  With weights
of variance :math:`s / n`, :math:`n` inputs a layer, zero biases and an activation :math:`\sigma`, the variance of ``z``
obeys

.. math:: q_1 = s \, r_0, \qquad q_{l+1} = s \; \mathrm{E} \, \sigma(\sqrt{q_l} \, g)^2, \qquad g \sim N(0, 1)

where :math:`r_0` is the mean square of the inputs.  On the way back the mean square of the gradient is multiplied by

.. math:: \chi_l = s \; \mathrm{E} \, \sigma'(\sqrt{q_l} \, g)^2

from layer :math:`l + 1` to layer :math:`l`.  Both are exact as the widths tend to infinity.

Sources: B. Poole, S. Lahiri, M. Raghu, J. Sohl-Dickstein and S. Ganguli, "Exponential expressivity in deep neural
networks through transient chaos", NeurIPS 2016.  S. S. Schoenholz, J. Gilmer, S. Ganguli and J. Sohl-Dickstein, "Deep
information propagation", ICLR 2017.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook.models.activations import ACTIVATIONS
from optbook.validation import require_choice, require_count, require_positive

# Midpoints of equal intervals: none lies on the corner of relu, and for smooth functions the sum is spectrally exact.
NODES = (np.arange(-2000, 2000) + 0.5) / 200
WEIGHTS = np.exp(-(NODES**2) / 2)
WEIGHTS /= WEIGHTS.sum()


@dataclass(frozen=True, eq=False)
class MeanField:
    """Second moments in the hidden layers of an infinitely wide network.

    Attributes
    ----------
    variance : (depth, ...) array
        Of ``z`` in each hidden layer, the first one first.
    factor : (depth, ...) array
        What multiplies the gradient's mean square on its way back into each of them.
    """

    variance: np.ndarray
    factor: np.ndarray


def mean_field(activation: str, scale: float | np.ndarray, depth: int, mean_square: float = 1.0) -> MeanField:
    """Follow the second moments through `depth` hidden layers.

    Parameters
    ----------
    activation : str
        As in `optbook.models.MLP`.
    scale : float or array
        Variance of a weight times the number of inputs of its layer.
    depth : int
        Number of hidden layers.
    mean_square : float
        Of the network's inputs.

    Raises
    ------
    ValueError
        When the activation is unknown, the depth no count, or the scale or the mean square not positive and finite.
    """
    require_choice(ACTIVATIONS, activation=activation)
    require_count(1, depth=depth)
    scale = np.asarray(scale, dtype=float)
    require_positive(scale=scale, mean_square=mean_square)
    apply, slope, _ = ACTIVATIONS[activation]
    variance, factor = np.empty((2, depth, *scale.shape))
    size = scale * mean_square
    for layer in range(depth):
        variance[layer] = size
        a = apply(np.sqrt(size)[..., None] * NODES)
        factor[layer] = scale * (slope(a) ** 2 @ WEIGHTS)
        size = scale * (a**2 @ WEIGHTS)
    return MeanField(variance, factor)


def gaussian_mean(f: Callable[[np.ndarray], np.ndarray], variance: float | np.ndarray) -> np.ndarray:
    """Mean of ``f(z)`` for a normal ``z`` of mean 0 and this variance, elementwise over `variance`.

    Quadrature; accurate to rounding where `f` is smooth on the scale of a tenth of a standard deviation.
    """
    z = np.sqrt(np.asarray(variance, dtype=float))[..., None] * NODES
    return (WEIGHTS * f(z)).sum(axis=-1)
