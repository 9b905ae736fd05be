"""Changes of parameters that leave a network's outputs alone."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest

from optbook.models import MLP
from optbook.models.symmetries import (
    all_orders,
    nearest_twin,
    permute_units,
    rescale_units,
    split_unit,
    unit_vectors,
)

RNG = np.random.default_rng(0)
INPUTS, TARGETS = RNG.standard_normal((20, 4)), np.arange(20) % 3


def some_net(hidden=(5,), activation="tanh", batch=()):
    net = MLP(INPUTS, TARGETS, hidden, activation)
    return net, RNG.standard_normal((*batch, net.dim))


@pytest.mark.parametrize("layer", [0, 1])
def test_outputs_do_not_change_in_any_layer(layer):
    net, x = some_net((5, 4))
    units = net.hidden[layer]
    twin = permute_units(net, x, RNG.permutation(units), RNG.choice([-1.0, 1.0], units), layer)
    assert not np.allclose(twin, x)
    np.testing.assert_allclose(net.outputs(twin), net.outputs(x), atol=1e-12)


def test_the_inverse_order_brings_a_network_back():
    net, x = some_net()
    order, signs = RNG.permutation(5), RNG.choice([-1.0, 1.0], 5)
    back = np.argsort(order)
    np.testing.assert_array_equal(permute_units(net, permute_units(net, x, order, signs), back, signs[back]), x)


def test_orders_and_networks_broadcast():
    net, x = some_net(batch=(3, 1))
    orders = np.stack([np.arange(5), RNG.permutation(5)])
    twins = permute_units(net, x, orders)
    assert twins.shape == (3, 2, net.dim)
    np.testing.assert_array_equal(twins[1, 1], permute_units(net, x[1, 0], orders[1]))


@pytest.mark.parametrize("units", [1, 2, 3])
def test_all_orders_are_all_and_differ(units):
    orders, signs = all_orders(units)
    assert len(np.unique(np.hstack([orders, signs]), axis=0)) == len(orders) == 2**units * factorial(units)
    assert len(all_orders(units, signed=False)[0]) == factorial(units)


def test_the_nearest_twin_is_no_farther_than_any():
    net, x = some_net((4,))
    to = RNG.standard_normal(net.dim)
    for signed in (False, True):
        tried = permute_units(net, x, *all_orders(4, signed))
        found = permute_units(net, x, *nearest_twin(net, x, to, signed))
        least = np.linalg.norm(tried - to, axis=-1).min()
        np.testing.assert_allclose(np.linalg.norm(found - to), least, rtol=1e-13)


def test_a_hidden_order_is_found_again():
    net, x = some_net((30,))
    twin = permute_units(net, x, RNG.permutation(30), RNG.choice([-1.0, 1.0], 30))
    np.testing.assert_array_equal(permute_units(net, twin, *nearest_twin(net, twin, x)), x)


def test_relu_keeps_its_outputs_on_another_scale():
    net, x = some_net(activation="relu")
    np.testing.assert_allclose(net.outputs(rescale_units(net, x, np.full(5, 3.0))), net.outputs(x), atol=1e-12)


@pytest.mark.parametrize("share", [-1.0, 0.25, 1.0])
def test_a_split_unit_does_what_the_unit_did(share):
    net, x = some_net()
    wider, split = split_unit(net, x, 2, share)
    assert wider.hidden == (6,)
    np.testing.assert_allclose(wider.outputs(split), net.outputs(x), atol=1e-12)
    np.testing.assert_array_equal(unit_vectors(wider, split)[2, :5], unit_vectors(wider, split)[5, :5])


def test_bad_input_is_named():
    net, x = some_net()
    with pytest.raises(ValueError, match="order: got"):
        permute_units(net, x, [0, 0, 1, 2, 3])
    with pytest.raises(ValueError, match="layer: got 1"):
        permute_units(net, x, np.arange(5), layer=1)
    with pytest.raises(ValueError, match="signs: got"):
        permute_units(*some_net(activation="sigmoid"), np.arange(5), -np.ones(5))
    with pytest.raises(ValueError, match="signs: got"):
        permute_units(net, x, np.arange(5), np.full(5, 2.0))
    with pytest.raises(ValueError, match="activation: got 'tanh'"):
        rescale_units(net, x, np.ones(5))
    with pytest.raises(ValueError, match="layer: got -1"):
        rescale_units(*some_net(activation="relu"), np.ones(5), layer=-1)
    with pytest.raises(ValueError, match="factors: got 'shape"):
        rescale_units(*some_net(activation="relu"), np.ones(4))
    with pytest.raises(ValueError, match="unit: got -1"):
        split_unit(net, x, -1, 0.5)
    with pytest.raises(ValueError, match="hidden: got"):
        nearest_twin(*some_net((5, 4)), x)
