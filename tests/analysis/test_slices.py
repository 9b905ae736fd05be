"""Slices of an objective."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import Slice, barrier, between, filter_normalized, unit_directions
from optbook.models import MLP
from optbook.models.symmetries import rescale_units
from optbook.objectives import Quadratic, Saddle

RNG = np.random.default_rng(0)
MATRIX = np.diag([1.0, 4.0, 9.0])


def test_a_slice_of_a_quadratic_is_the_quadratic_of_the_slice():
    directions = unit_directions(0, 2, 3)
    cut = Slice(Quadratic(MATRIX), np.zeros(3), directions)
    t = RNG.standard_normal((5, 2))
    inner = directions @ MATRIX @ directions.T
    assert cut.dim == 2
    np.testing.assert_allclose(cut.value(t), ((t @ inner) * t).sum(-1) / 2)
    np.testing.assert_allclose(cut.grad(t), t @ inner)
    np.testing.assert_allclose(cut.hess(t), np.broadcast_to(inner, (5, 2, 2)))


def test_between_begins_and_ends_at_its_ends():
    start, end = RNG.standard_normal((2, 4, 3))
    share, values = between(Quadratic(MATRIX), start, end, 5)
    assert share[[0, -1]].tolist() == [0, 1]
    np.testing.assert_allclose(values[:, 0], Quadratic(MATRIX).value(start))
    np.testing.assert_allclose(values[:, -1], Quadratic(MATRIX).value(end))


def test_a_convex_function_has_no_barrier_and_a_saddle_has_one():
    assert barrier(Quadratic(MATRIX), -np.ones(3), np.ones(3)) == 0
    assert barrier(Saddle(), [0.0, -1.0], [0.0, 1.0]) == pytest.approx(1)


def test_unit_directions_have_length_one_and_repeat():
    directions = unit_directions(3, 10, 7)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=-1), 1)
    np.testing.assert_array_equal(directions, unit_directions(3, 10, 7))


def test_filter_normalization_gives_each_part_its_length():
    net = MLP(RNG.standard_normal((6, 4)), np.arange(6) % 3, (5,), "relu")
    x, direction = RNG.standard_normal((2, net.dim))
    own, other = net.unflatten(x), net.unflatten(filter_normalized(net, x, direction))
    for name, array in own.items():
        axis = -2 if name.startswith("weight") else -1
        np.testing.assert_allclose(np.linalg.norm(other[name], axis=axis), np.linalg.norm(array, axis=axis))


def test_filter_normalization_goes_along_with_a_layers_scale():
    net = MLP(RNG.standard_normal((6, 4)), np.arange(6) % 3, (5,), "relu")
    x, direction = RNG.standard_normal((2, net.dim))
    twin = rescale_units(net, x, np.full(5, 3.0))
    normalized = filter_normalized(net, x, direction)
    np.testing.assert_allclose(filter_normalized(net, twin, direction), rescale_units(net, normalized, np.full(5, 3.0)))


def test_filter_normalization_leaves_a_part_of_zeros_at_zero():
    net = MLP(RNG.standard_normal((6, 4)), np.arange(6) % 3, (5,), "relu")
    some, none = RNG.standard_normal(net.dim), RNG.standard_normal(net.dim)
    biases = net.blocks["bias0"].slice
    none[biases] = 0
    for x, direction in ((some, none), (none, some), (none, none)):
        out = filter_normalized(net, x, direction)
        assert (out[biases] == 0).all()
        assert np.isfinite(out).all()


def test_bad_shapes_are_named():
    with pytest.raises(ValueError, match=r"origin: got .shape"):
        Slice(Saddle(), np.zeros(3), np.eye(2))
    with pytest.raises(ValueError, match=r"directions: got .shape"):
        Slice(Saddle(), np.zeros(2), np.eye(3))
