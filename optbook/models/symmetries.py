r"""Changes of a network's parameters that leave its outputs as they are.

The units of a hidden layer can be put in any order, if what leads in and what leads out go along.  Where the activation
is odd, :math:`\sigma(-z) = -\sigma(z)`, a unit's sign can be flipped as well, both on the way in and on the way out.
Where it is linear on both sides of zero, a unit can be put on another scale.

For one hidden layer of :math:`d` units these are :math:`2^d d!` changes.  The one that brings a network nearest to
another is found without trying them all: it is an assignment problem.

Sources: R. Hecht-Nielsen, "On the algebraic structure of feedforward network weight spaces", in Advanced Neural
Computers, 1990.  H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2,
83-97, 1955.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.models.mlp import MLP
from optbook.validation import require, require_positive

ODD = ("identity", "tanh")
"""Activations whose sign flips with that of their argument."""

LINEAR_ON_RAYS = ("identity", "relu")
"""Activations that are multiplied by a positive factor when their argument is."""


def permute_units(
    model: MLP, x: np.ndarray, order: np.ndarray, signs: np.ndarray | float = 1.0, layer: int = 0
) -> np.ndarray:
    """Put the units of a hidden layer in another order, and flip the signs of some.

    Parameters
    ----------
    model : MLP
    x : (..., dim) array
    order : (..., units) int array
        Unit ``i`` of the result is unit ``order[i]`` of `x`.
    signs : (..., units) array or float
        1 or -1 for each unit of the result.
    layer : int
        Which hidden layer, from 0.

    Returns
    -------
    (..., dim) array
        The leading axes of `x`, `order` and `signs`, broadcast.

    Raises
    ------
    ValueError
        When there is no such layer, `order` is no order of its units, or signs are flipped under an activation that is
        not odd.
    """
    require(0 <= layer < len(model.hidden), "layer", layer, f"a hidden layer from 0 to {len(model.hidden) - 1}")
    units, order = model.hidden[layer], np.asarray(order)
    takes = f"an order of {units} units"
    require(order.shape[-1:] == (units,) and bool((np.sort(order) == np.arange(units)).all()), "order", order, takes)
    require(bool((np.abs(signs) == 1).all()), "signs", signs, "1 or -1 for each unit")
    odd = model.activation in ODD
    require(odd or bool((np.asarray(signs) == 1).all()), "signs", signs, f"1, as {model.activation} is not odd")
    x = np.asarray(x, dtype=float)
    lead = np.broadcast_shapes(x.shape[:-1], order.shape[:-1], np.shape(signs)[:-1])
    order, signs = (np.broadcast_to(array, (*lead, units)) for array in (order, signs))
    arrays = model.unflatten(np.broadcast_to(x, (*lead, model.dim)))
    moved = {
        f"weight{layer}": np.take_along_axis(arrays[f"weight{layer}"], order[..., None, :], -1) * signs[..., None, :],
        f"bias{layer}": np.take_along_axis(arrays[f"bias{layer}"], order, -1) * signs,
        f"weight{layer + 1}": np.take_along_axis(arrays[f"weight{layer + 1}"], order[..., None], -2) * signs[..., None],
    }
    return model.flatten(arrays | moved)


def rescale_units(model: MLP, x: np.ndarray, factors: np.ndarray, layer: int = 0) -> np.ndarray:
    """Multiply what leads into each unit of a hidden layer by its factor, and divide what leads out of it.

    Parameters
    ----------
    model : MLP
        Whose activation is ``"relu"`` or ``"identity"``.
    x : (..., dim) array
    factors : (units,) array
        Positive.
    layer : int
        Which hidden layer, from 0.

    Returns
    -------
    (..., dim) array
        Parameters of the same function.

    Raises
    ------
    ValueError
        When the activation does not keep factors, there is no such layer, or there is not one positive factor a unit.
    """
    require(0 <= layer < len(model.hidden), "layer", layer, f"a hidden layer from 0 to {len(model.hidden) - 1}")
    require(model.activation in LINEAR_ON_RAYS, "activation", model.activation, f"one of {LINEAR_ON_RAYS}")
    units = model.hidden[layer]
    require(np.shape(factors) == (units,), "factors", f"shape {np.shape(factors)}", f"shape ({units},)")
    require_positive(factors=factors)
    factors, arrays = np.asarray(factors), model.unflatten(x)
    scaled = {
        f"weight{layer}": arrays[f"weight{layer}"] * factors,
        f"bias{layer}": arrays[f"bias{layer}"] * factors,
        f"weight{layer + 1}": arrays[f"weight{layer + 1}"] / factors[:, None],
    }
    return model.flatten(arrays | scaled)


def split_unit(model: MLP, x: np.ndarray, unit: int, share: float) -> tuple[MLP, np.ndarray]:
    """Put two units in place of one, with the same weights in; the first takes `share` of the weights out.

    Source: K. Fukumizu and S. Amari, "Local minima and plateaus in hierarchical structures of multilayer perceptrons",
    Neural Networks 13, 317-327, 2000.

    Parameters
    ----------
    model : MLP
        With one hidden layer.
    x : (dim,) array
    unit : int
    share : float
        Any number; outside [0, 1] the two work against each other.

    Returns
    -------
    MLP
        With one unit more.
    array
        Its parameters: the same function.  The new unit is the last.

    Raises
    ------
    ValueError
        When the network has not exactly one hidden layer, or `unit` is none of its units.
    """
    units, bias = unit_vectors(model, x), model.unflatten(x)["bias1"]
    features, (width,) = model.widths[0], model.hidden
    require(unit in range(width), "unit", unit, f"a unit from 0 to {width - 1}")
    wide = np.concatenate([units, units[unit : unit + 1]])
    wide[[unit, -1], features + 1 :] *= [[share], [1 - share]]
    into, out = wide[:, :features].T, wide[:, features + 1 :]
    wider = replace(model, hidden=(width + 1,))
    return wider, wider.flatten({"weight0": into, "bias0": wide[:, features], "weight1": out, "bias1": bias})


def all_orders(units: int, signed: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Every order of `units` units with every choice of signs: two arrays ``(2 ** units * units!, units)``.

    Without signs, the second is all ones and there are ``units!`` rows.
    """
    orders = np.array(list(permutations(range(units))))
    signs = np.array(list(product((1.0, -1.0), repeat=units))) if signed else np.ones((1, units))
    return np.repeat(orders, len(signs), axis=0), np.tile(signs, (len(orders), 1))


def unit_vectors(model: MLP, x: np.ndarray) -> np.ndarray:
    """All numbers that belong to a unit of the only hidden layer, a row a unit: weights in, bias, weights out.

    Parameters
    ----------
    model : MLP
        With one hidden layer.
    x : (..., dim) array

    Returns
    -------
    (..., units, inputs + 1 + outputs) array

    Raises
    ------
    ValueError
        When the network has not exactly one hidden layer.
    """
    require(len(model.hidden) == 1, "hidden", model.hidden, "one hidden layer")
    arrays = model.unflatten(x)
    into, bias = np.swapaxes(arrays["weight0"], -1, -2), arrays["bias0"][..., None]
    return np.concatenate([into, bias, arrays["weight1"]], axis=-1)


def nearest_twin(model: MLP, x: np.ndarray, to: np.ndarray, signed: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Order and signs of the units of `x` that bring it nearest to `to`, of all that leave its outputs as they are.

    The squared distance is a sum over units, one term for each pair that is put together.  So the best pairing is a
    linear assignment, and the best sign of a pair is that of its inner product.

    Parameters
    ----------
    model : MLP
        With one hidden layer.
    x, to : (dim,) arrays
    signed : bool
        Whether signs may be flipped; only where the activation is odd.

    Returns
    -------
    order, signs : (units,) arrays
        For `permute_units`.

    Raises
    ------
    ValueError
        When the network has not exactly one hidden layer.
    """
    likeness = unit_vectors(model, to) @ unit_vectors(model, x).T
    rows, order = scipy.optimize.linear_sum_assignment(np.abs(likeness) if signed else likeness, maximize=True)
    pairs = likeness[rows, order]
    return order, np.where(pairs < 0, -1.0, 1.0) if signed else np.ones(len(order))
