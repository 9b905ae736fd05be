"""The multilayer perceptron as an objective, with its gradient and its Hessian-vector product written by hand.

The mathematics is in `optbook.models.backpropagation`; here a flat vector of parameters becomes matrices and back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from optbook.models.activations import ACTIVATIONS, Activation
from optbook.models.backpropagation import backward, forward, over_samples, second, transposed
from optbook.models.blocks import consecutive, flatten, unflatten
from optbook.models.initialization import SCHEMES
from optbook.models.losses import CrossEntropy, SquaredError
from optbook.models.model import Model, as_parameters, design, labels, responses
from optbook.validation import require, require_choice, require_count

CHUNK_BYTES = 2**21
"""Activations held at a time, for as many networks as fit: larger batches are worked off in turns.

As much as stays in near memory: eight times as much takes twice the time.
"""


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
            When `seed` or a length in `batch` is not a count, or the scheme is unknown.
        """
        require_count(0, seed=seed)
        require_choice(SCHEMES, scheme=scheme)
        for lanes in batch:
            require_count(1, batch=lanes)
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
        for rows, parameters, inputs, targets in self._chunks(x):
            *_, outputs = forward(parameters, inputs, self._activation)
            out[rows] = self.loss.value(outputs, targets)
        return out.reshape(x.shape[:-1])[()]

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient by backpropagation: ``(..., dim) -> (..., dim)``."""
        x = self._points(x)
        out = np.empty((x[..., 0].size, self.dim), dtype=x.dtype)
        for rows, parameters, inputs, targets in self._chunks(x):
            gradients = unflatten(out[rows], self.blocks)
            activations = [inputs, *forward(parameters, inputs, self._activation)]
            for layer, delta in backward(parameters, activations, targets, self._activation, self.loss):
                np.matmul(transposed(activations[layer]), delta, out=gradients[f"weight{layer}"])
                over_samples(delta, out=gradients[f"bias{layer}"])
        return out.reshape(x.shape)

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Product of the Hessian at `x` with `v`, exact: ``(..., dim)`` each, broadcast against each other."""
        x, v = self._points(x), as_parameters(v, self.dim, "v")
        shape, dtype = np.broadcast_shapes(x.shape, v.shape), np.result_type(x, v)
        directions = np.broadcast_to(v, shape).reshape(-1, self.dim).astype(dtype, copy=False)
        out = np.empty(directions.shape, dtype=dtype)
        for rows, parameters, inputs, targets in self._chunks(np.broadcast_to(x, shape).astype(dtype, copy=False)):
            if x.size == self.dim:  # a single network is walked through once, whatever the number of directions
                parameters = {name: array[:1] for name, array in parameters.items()}
            tangents, products = unflatten(directions[rows], self.blocks), unflatten(out[rows], self.blocks)
            for layer, weight, bias in second(parameters, tangents, inputs, targets, self._activation, self.loss):
                products[f"weight{layer}"][...] = weight
                products[f"bias{layer}"][...] = bias
        return out.reshape(shape)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian, a product a row: ``(..., dim) -> (..., dim, dim)``.  For networks small enough to hold it."""
        x, model = self._points(x), self
        if self.inputs.ndim > 2:  # each lane's samples serve all of its products
            model = self._with(self.inputs[..., None, :, :], np.expand_dims(self.targets, self.inputs.ndim - 2))
        return model.hvp(x[..., None, :], np.eye(self.dim, dtype=x.dtype))

    def outputs(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Last layer before the loss, ``(..., count, outputs)``, on `inputs` or on the model's own."""
        model = self if inputs is None else self._on(inputs)
        x = model._points(x)
        out = np.empty((x[..., 0].size, model.count, self.widths[-1]), dtype=x.dtype)
        for rows, parameters, chosen, _ in model._chunks(x):
            *_, out[rows] = forward(parameters, chosen, self._activation)
        return out.reshape(*x.shape[:-1], *out.shape[1:])

    def predict(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Most probable classes ``(..., count)``, or regressed numbers ``(..., count, outputs)``."""
        outputs = self.outputs(x, inputs)
        return outputs if self.classes is None else outputs.argmax(axis=-1)

    def layer_statistics(self, x: np.ndarray) -> LayerStatistics:
        """Size of the activations and of the gradients in each layer of each network: see `LayerStatistics`."""
        x = self._points(x)
        depth, lanes = len(self.widths) - 1, x[..., 0].size
        rms, deltas, weights = (np.empty((lanes, depth + extra), dtype=x.dtype) for extra in (1, 0, 0))
        for rows, parameters, inputs, targets in self._chunks(x):
            activations = [inputs, *forward(parameters, inputs, self._activation)]
            for layer, a in enumerate(activations):
                rms[rows, layer] = np.sqrt((a * a).mean(axis=(-2, -1)))
            for layer, delta in backward(parameters, activations, targets, self._activation, self.loss):
                deltas[rows, layer] = np.linalg.norm(delta, axis=(-2, -1))
                weights[rows, layer] = np.linalg.norm(transposed(activations[layer]) @ delta, axis=(-2, -1))
        return LayerStatistics(*(a.reshape(*x.shape[:-1], a.shape[-1]) for a in (rms, deltas, weights)))

    @property
    def _activation(self) -> Activation:
        return ACTIVATIONS[self.activation]

    def _chunks(self, x: np.ndarray) -> Iterator[tuple[slice, dict[str, np.ndarray], np.ndarray, np.ndarray]]:
        """Rows of the flattened batch, their parameters by name, and their data in the precision of the parameters."""
        lead, lanes = x.shape[:-1], x.reshape(-1, self.dim)
        inputs, targets = self._data_like(x)
        shared = inputs.ndim == 2
        if not shared:
            tail = targets.shape[inputs.ndim - 2 :]
            inputs = np.broadcast_to(inputs, (*lead, *inputs.shape[-2:])).reshape(-1, *inputs.shape[-2:])
            targets = np.broadcast_to(targets, (*lead, *tail)).reshape(-1, *tail)
        own = sum(self.widths[1:] if shared else self.widths)
        size = max(1, CHUNK_BYTES // (self.count * own * x.itemsize))
        for start in range(0, len(lanes), size):
            rows = slice(start, start + size)
            parameters = unflatten(lanes[rows], self.blocks)
            yield rows, parameters, inputs if shared else inputs[rows], targets if shared else targets[rows]
