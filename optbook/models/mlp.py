r"""The multilayer perceptron, with its gradient and its Hessian-vector product written by hand.

.. math:: a_0 = \text{inputs}, \qquad z_l = a_l W_l + b_l, \qquad a_{l+1} = \sigma(z_l)

The last ``z`` is compared with the targets.  Backpropagation walks back through the layers with
:math:`\delta_l = \partial f / \partial z_l`:

.. math:: \delta_{l-1} = (\delta_l W_l^\top) \odot \sigma'(z_{l-1}), \qquad
   \frac{\partial f}{\partial W_l} = a_l^\top \delta_l

The product of the Hessian with a vector is the derivative of that gradient along the vector: the same walk, forward and
back, carried out on derivatives as well.

Sources: D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors", Nature
323, 533-536, 1986.  B. A. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6, 147-160, 1994.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from optbook.models.activations import ACTIVATIONS
from optbook.models.blocks import consecutive, flatten, unflatten
from optbook.models.initialization import SCHEMES
from optbook.models.losses import CrossEntropy, SquaredError
from optbook.models.model import Model, as_parameters, design, labels, responses
from optbook.validation import require, require_choice, require_count

CHUNK_BYTES = 2**24
"""Activations held at a time, for as many networks as fit: larger batches are worked off in turns."""


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """What flows through a network, layer by layer.

    Attributes
    ----------
    activation_rms : (..., depth + 1) array
        Root mean square, over samples and units, of the inputs, of each hidden layer and of the outputs.
    preactivation_gradient : (..., depth) array
        Norm, over samples and units, of the derivative with respect to each layer's ``z = a W + b``.
    weight_gradient : (..., depth) array
        Norm of the derivative with respect to each weight matrix.
    """

    activation_rms: np.ndarray
    preactivation_gradient: np.ndarray
    weight_gradient: np.ndarray


@dataclass(frozen=True, eq=False)
class MLP(Model):
    """A fully connected network on a data set, as a function of its parameters.

    Integer targets are classes: the loss is the cross entropy of the softmax of the outputs.  Targets that are floats
    are regressed: the loss is the squared error, averaged over outputs.  Both are averaged over samples.

    Parameters
    ----------
    inputs : (count, features) array_like
        One row a sample.
    targets : (count,) int, or (count,) or (count, outputs) float array_like
        Classes from 0, or numbers.
    hidden : sequence of int
        Widths of the hidden layers, from the inputs on; ``()`` makes a linear model.
    activation : {"tanh", "sigmoid", "relu", "identity"}
        Applied in every hidden layer.  At 0 relu has slope and curvature 0.
    classes : int, optional
        Number of classes; by default the largest target plus one.

    Attributes
    ----------
    dim : int
        Number of parameters.
    widths : tuple of int
        Units in each layer: features, hidden layers, outputs.
    blocks : dict of str to Block
        ``weight0``, ``bias0``, ``weight1``, ...: slice and shape of each array in the flat vector.  ``weightl`` has
        shape ``(inputs, outputs)``.

    Raises
    ------
    ValueError
        When data are empty, not finite or do not fit each other, a width is not a count, or the activation is unknown.
    """

    inputs: np.ndarray
    targets: np.ndarray
    hidden: Sequence[int] = (64,)
    activation: str = "tanh"
    classes: int | None = None

    def __post_init__(self) -> None:
        inputs = design(self.inputs)
        require_choice(ACTIVATIONS, activation=self.activation)
        hidden = tuple(self.hidden)
        for width in hidden:
            require_count(1, hidden=width)
        if np.asarray(self.targets).dtype.kind == "f":
            require(self.classes is None, "classes", self.classes, "None where targets are floats")
            targets, classes = responses(self.targets, len(inputs)), None
            targets = targets.reshape(len(inputs), -1)
            loss, outputs = SquaredError(), targets.shape[1]
        else:
            targets, classes = labels(self.targets, len(inputs), self.classes)
            loss, outputs = CrossEntropy(), classes
        widths = (inputs.shape[1], *hidden, outputs)
        shapes = {}
        for layer, (fan_in, fan_out) in enumerate(pairwise(widths)):
            shapes |= {f"weight{layer}": (fan_in, fan_out), f"bias{layer}": (fan_out,)}
        blocks = consecutive(shapes)
        derived = {"blocks": blocks, "dim": blocks[f"bias{len(hidden)}"].slice.stop, "widths": widths, "loss": loss}
        given = {"inputs": inputs, "targets": targets, "hidden": hidden, "classes": classes}
        for name, value in (given | derived).items():
            object.__setattr__(self, name, value)

    def unflatten(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Parameters by name, as views: ``(..., dim)`` to arrays of shape ``(..., *block.shape)``."""
        return unflatten(as_parameters(x, self.dim), self.blocks)

    def flatten(self, arrays: dict[str, np.ndarray]) -> np.ndarray:
        """The inverse of `unflatten`."""
        return flatten(arrays, self.blocks)

    def initialize(self, seed: int, scheme: str = "xavier", batch: tuple[int, ...] = ()) -> np.ndarray:
        """Random weights and zero biases, ``(*batch, dim)``.

        Parameters
        ----------
        seed : int
            The same seed gives the same parameters.
        scheme : {"normal", "naive", "lecun", "xavier", "he"}
            Law of the weights, see `optbook.models.initialization`.
        batch : tuple of int
            Shape of a batch of independent networks.

        Raises
        ------
        ValueError
            When the scheme is unknown.
        """
        require_choice(SCHEMES, scheme=scheme)
        rng = np.random.default_rng(seed)
        x = np.zeros((*batch, self.dim))
        for name, block in self.blocks.items():
            if name.startswith("weight"):
                x[..., block.slice] = SCHEMES[scheme](rng, (*batch, *block.shape)).reshape(*batch, -1)
        return x

    def value(self, x: np.ndarray) -> np.ndarray:
        """Mean loss of each network: ``(..., dim) -> (...)``."""
        x = self._points(x)
        out = np.empty(x[..., 0].size, dtype=x.dtype)
        for rows, part, inputs, targets in self._chunks(x):
            out[rows] = self.loss.value(self._outputs(part, inputs), targets)
        return out.reshape(x.shape[:-1])[()]

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient by backpropagation: ``(..., dim) -> (..., dim)``."""
        x = self._points(x)
        out = np.empty((x[..., 0].size, self.dim), dtype=x.dtype)
        for rows, part, inputs, targets in self._chunks(x):
            parameters, gradients = unflatten(part, self.blocks), unflatten(out[rows], self.blocks)
            activations = self._forward(parameters, inputs)
            for layer, delta in self._backward(parameters, activations, targets):
                np.matmul(_transposed(activations[layer]), delta, out=gradients[f"weight{layer}"])
                np.sum(delta, axis=-2, out=gradients[f"bias{layer}"])
        return out.reshape(x.shape)

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Product of the Hessian at `x` with `v`: ``(..., dim)`` each, broadcast against each other."""
        x, v = self._points(x), as_parameters(v, self.dim, "v")
        shape, dtype = np.broadcast_shapes(x.shape, v.shape), np.result_type(x, v)
        directions = np.broadcast_to(v, shape).reshape(-1, self.dim)
        out = np.empty(directions.shape, dtype=dtype)
        one = x.size == self.dim  # a single network is walked through once, whatever the number of directions
        for rows, part, inputs, targets in self._chunks(np.broadcast_to(x, shape).astype(dtype, copy=False)):
            parameters = unflatten(part[:1] if one else part, self.blocks)
            tangents = unflatten(directions[rows].astype(dtype, copy=False), self.blocks)
            products = unflatten(out[rows], self.blocks)
            for layer, weight, bias in self._second_walk(parameters, tangents, inputs, targets):
                products[f"weight{layer}"][...] = weight
                products[f"bias{layer}"][...] = bias
        return out.reshape(shape)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian, a product a row: ``(..., dim) -> (..., dim, dim)``.  Only for small networks."""
        x = self._points(x)
        model = self
        if self.inputs.ndim > 2:
            model = copy.copy(self)
            object.__setattr__(model, "inputs", self.inputs[..., None, :, :])
            object.__setattr__(model, "targets", np.expand_dims(self.targets, self.inputs.ndim - 2))
        return model.hvp(x[..., None, :], np.eye(self.dim, dtype=x.dtype))

    def outputs(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Last layer before the loss, ``(..., count, outputs)``, on `inputs` or on the model's own."""
        x = self._points(x)
        model = self
        if inputs is not None:
            model = copy.copy(self)
            inputs = design(inputs)
            takes = f"shape (count, {self.widths[0]})"
            require(inputs.shape[1] == self.widths[0], "inputs", f"shape {inputs.shape}", takes)
            object.__setattr__(model, "inputs", inputs)
            object.__setattr__(model, "targets", np.zeros((len(inputs), 1)))
        out = np.empty((x[..., 0].size, model.count, self.widths[-1]), dtype=x.dtype)
        for rows, part, chosen, _ in model._chunks(x):
            out[rows] = self._outputs(part, chosen)
        return out.reshape(*x.shape[:-1], model.count, self.widths[-1])

    def predict(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Most probable classes ``(..., count)``, or regressed numbers ``(..., count, outputs)``."""
        outputs = self.outputs(x, inputs)
        return outputs if self.classes is None else outputs.argmax(axis=-1)

    def accuracy(
        self, x: np.ndarray, inputs: np.ndarray | None = None, targets: np.ndarray | None = None
    ) -> np.ndarray:
        """Share of samples whose class is predicted, ``(...)``; on the model's own data unless both are given.

        Raises
        ------
        ValueError
            When the targets are not classes, or only one of `inputs` and `targets` is given.
        """
        require(self.classes is not None, "targets", "floats", "classes, for an accuracy")
        require((inputs is None) == (targets is None), "targets", targets, "both inputs and targets, or neither")
        if targets is None:
            targets = self.targets
        else:
            targets, _ = labels(targets, len(design(inputs)), self.classes)
        return (self.predict(x, inputs) == targets).mean(axis=-1)

    def layer_statistics(self, x: np.ndarray) -> LayerStatistics:
        """Size of the activations and of the gradients in each layer of each network: see `LayerStatistics`."""
        x = self._points(x)
        depth, lanes = len(self.widths) - 1, x[..., 0].size
        rms, deltas, weights = (np.empty((lanes, depth + extra), dtype=x.dtype) for extra in (1, 0, 0))
        for rows, part, inputs, targets in self._chunks(x):
            parameters = unflatten(part, self.blocks)
            activations = self._forward(parameters, inputs)
            rms[rows] = np.stack([np.sqrt((a * a).mean(axis=(-2, -1))) + np.zeros(len(part)) for a in activations], -1)
            for layer, delta in self._backward(parameters, activations, targets):
                deltas[rows, layer] = np.linalg.norm(delta, axis=(-2, -1))
                weights[rows, layer] = np.linalg.norm(_transposed(activations[layer]) @ delta, axis=(-2, -1))
        shaped = (a.reshape(*x.shape[:-1], a.shape[-1]) for a in (rms, deltas, weights))
        return LayerStatistics(*shaped)

    def _chunks(self, x: np.ndarray) -> Iterator[tuple[slice, np.ndarray, np.ndarray, np.ndarray]]:
        """Rows of the flattened batch, their parameters, and their data in the precision of the parameters."""
        lanes = x.reshape(-1, self.dim)
        inputs, targets = self.inputs.astype(x.real.dtype, copy=False), self.targets
        if self.classes is None:
            targets = targets.astype(x.real.dtype, copy=False)
        shared = inputs.ndim == 2
        if not shared:  # each lane has samples of its own
            own = targets.ndim - inputs.ndim + 2
            lead, tail = x.shape[:-1], targets.shape[targets.ndim - own :]
            inputs = np.broadcast_to(inputs, (*lead, *inputs.shape[-2:])).reshape(-1, *inputs.shape[-2:])
            targets = np.broadcast_to(targets, (*lead, *tail)).reshape(-1, *tail)
        size = max(1, CHUNK_BYTES // (self.count * sum(self.widths) * x.itemsize))
        for start in range(0, len(lanes), size):
            rows = slice(start, start + size)
            yield rows, lanes[rows], inputs if shared else inputs[rows], targets if shared else targets[rows]

    def _layers(self, parameters: dict[str, np.ndarray]) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """Each layer's number, weights and biases, the latter ready to be added to a row a sample."""
        for layer in range(len(self.widths) - 1):
            yield layer, parameters[f"weight{layer}"], parameters[f"bias{layer}"][..., None, :]

    def _forward(self, parameters: dict[str, np.ndarray], inputs: np.ndarray) -> list[np.ndarray]:
        """Activations of every layer, the inputs first and the outputs last."""
        activations = [inputs]
        for layer, weight, bias in self._layers(parameters):
            z = activations[-1] @ weight
            z += bias
            activations.append(z if layer == len(self.hidden) else ACTIVATIONS[self.activation].apply(z))
        return activations

    def _outputs(self, x: np.ndarray, inputs: np.ndarray) -> np.ndarray:
        """The last of `_forward`, of which nothing else is kept."""
        a = inputs
        for layer, weight, bias in self._layers(unflatten(x, self.blocks)):
            z = a @ weight
            z += bias
            a = z if layer == len(self.hidden) else ACTIVATIONS[self.activation].apply(z)
        return a

    def _backward(
        self, parameters: dict[str, np.ndarray], activations: list[np.ndarray], targets: np.ndarray
    ) -> Iterator[tuple[int, np.ndarray]]:
        """Derivative with respect to each layer's preactivation, the last layer first."""
        delta = self.loss.slope(activations[-1], targets)
        for layer in reversed(range(len(self.widths) - 1)):
            yield layer, delta
            if layer:
                delta = delta @ _transposed(parameters[f"weight{layer}"])
                delta *= ACTIVATIONS[self.activation].slope(activations[layer])

    def _second_walk(
        self,
        parameters: dict[str, np.ndarray],
        tangents: dict[str, np.ndarray],
        inputs: np.ndarray,
        targets: np.ndarray,
    ) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """Derivatives of each layer's gradients as the parameters move along `tangents`, the last layer first."""
        activation = ACTIVATIONS[self.activation]
        activations = self._forward(parameters, inputs)
        # Forward: a prime on a letter is its derivative along the tangents; the inputs do not move.
        moved, moved_z, a_prime = [None], [], None
        for layer, weight_prime, bias_prime in self._layers(tangents):
            z_prime = activations[layer] @ weight_prime
            z_prime += bias_prime
            if layer:
                z_prime += a_prime @ parameters[f"weight{layer}"]
            a_prime = activation.slope(activations[layer + 1]) * z_prime if layer < len(self.hidden) else z_prime
            moved.append(a_prime)
            moved_z.append(z_prime)
        # Backward: the derivative of every line of `_backward`.
        delta = self.loss.slope(activations[-1], targets)
        delta_prime = self.loss.bend(activations[-1], a_prime)
        for layer in reversed(range(len(self.widths) - 1)):
            a = activations[layer]
            weight_product = _transposed(a) @ delta_prime
            if layer:
                weight_product += _transposed(moved[layer]) @ delta
            yield layer, weight_product, delta_prime.sum(axis=-2)
            if layer:
                weight = _transposed(parameters[f"weight{layer}"])
                back = delta @ weight
                back_prime = delta_prime @ weight + delta @ _transposed(tangents[f"weight{layer}"])
                slope = activation.slope(a)
                delta_prime = back_prime * slope + back * activation.bend(a) * moved_z[layer - 1]
                delta = back * slope


def _transposed(matrix: np.ndarray) -> np.ndarray:
    return np.swapaxes(matrix, -1, -2)
