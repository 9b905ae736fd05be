"""Data sets: what they hold, how they are split, what standardizing does."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import datasets

from optbook.data import SOURCES, load, standardize
from optbook.models import LeastSquares, LogisticRegression

each_name = pytest.mark.parametrize("name", SOURCES)
SHAPES = {
    "digits": ((1437, 64), (360, 64)),
    "diabetes": ((353, 10), (89, 10)),
    "breast_cancer": ((455, 30), (114, 30)),
    "ill_conditioned": ((800, 16), (200, 16)),
    "sparse_features": ((1600, 100), (400, 100)),
    "airfoil_like": ((1200, 5), (300, 5)),
}


def rows(inputs, targets):
    """Samples as a sorted table, so that their order does not matter."""
    table = np.column_stack([inputs, targets])
    return table[np.lexsort(table.T)]


@each_name
def test_shapes_names_and_targets_fit_each_other(name):
    data = load(name)
    assert (data.train_inputs.shape, data.test_inputs.shape) == SHAPES[name]
    assert (len(data.train_targets), len(data.test_targets)) == (SHAPES[name][0][0], SHAPES[name][1][0])
    assert len(set(data.feature_names)) == data.train_inputs.shape[1]
    assert data.made == (name not in ("digits", "diabetes", "breast_cancer"))
    if data.class_names:
        np.testing.assert_array_equal(np.unique(data.train_targets), np.arange(len(data.class_names)))


@pytest.mark.parametrize("name", ["digits", "breast_cancer", "diabetes"])
def test_measured_data_are_those_of_scikit_learn(name):
    peer = getattr(datasets, f"load_{name}")(**({"scaled": False} if name == "diabetes" else {}))
    data = load(name, standardized=False)
    inputs = np.concatenate([data.train_inputs, data.test_inputs])
    targets = np.concatenate([data.train_targets, data.test_targets])
    np.testing.assert_array_equal(rows(inputs, targets), rows(peer.data, peer.target))
    assert len(data.feature_names) == len(peer.feature_names)


def test_class_names_of_tumors_are_those_of_scikit_learn():
    assert load("breast_cancer").class_names == tuple(datasets.load_breast_cancer().target_names)


@each_name
def test_inputs_are_standardized_over_the_training_samples(name):
    inputs = load(name).train_inputs
    if name == "sparse_features":
        assert set(np.unique(inputs)) == {0, 1}
        return
    varies = inputs.std(axis=0) > 0
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose(inputs.std(axis=0)[varies], 1, rtol=1e-12)
    assert varies.all() == (name != "digits")


def test_targets_that_are_numbers_are_standardized_too():
    targets = load("diabetes").train_targets
    np.testing.assert_allclose([targets.mean(), targets.std()], [0, 1], atol=1e-14)


def test_test_samples_are_scaled_as_the_training_samples_are():
    raw, data = load("diabetes", standardized=False), load("diabetes")
    expected = (raw.test_inputs - raw.train_inputs.mean(0)) / raw.train_inputs.std(0)
    np.testing.assert_allclose(data.test_inputs, expected, rtol=1e-12)


def test_a_feature_constant_in_training_is_zero_everywhere():
    column = np.array([[0.1], [0.1], [0.1], [5.0]])
    np.testing.assert_array_equal(standardize(column, column[:3]), 0)


@each_name
def test_a_data_set_is_a_function_of_its_arguments(name):
    first, other = load(name, seed=1, test_share=0.5), load(name, seed=2, test_share=0.5)
    assert load(name, seed=1, test_share=0.5) is first
    load.__globals__["_load"].cache_clear()
    np.testing.assert_array_equal(load(name, seed=1, test_share=0.5).train_inputs, first.train_inputs)
    assert (first.train_inputs != other.train_inputs).any()


@each_name
def test_no_one_can_write_to_the_data(name):
    with pytest.raises(ValueError, match="read-only"):
        load(name).train_inputs[0] = 0


def test_all_samples_may_be_for_training():
    data = load("airfoil_like", test_share=0)
    assert (data.train_inputs.shape, data.test_inputs.shape) == ((1500, 5), (0, 5))


@pytest.mark.parametrize("standardized", [True, False])
def test_ill_conditioned_has_its_condition_number_and_equal_variances(standardized):
    data = load("ill_conditioned", standardized=standardized)
    hessian = LeastSquares(data.train_inputs, data.train_targets).hess(np.zeros(16))
    np.testing.assert_allclose(np.linalg.cond(hessian), 1e4, rtol=1e-9)
    np.testing.assert_allclose(np.diag(hessian), 1, rtol=1e-9)


def test_sparse_features_are_as_rare_as_said():
    inputs = load("sparse_features", test_share=0).train_inputs
    share = 0.5 / np.arange(1, 101)
    errors = (inputs.mean(axis=0) - share) / np.sqrt(share * (1 - share) / 2000)
    assert np.abs(errors).max() < 4  # standard errors, the largest of a hundred


def test_sparse_classes_can_be_learned():
    data = load("sparse_features")
    model = LogisticRegression(data.train_inputs, data.train_targets, 1e-3)
    x = np.zeros(100)
    for _ in range(20):
        x = x - np.linalg.solve(model.hess(x), model.grad(x))
    assert model.accuracy(x, data.test_inputs, data.test_targets) > 0.75


def test_a_line_explains_some_of_the_airfoil_and_not_all():
    data = load("airfoil_like")
    model = LeastSquares(data.train_inputs, data.train_targets)
    unexplained = 2 * model.value(model.minimum)  # of a variance of 1
    assert 0.3 < unexplained < 0.6


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"name": "mnist"}, "name: got 'mnist', takes one of 'digits', 'diabetes', 'breast_cancer'"),
        ({"name": ["digits"]}, "name: got"),
        ({"test_share": 1.0}, "test_share: got 1.0"),
        ({"test_share": 0.9999}, "test_share: got 0.9999"),
        ({"name": "ill_conditioned", "test_share": 0.99}, "test_share: got 0.99"),
        ({"seed": -1}, "seed: got -1"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        load(**{"name": "digits"} | arguments)
