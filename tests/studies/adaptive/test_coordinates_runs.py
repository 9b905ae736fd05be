"""Training in turned coordinates, of the page on coordinates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.models import MLP
from optbook.objectives import LinearChange, Quadratic
from optbook.optimizers import Adam, GradientDescent
from optbook.studies.adaptive import coordinates_runs
from optbook.studies.descent.quadratics import directions


def test_a_method_in_coordinates_is_the_method_on_the_changed_objective():
    objective, turn = Quadratic(np.diag([1.0, 5.0, 9.0])), directions(3, 4)
    changed, start = LinearChange(objective, turn), np.array([1.0, 2.0, -1.0])
    inside = descend(objective, start, coordinates_runs.InCoordinates(Adam(0.1), turn), 25).x
    beside = changed.forth(descend(changed, changed.back(start), Adam(0.1), 25).x)
    np.testing.assert_allclose(inside, beside, atol=1e-12)


def test_turned_weights_of_the_first_layer_are_a_network_on_turned_inputs():
    rng = np.random.default_rng(0)
    inputs, targets, turn = rng.normal(size=(30, 6)), rng.integers(3, size=30), directions(6, 1)
    model, other = MLP(inputs, targets, (4,)), MLP(inputs @ turn, targets, (4,))
    start = model.initialize(0)
    parts = other.unflatten(start).copy()
    parts["weight0"] = turn.T @ parts["weight0"]
    run = descend(model, start, coordinates_runs.InCoordinates(Adam(0.05), turn, 4), 20)
    twin = descend(other, other.flatten(parts), Adam(0.05), 20)
    np.testing.assert_allclose(run.value, twin.value, rtol=1e-9)


def test_gradient_descent_does_not_notice_its_coordinates():
    objective, turn = Quadratic(np.diag([1.0, 5.0])), directions(2, 4)
    one, two = GradientDescent(0.1), coordinates_runs.InCoordinates(GradientDescent(0.1), turn)
    np.testing.assert_allclose(descend(objective, [1.0, 1.0], one, 20).x, descend(objective, [1.0, 1.0], two, 20).x)


@pytest.mark.parametrize("contest", [coordinates_runs.sparse_contest, coordinates_runs.digits_contest])
def test_no_best_rate_is_at_the_edge_of_its_grid(contest):
    assert contest().inside


def test_the_interval_of_a_ratio_holds_its_middle():
    low, middle, high = coordinates_runs.digits_contest().ratio("Adam, turned", "Adam, given")
    assert low < middle < high
