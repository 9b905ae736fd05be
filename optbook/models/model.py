"""What all models share: they are means over samples, and any subset of the samples makes a smaller one."""

from __future__ import annotations

from typing import Self

import numpy as np

from optbook.protocols import Objective
from optbook.validation import floating, require, require_count, require_nonnegative


class Model(Objective):
    """An objective made from data: the mean of a loss over samples.

    Attributes
    ----------
    inputs : (count, features) array
        One row a sample.
    targets : (count,) or (count, outputs) array
        What is to be predicted.
    classes : int or None
        Number of classes, where the targets are classes.
    """

    inputs: np.ndarray
    targets: np.ndarray
    classes: int | None = None

    @property
    def count(self) -> int:
        """Number of samples that the mean is taken over."""
        return self.inputs.shape[-2]

    def subset(self, indices: np.ndarray) -> Self:
        """The same model on some of its samples.

        Parameters
        ----------
        indices : (..., size) int array_like
            Which samples; one may come more than once.  Leading axes give each lane of a batch of points samples of
            its own: they must broadcast against those of the point.

        Raises
        ------
        ValueError
            When there are no indices, one is not an integer in ``[0, count)``, or the lanes have samples of their own
            already.
        """
        indices = np.asarray(indices)
        takes = f"at least one integer in [0, {self.count})"
        require(indices.ndim >= 1 and indices.size > 0 and indices.dtype.kind in "iu", "indices", indices, takes)
        require(bool(indices.min() >= 0 and indices.max() < self.count), "indices", indices, takes)
        require(self.inputs.ndim == 2, "indices", indices, "a model whose lanes share their samples")
        return self._with(self.inputs.take(indices, axis=0), self.targets.take(indices, axis=0))

    def accuracy(
        self, x: np.ndarray, inputs: np.ndarray | None = None, targets: np.ndarray | None = None
    ) -> np.ndarray:
        """Share of samples whose class is predicted, ``(...)``; on the model's own data unless both are given.

        Raises
        ------
        ValueError
            When the targets are not classes, or only one of `inputs` and `targets` is given.
        """
        require(self.classes is not None, "targets", "numbers", "classes, for an accuracy")
        require((inputs is None) == (targets is None), "targets", targets, "both inputs and targets, or neither")
        if targets is None:
            targets = self.targets
        else:
            targets, _ = labels(targets, len(design(inputs)), self.classes)
        return (self.predict(x, inputs) == targets).mean(axis=-1)

    def _with(self, inputs: np.ndarray, targets: np.ndarray) -> Self:
        """The same model on other data, which are not checked."""
        model = object.__new__(type(self))
        vars(model).update(vars(self), inputs=inputs, targets=targets)
        return model

    def _on(self, inputs: np.ndarray) -> Self:
        """The same model on other inputs, of which the targets are not known."""
        inputs = design(inputs)
        takes = f"shape (count, {self.inputs.shape[-1]})"
        require(inputs.shape[1] == self.inputs.shape[-1], "inputs", f"shape {inputs.shape}", takes)
        return self._with(inputs, np.zeros(len(inputs), dtype=self.targets.dtype))

    def _points(self, x: np.ndarray) -> np.ndarray:
        """Return `x` as ``(..., dim)``, with a lane for each set of samples."""
        x = as_parameters(x, self.dim)
        lanes = self.inputs.shape[:-2]
        if x.shape[-1 - len(lanes) : -1] == lanes:
            return x
        return np.broadcast_to(x, (*np.broadcast_shapes(x.shape[:-1], lanes), self.dim))

    def _data_like(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Inputs and, unless they are classes, targets in the precision of `x`, so that float32 stays float32."""
        dtype = x.real.dtype
        targets = self.targets if self.targets.dtype.kind in "iu" else self.targets.astype(dtype, copy=False)
        return self.inputs.astype(dtype, copy=False), targets


def design(inputs: np.ndarray) -> np.ndarray:
    """Return `inputs` as a finite matrix ``(count, features)``, float64 unless float32.

    Raises
    ------
    ValueError
        When it is no matrix of finite numbers with at least one row and one column.
    """
    try:
        matrix = np.asarray(inputs)
        matrix = matrix if matrix.dtype == np.float32 else matrix.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"inputs: got {inputs!r}, takes numbers of shape (count, features)") from None
    shape = f"shape {matrix.shape}"
    require(matrix.ndim == 2 and min(matrix.shape) > 0, "inputs", shape, "shape (count, features), neither of them 0")
    require(bool(np.isfinite(matrix).all()), "inputs", matrix, "finite numbers")
    return matrix


def labels(targets: np.ndarray, count: int, classes: int | None = None) -> tuple[np.ndarray, int]:
    """Return `targets` as ``(count,)`` integers and the number of classes, by default the largest plus one.

    Raises
    ------
    ValueError
        When they are not `count` integers in ``[0, classes)``.
    """
    got = np.asarray(targets)
    require(got.dtype.kind in "iub", "targets", got, "integers")
    require(got.shape == (count,), "targets", f"shape {got.shape}", f"shape ({count},), one for each row of inputs")
    classes = int(got.max()) + 1 if classes is None else classes
    require_count(1, classes=classes)
    require(bool(got.min() >= 0 and got.max() < classes), "targets", got, f"integers in [0, {classes})")
    return got.astype(np.intp), classes


def responses(targets: np.ndarray, count: int) -> np.ndarray:
    """Return `targets` as ``(count,)`` or ``(count, outputs)`` finite floats.

    Raises
    ------
    ValueError
        When they are not.
    """
    got = np.asarray(targets)
    got = got if got.dtype == np.float32 else got.astype(np.float64)
    takes = f"shape ({count},) or ({count}, outputs), one for each row of inputs"
    require(got.ndim in (1, 2) and len(got) == count and got.size > 0, "targets", f"shape {got.shape}", takes)
    require(bool(np.isfinite(got).all()), "targets", got, "finite numbers")
    return got


def ridge(l2: float) -> float:
    """Return the weight of a ridge as a plain number, which leaves float32 alone.

    Raises
    ------
    ValueError
        When it is not one finite number at or above zero.
    """
    require_nonnegative(l2=l2)
    require(np.ndim(l2) == 0, "l2", l2, "one number")
    return float(l2)


def as_parameters(x: np.ndarray, dim: int, name: str = "x") -> np.ndarray:
    """Return `x` as an array ``(..., dim)`` of its own floating-point or complex type; integers become float64.

    Raises
    ------
    ValueError
        When the last axis is not `dim` long.
    """
    x = floating(x)
    require(x.ndim >= 1 and x.shape[-1] == dim, name, f"shape {x.shape}", f"shape (..., {dim})")
    return x
