"""The walks through a network against the same network written out unit by unit."""

from __future__ import annotations

import numpy as np

from optbook.models.activations import ACTIVATIONS
from optbook.models.backpropagation import backward, by_rows, forward, outer, second
from optbook.models.losses import SquaredError

RNG = np.random.default_rng(0)
TANH, LOSS = ACTIVATIONS["tanh"], SquaredError()
SHAPES = {"weight0": (3, 4), "bias0": (4,), "weight1": (4, 2), "bias1": (2,), "weight2": (2, 1), "bias2": (1,)}
P, V = ({name: RNG.standard_normal(shape) for name, shape in SHAPES.items()} for _ in range(2))
INPUTS, TARGETS = RNG.standard_normal((5, 3)), RNG.standard_normal((5, 1))


def moved(step):
    """Parameters moved along `V`."""
    return {name: P[name] + step * V[name] for name in P}


def gradients(parameters):
    activations = [INPUTS, *forward(parameters, INPUTS, TANH)]
    deltas = dict(backward(parameters, activations, TARGETS, TANH, LOSS))
    return {layer: (activations[layer].T @ delta, delta.sum(0)) for layer, delta in deltas.items()}


def test_forward_matches_the_network_unit_by_unit():
    for sample, output in zip(INPUTS, list(forward(P, INPUTS, TANH))[-1], strict=True):
        a = list(sample)
        for layer in range(3):
            weight, bias = P[f"weight{layer}"], P[f"bias{layer}"]
            z = [sum(a[i] * weight[i, j] for i in range(len(a))) + bias[j] for j in range(len(bias))]
            a = z if layer == 2 else [np.tanh(number) for number in z]
        np.testing.assert_allclose(output, a, rtol=1e-13)


def test_backward_gives_the_derivative_with_respect_to_each_preactivation():
    activations = [INPUTS, *forward(P, INPUTS, TANH)]
    for layer, delta in backward(P, activations, TARGETS, TANH, LOSS):
        name = f"bias{layer}"
        for unit in range(delta.shape[-1]):  # a bias moves the unit's preactivation in every sample
            shifted = {key: array.astype(complex) for key, array in P.items()}
            shifted[name][unit] += 1e-30j
            *_, outputs = forward(shifted, INPUTS, TANH)
            np.testing.assert_allclose(delta[:, unit].sum(), LOSS.value(outputs, TARGETS).imag / 1e-30, rtol=1e-11)


def test_second_is_the_derivative_of_the_gradients():
    ahead = gradients(moved(1e-30j))
    for layer, weight, bias in second(P, V, INPUTS, TARGETS, TANH, LOSS):
        np.testing.assert_allclose(weight, ahead[layer][0].imag / 1e-30, rtol=1e-11, atol=1e-14)
        np.testing.assert_allclose(bias, ahead[layer][1].imag / 1e-30, rtol=1e-11, atol=1e-14)


def test_samples_that_are_shared_give_what_each_network_gives_alone():
    a, weights, deltas = (RNG.standard_normal(shape) for shape in ((7, 4), (2, 3, 4, 5), (2, 3, 7, 5)))
    np.testing.assert_allclose(by_rows(a, weights), a @ weights, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(outer(a, deltas), a.T @ deltas, rtol=1e-12, atol=1e-14)
