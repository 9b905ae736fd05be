"""What every model promises: derivatives, batches, subsets, precision."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.models import MLP, LeastSquares, LogisticRegression, SoftmaxRegression, linear

RNG = np.random.default_rng(0)
INPUTS = RNG.standard_normal((12, 3))
NUMBERS = RNG.standard_normal(12)
MODELS = [
    LeastSquares(INPUTS, NUMBERS),
    LeastSquares(INPUTS, NUMBERS, l2=0.3),
    LogisticRegression(INPUTS, np.arange(12) % 2),
    LogisticRegression(INPUTS, np.arange(12) % 2, l2=0.3),
    SoftmaxRegression(INPUTS, np.arange(12) % 4),
    SoftmaxRegression(INPUTS, np.arange(12) % 4, l2=0.3),
    MLP(INPUTS, np.arange(12) % 4, (3,)),
    MLP(INPUTS, NUMBERS, (3,)),
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{type(m).__name__}{getattr(m, 'l2', '')}")


def start(model, batch=()):
    return np.random.default_rng(1).standard_normal((*batch, model.dim))


@each_model
def test_gradient_matches_complex_step_to_the_last_bits(model):
    x = start(model)
    expected = [model.value(x + 1e-30j * e).imag / 1e-30 for e in np.eye(model.dim)]
    np.testing.assert_allclose(model.grad(x), expected, rtol=1e-11, atol=1e-14)


@each_model
def test_hessian_matches_complex_step_of_the_gradient(model):
    x = start(model)
    expected = np.stack([model.grad(x + 1e-30j * e).imag / 1e-30 for e in np.eye(model.dim)])
    np.testing.assert_allclose(model.hess(x), expected, rtol=1e-11, atol=1e-13)


@each_model
def test_hessian_products_are_those_of_the_hessian(model):
    x, v = start(model, (2, 1)), np.random.default_rng(2).standard_normal((3, model.dim))
    expected = np.einsum("abij,bj->abi", np.broadcast_to(model.hess(x), (2, 3, model.dim, model.dim)), v)
    np.testing.assert_allclose(model.hvp(x, v), expected, atol=1e-13)


@each_model
def test_a_batch_equals_its_members(model):
    x = start(model, (2, 3))
    for f in (model.value, model.grad, model.hess, model.outputs, lambda x: model.hvp(x, x)):
        np.testing.assert_allclose(f(x)[1, 2], f(x[1, 2]), rtol=1e-13, atol=1e-14)


@each_model
def test_lanes_with_samples_of_their_own_equal_the_models_on_those_samples(model):
    x, rows = start(model, (2, 3)), np.random.default_rng(0).integers(12, size=(3, 4))
    together, alone = model.subset(rows), model.subset(rows[2])
    assert together.count == alone.count == 4
    for name in ("value", "grad", "hess", "outputs"):
        np.testing.assert_allclose(
            getattr(together, name)(x)[1, 2], getattr(alone, name)(x[1, 2]), rtol=1e-13, atol=1e-14
        )
    np.testing.assert_allclose(together.hvp(x, x)[1, 2], alone.hvp(x[1, 2], x[1, 2]), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(together.grad(x[0, 0])[2], alone.grad(x[0, 0]), rtol=1e-13, atol=1e-14)


@each_model
def test_the_mean_over_equal_parts_is_the_whole(model):
    x, parts = start(model), [model.subset(rows) for rows in np.arange(12).reshape(3, 4)]
    for name in ("value", "grad", "hess"):
        mean = np.mean([getattr(part, name)(x) for part in parts], axis=0)
        np.testing.assert_allclose(mean, getattr(model, name)(x), atol=1e-14)


@each_model
def test_the_order_of_the_samples_does_not_matter(model):
    x, order = start(model), np.random.default_rng(0).permutation(12)
    np.testing.assert_allclose(model.subset(order).value(x), model.value(x), rtol=1e-14)


@each_model
def test_float32_stays_float32(model):
    x = start(model, (2,)).astype(np.float32)
    results = model.value(x), model.grad(x), model.hess(x), model.hvp(x, x), model.outputs(x)
    assert {a.dtype for a in results} == {np.dtype(np.float32)}


@each_model
def test_outputs_on_other_inputs_are_those_of_a_model_on_them(model):
    x = start(model, (2,))
    np.testing.assert_allclose(model.outputs(x, INPUTS[3:5]), model.subset([3, 4]).outputs(x), rtol=1e-14)
    with pytest.raises(ValueError, match="inputs: got 'shape"):
        model.predict(x, INPUTS[:, :2])


@each_model
def test_nothing_is_written_to(model):
    x, inputs, targets = start(model), model.inputs.copy(), model.targets.copy()
    before = x.copy()
    model.value(x), model.grad(x), model.hess(x), model.hvp(x, x)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(model.inputs, inputs)
    np.testing.assert_array_equal(model.targets, targets)


@each_model
def test_points_of_the_wrong_length_are_named(model):
    with pytest.raises(ValueError, match="x: got 'shape"):
        model.value(np.zeros(model.dim + 1))
    with pytest.raises(ValueError, match="v: got 'shape"):
        model.hvp(start(model), np.zeros(model.dim + 1))


@pytest.mark.parametrize("indices", [[], [12], [-1], [0.5], 3], ids=str)
@each_model
def test_a_bad_subset_is_named(model, indices):
    with pytest.raises(ValueError, match="indices: got"):
        model.subset(indices)


@pytest.mark.parametrize("l2", [-1, np.inf, [1, 2]], ids=str)
@pytest.mark.parametrize("cls", [LeastSquares, LogisticRegression, SoftmaxRegression])
def test_a_bad_ridge_is_named(cls, l2):
    with pytest.raises(ValueError, match="l2: got"):
        cls(INPUTS, np.arange(12) % 2, l2=l2)


def test_accuracy_needs_classes_and_both_or_none_of_inputs_and_targets():
    with pytest.raises(ValueError, match="takes classes"):
        MODELS[0].accuracy(start(MODELS[0]))
    with pytest.raises(ValueError, match="both inputs and targets"):
        MODELS[4].accuracy(start(MODELS[4]), INPUTS)


@pytest.mark.parametrize("model", MODELS[:4], ids=lambda m: f"{type(m).__name__}{m.l2 or ''}")
def test_lanes_that_overflow_the_cache_equal_those_that_fit(model, monkeypatch):
    x = start(model, (5, 7))
    whole = model.value(x), model.grad(x)
    monkeypatch.setattr(linear, "SCORES", 4 * model.count)
    for f, expected in zip((model.value, model.grad), whole, strict=True):
        assert f(x).shape == expected.shape
        np.testing.assert_allclose(f(x), expected, rtol=1e-13, atol=1e-14)
        np.testing.assert_allclose(f(x)[4, 6], f(x[4, 6]), rtol=1e-13, atol=1e-14)
