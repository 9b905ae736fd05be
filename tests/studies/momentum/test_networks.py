"""Networks of nodes that agree with their neighbors."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.momentum import networks

FOUND = networks.networks()
each = pytest.mark.parametrize("name", FOUND)


@each
def test_the_value_is_half_the_sum_over_the_links(name):
    network, x = FOUND[name], np.random.default_rng(0).normal(size=100)
    a, b = network.links.T
    assert network.disagreement.value(x) == pytest.approx(((x[a] - x[b]) ** 2).sum() / 2)


@each
def test_the_network_hangs_together_and_the_mean_costs_nothing(name):
    network = FOUND[name]
    np.testing.assert_allclose(network.disagreement.matrix.sum(1), 0, atol=1e-12)  # sums of whole numbers up to 4
    assert network.curvatures[0] > 1e-4


@each
def test_the_slowest_mode_has_the_least_curvature(name):
    network = FOUND[name]
    mode = network.slowest
    np.testing.assert_allclose(network.disagreement.matrix @ mode, network.curvatures[0] * mode, atol=1e-11)
    assert mode @ network.places[:, 1] > 0


def test_the_networks_have_the_links_of_their_names():
    assert {name: len(network.links) for name, network in FOUND.items()} == {
        "path": 99,
        "grid": 180,
        "ring": 100,
        "two rings": 200,
    }


@pytest.mark.parametrize("name", ["path", "grid"])
def test_on_the_square_linked_nodes_are_neighbors(name):
    network = FOUND[name]
    a, b = network.places[network.links].swapaxes(0, 1)
    np.testing.assert_array_equal(np.abs(a - b).sum(-1), 1)


def test_every_node_of_the_two_rings_has_four_ends():
    np.testing.assert_array_equal(np.bincount(FOUND["two rings"].links.ravel()), 4)
