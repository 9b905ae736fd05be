"""The network's derivatives, batches, symmetries and starts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.special import logsumexp

import optbook.models.mlp
from optbook.models import MLP

RNG = np.random.default_rng(0)
INPUTS = RNG.standard_normal((12, 3))
CLASSES = np.arange(12) % 4
NUMBERS = RNG.standard_normal((12, 2))
SMOOTH = ["sigmoid", "tanh", "identity"]
NETS = [
    MLP(INPUTS, targets, hidden, activation)
    for targets, hidden, activation in product([CLASSES, NUMBERS], [(), (5,), (4, 3)], [*SMOOTH, "relu"])
]
each_net = pytest.mark.parametrize(
    "net", NETS, ids=lambda n: f"{type(n.loss).__name__}-{n.activation}-{'x'.join(map(str, n.hidden))}"
)


def start(net, batch=()):
    """Parameters with biases that are not zero."""
    return net.initialize(1, "lecun", batch) + 0.1 * np.random.default_rng(2).standard_normal((*batch, net.dim))


def complex_step(f, x, h=1e-30):
    """Derivative of `f` along each axis, as a last axis."""
    return np.stack([f(x + 1j * h * e).imag / h for e in np.eye(len(x))], axis=-1)


@each_net
def test_gradient_matches_complex_step_to_the_last_bits(net):
    x = start(net)
    np.testing.assert_allclose(net.grad(x), complex_step(net.value, x), rtol=1e-11, atol=1e-14)


@each_net
def test_gradient_matches_central_differences(net):
    x, h = start(net), 1e-6
    expected = [(net.value(x + h * e) - net.value(x - h * e)) / (2 * h) for e in np.eye(net.dim)]
    np.testing.assert_allclose(net.grad(x), expected, atol=1e-8)  # h ** 2 and eps / h are both below


@each_net
def test_hessian_products_match_complex_step_of_the_gradient(net):
    x = start(net)
    v = np.random.default_rng(3).standard_normal((2, net.dim))
    expected = np.stack([net.grad(x + 1e-30j * direction).imag / 1e-30 for direction in v])
    np.testing.assert_allclose(net.hvp(x, v), expected, rtol=1e-11, atol=1e-13)


@each_net
def test_hessian_is_symmetric_and_multiplies_as_its_products(net):
    x = start(net)
    hessian, v = net.hess(x), np.random.default_rng(3).standard_normal(net.dim)
    np.testing.assert_allclose(hessian, hessian.T, atol=1e-14)
    np.testing.assert_allclose(hessian @ v, net.hvp(x, v), atol=1e-13)


@each_net
def test_a_batch_equals_its_members(net):
    x = start(net, (2, 3))
    assert net.value(x).shape == (2, 3)
    np.testing.assert_array_equal(net.value(x)[1, 2], net.value(x[1, 2]))
    np.testing.assert_array_equal(net.grad(x)[1, 2], net.grad(x[1, 2]))
    np.testing.assert_array_equal(net.hvp(x, x)[1, 2], net.hvp(x[1, 2], x[1, 2]))
    np.testing.assert_allclose(net.hess(x)[1, 2], net.hess(x[1, 2]), atol=1e-15)
    np.testing.assert_array_equal(net.outputs(x)[1, 2], net.outputs(x[1, 2]))


def test_value_matches_a_network_written_out():
    net = MLP(INPUTS, CLASSES, (5, 6), "tanh")
    p = net.unflatten(start(net))
    outputs = np.tanh(np.tanh(INPUTS @ p["weight0"] + p["bias0"]) @ p["weight1"] + p["bias1"]) @ p["weight2"]
    outputs = outputs + p["bias2"]
    expected = np.mean([logsumexp(row) - row[label] for row, label in zip(outputs, CLASSES, strict=True)])
    np.testing.assert_allclose(net.value(start(net)), expected, rtol=1e-14)


def test_equal_outputs_cost_the_logarithm_of_the_number_of_classes():
    np.testing.assert_allclose(MLP(INPUTS, CLASSES).value(np.zeros(MLP(INPUTS, CLASSES).dim)), np.log(4))


def test_squared_error_is_averaged_over_samples_and_outputs():
    net = MLP(INPUTS, NUMBERS)
    np.testing.assert_allclose(net.value(np.zeros(net.dim)), (NUMBERS**2).mean())


def test_one_number_a_sample_is_one_output():
    flat, column = MLP(INPUTS, NUMBERS[:, 0]), MLP(INPUTS, NUMBERS[:, :1])
    np.testing.assert_array_equal(flat.value(start(flat)), column.value(start(flat)))


def test_large_outputs_do_not_overflow():
    net = MLP(INPUTS, CLASSES, ())
    x = 1e6 * start(net)
    assert np.isfinite(net.value(x))
    assert np.isfinite(net.grad(x)).all()


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_permuted_units_give_the_same_loss(activation):
    net = MLP(INPUTS, CLASSES, (5, 4), activation)
    p, order = net.unflatten(start(net)), [3, 1, 4, 0, 2]
    twin = p | {"weight0": p["weight0"][:, order], "bias0": p["bias0"][order], "weight1": p["weight1"][order]}
    np.testing.assert_allclose(net.value(net.flatten(twin)), net.value(start(net)), rtol=1e-14)


def test_units_of_tanh_may_change_sign():
    net = MLP(INPUTS, CLASSES, (5,), "tanh")
    p = net.unflatten(start(net))
    twin = p | {"weight0": -p["weight0"], "bias0": -p["bias0"], "weight1": -p["weight1"]}
    np.testing.assert_allclose(net.value(net.flatten(twin)), net.value(start(net)), rtol=1e-14)


def test_relu_scales_with_its_layer():
    net = MLP(INPUTS, CLASSES, (5,), "relu")
    p = net.unflatten(start(net))
    twin = p | {"weight0": 2 * p["weight0"], "bias0": 2 * p["bias0"], "weight1": p["weight1"] / 2}
    np.testing.assert_allclose(net.value(net.flatten(twin)), net.value(start(net)), rtol=1e-14)


def test_blocks_cover_the_vector_once_and_in_order():
    net = MLP(INPUTS, CLASSES, (5, 6))
    assert list(net.blocks) == ["weight0", "bias0", "weight1", "bias1", "weight2", "bias2"]
    assert net.blocks["weight1"].shape == (5, 6)
    covered = np.concatenate([np.arange(net.dim)[block.slice] for block in net.blocks.values()])
    np.testing.assert_array_equal(covered, np.arange(net.dim))


def test_flatten_undoes_unflatten():
    net = MLP(INPUTS, CLASSES, (5, 6))
    x = start(net, (2,))
    np.testing.assert_array_equal(net.flatten(net.unflatten(x)), x)


def test_chunks_do_not_change_a_bit(monkeypatch):
    net = MLP(INPUTS, CLASSES, (5,))
    x = start(net, (7,))
    whole = net.value(x), net.grad(x), net.hvp(x, x), net.hvp(x[0], x), net.layer_statistics(x).weight_gradient
    monkeypatch.setattr(optbook.models.mlp, "CHUNK_BYTES", 2 * 12 * 12 * 8)
    parts = net.value(x), net.grad(x), net.hvp(x, x), net.hvp(x[0], x), net.layer_statistics(x).weight_gradient
    for a, b in zip(whole, parts, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_subset_is_the_model_on_those_samples():
    net, rows = MLP(INPUTS, CLASSES, (5,)), np.array([3, 0, 7])
    expected = MLP(INPUTS[rows], CLASSES[rows], (5,), classes=4)
    assert net.subset(rows).count == 3
    np.testing.assert_array_equal(net.subset(rows).grad(start(net)), expected.grad(start(net)))


@pytest.mark.parametrize("targets", [CLASSES, NUMBERS], ids=["classes", "numbers"])
def test_each_lane_may_have_samples_of_its_own(targets):
    net = MLP(INPUTS, targets, (5,))
    x, rows = start(net, (2, 3)), np.random.default_rng(0).integers(12, size=(3, 4))
    together = net.subset(rows)
    alone = net.subset(rows[2])
    np.testing.assert_array_equal(together.value(x)[1, 2], alone.value(x[1, 2]))
    np.testing.assert_array_equal(together.grad(x)[1, 2], alone.grad(x[1, 2]))
    np.testing.assert_allclose(together.hvp(x[0], x[1])[2], alone.hvp(x[0, 2], x[1, 2]), rtol=1e-13)
    np.testing.assert_allclose(together.hess(x)[1, 2], alone.hess(x[1, 2]), atol=1e-15)


def test_float32_stays_float32():
    for net in (MLP(INPUTS, CLASSES, (5, 4)), MLP(INPUTS, NUMBERS, (5,), "sigmoid")):
        x = start(net, (2,)).astype(np.float32)
        results = net.value(x), net.grad(x), net.hvp(x, x), net.hess(x), net.outputs(x)
        assert {a.dtype for a in results} == {np.dtype(np.float32)}
        np.testing.assert_allclose(results[1], net.grad(x.astype(float)), atol=1e-6)


def test_layer_statistics_agree_with_the_gradient():
    net = MLP(INPUTS, CLASSES, (5, 4), "tanh")
    x = start(net, (3,))
    statistics, gradients = net.layer_statistics(x), net.unflatten(net.grad(x))
    norms = [np.linalg.norm(gradients[f"weight{layer}"], axis=(-2, -1)) for layer in range(3)]
    np.testing.assert_allclose(statistics.weight_gradient, np.stack(norms, axis=-1), rtol=1e-14)
    np.testing.assert_allclose(statistics.activation_rms[:, 0], np.sqrt((INPUTS**2).mean()), rtol=1e-14)
    np.testing.assert_allclose(statistics.activation_rms[:, -1], np.sqrt((net.outputs(x) ** 2).mean((-2, -1))))


def test_preactivation_gradients_of_one_sample_are_those_of_the_biases():
    net = MLP(INPUTS[:1], CLASSES[:1], (5, 4), classes=4)
    gradients = net.unflatten(net.grad(start(net)))
    norms = [np.linalg.norm(gradients[f"bias{layer}"]) for layer in range(3)]
    np.testing.assert_allclose(net.layer_statistics(start(net)).preactivation_gradient, norms, rtol=1e-14)


def test_accuracy_is_the_share_of_predicted_classes():
    net = MLP(INPUTS, CLASSES, (5,))
    x = start(net, (3,))
    expected = (net.outputs(x, INPUTS[:6]).argmax(-1) == CLASSES[:6]).mean(-1)
    np.testing.assert_array_equal(net.accuracy(x, INPUTS[:6], CLASSES[:6]), expected)
    assert net.predict(x).shape == (3, 12)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"inputs": np.empty((0, 3))}, "inputs: got 'shape"),
        ({"inputs": [[np.nan]] * 12}, "inputs: got array"),
        ({"inputs": "data"}, "inputs: got"),
        ({"targets": CLASSES[:5]}, "targets: got 'shape"),
        ({"targets": -CLASSES}, "targets: got array"),
        ({"targets": NUMBERS[:5]}, "targets: got 'shape"),
        ({"targets": NUMBERS, "classes": 4}, "classes: got 4"),
        ({"classes": 3}, r"integers in \[0, 3\)"),
        ({"hidden": (5, 0)}, "hidden: got 0, takes an integer >= 1"),
        ({"activation": "gelu"}, "activation: got 'gelu', takes one of 'sigmoid'"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        MLP(**{"inputs": INPUTS, "targets": CLASSES} | arguments)


def test_parameters_of_the_wrong_length_are_named():
    with pytest.raises(ValueError, match=r"x: got 'shape \(3,\)'"):
        NETS[0].value(np.zeros(3))
