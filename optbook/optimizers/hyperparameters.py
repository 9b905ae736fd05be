"""Hyperparameters that are arrays: what lets one run sweep a thousand settings, in the precision of the point."""

from __future__ import annotations

from typing import Any

import numpy as np


def like(x: np.ndarray, *values: Any) -> list[Any]:
    """Return numbers and arrays in the precision of `x`, so that float32 stays float32 in a sweep."""
    return [value if type(value) is float else _cast(value, x.dtype) for value in values]


def zeros(x: np.ndarray, *values: Any) -> np.ndarray:
    """Zeros of the shape that `x` takes once `values` have been broadcast against it.

    A sweep of a point of few coordinates lies coordinate by coordinate in memory: loops over its many lanes are long,
    loops over its coordinates are all beginning and end.
    """
    shape = np.broadcast_shapes(x.shape, *map(np.shape, values))
    if x.ndim == 1 and len(shape) == 2 and shape[1] < 8:
        return np.zeros(shape[::-1], dtype=x.dtype).T
    return np.zeros(shape, dtype=x.dtype)


def leaky(average: np.ndarray, new: np.ndarray, beta: Any) -> np.ndarray:
    """Leaky average: ``beta average + (1 - beta) new``."""
    keep, take = like(new, beta, 1 - beta)
    return keep * average + take * new


def dot(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Inner product of each pair of points: ``(..., dim), (..., dim) -> (..., 1)``."""
    return (a * b).sum(-1, keepdims=True)


def length(x: np.ndarray) -> np.ndarray:
    """Euclidean length of each point, ``(..., dim) -> (..., 1)``, where even its square would overflow."""
    largest = np.abs(x).max(-1, keepdims=True)
    return largest * np.sqrt((ratio(x, largest) ** 2).sum(-1, keepdims=True))


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """``above / below``, and zero wherever `above` is zero, whatever is below."""
    above, below = np.broadcast_arrays(above, below)
    return np.divide(above, below, out=np.zeros_like(above), where=above != 0)


def _cast(value: Any, dtype: np.dtype) -> Any:
    value = np.asarray(value)
    if not value.ndim:
        return float(value)
    return value if value.dtype == dtype else value.astype(dtype)
