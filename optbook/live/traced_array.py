"""An array that numpy's functions do not compute but record: each of its places holds an expression.

It stands for a float64 array in the code of an objective or an optimizer.  Element-wise functions, sums, products of
matrices and rearrangements are recorded; what needs to know a number, such as a branch or a solver, is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from optbook.live.expression import OPERATIONS, Expression, apply, constant

ALIASES = {"true_divide": "divide", "bitwise_and": "logical_and", "bitwise_or": "logical_or", "invert": "logical_not"}
ALIASES |= {"radians": "deg2rad", "fabs": "absolute", "float_power": "power"}


class RefusedError(TypeError):
    """What cannot be traced; the message says why."""


class TracedArray(NDArrayOperatorsMixin):
    """Expressions in the shape of an array.

    Parameters
    ----------
    places : object array of Expression
    """

    checking = False
    """Whether arguments are being checked: then the example answers."""

    def __init__(self, places: np.ndarray) -> None:
        self.places = places

    # What an array knows of itself

    @property
    def shape(self) -> tuple[int, ...]:
        """As of an array."""
        return self.places.shape

    @property
    def ndim(self) -> int:
        """As of an array."""
        return self.places.ndim

    @property
    def size(self) -> int:
        """As of an array."""
        return self.places.size

    @property
    def dtype(self) -> np.dtype:
        """``bool`` where every place is true or false, else float64."""
        boolean = self.size and all(place.is_boolean for place in self.places.flat)
        return np.dtype(bool if boolean else np.float64)

    @property
    def value(self) -> np.ndarray:
        """The example."""
        return np.array([place.value for place in self.places.flat]).reshape(self.shape)

    @property
    def real(self) -> TracedArray:
        """Itself."""
        return self

    @property
    def T(self) -> TracedArray:  # noqa: N802
        """Transpose."""
        return TracedArray(self.places.T)

    def __repr__(self) -> str:
        return f"expressions of shape {self.shape}"

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[TracedArray]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, key: Any) -> TracedArray:
        return TracedArray(_objects(self.places[key]))

    def __setitem__(self, key: Any, new: Any) -> None:
        self.places[key] = places_of(new)

    # Questions that ask for a number

    def __bool__(self) -> bool:
        place = self._only("a truth value")
        if place.is_constant or self.checking:
            return bool(place.value)
        if not place.is_boolean and place.least > 0:
            return True
        raise RefusedError("it branches on numbers of the run")

    def __float__(self) -> float:
        place = self._only("a number")
        if place.is_constant or self.checking:
            return float(place.value)
        raise RefusedError("it takes a number of the run out of numpy")

    def __index__(self) -> int:
        place = self._only("an integer")
        if (place.is_constant or self.checking) and place.value == int(place.value):
            return int(place.value)
        raise RefusedError("it counts by a number of the run")

    def _only(self, what: str) -> Expression:
        if self.size != 1:
            raise RefusedError(f"it asks an array of shape {self.shape} for {what}")
        return self.places.reshape(-1)[0]

    # Methods of an array

    def astype(self, dtype: Any, copy: bool = True) -> TracedArray:
        """Numbers from true and false; anything else stays as it is."""
        if np.dtype(dtype) != bool and self.dtype == bool:
            return elementwise("select", self, 1.0, 0.0)
        return TracedArray(self.places.copy())

    def copy(self) -> TracedArray:
        """Another array of the same expressions."""
        return TracedArray(self.places.copy())

    def reshape(self, *shape: Any) -> TracedArray:
        """As of an array."""
        return TracedArray(self.places.reshape(*shape))

    def sum(self, axis: Any = None, keepdims: bool = False) -> TracedArray:
        """Sum along `axis`, from the first to the last."""
        return self._fold("add", axis, keepdims)

    def mean(self, axis: Any = None, keepdims: bool = False) -> TracedArray:
        """Mean along `axis`."""
        total = self.astype(float).sum(axis, keepdims)
        return total / (self.size // max(total.size, 1))

    def max(self, axis: Any = None, keepdims: bool = False, initial: float | None = None) -> TracedArray:
        """Largest along `axis`."""
        largest = self._fold("maximum", axis, keepdims)
        return largest if initial is None else np.maximum(largest, initial)

    def min(self, axis: Any = None, keepdims: bool = False) -> TracedArray:
        """Smallest along `axis`."""
        return self._fold("minimum", axis, keepdims)

    def all(self, axis: Any = None, keepdims: bool = False) -> TracedArray:
        """Whether all along `axis` are true."""
        return self._fold("logical_and", axis, keepdims)

    def any(self, axis: Any = None, keepdims: bool = False) -> TracedArray:
        """Whether one along `axis` is true."""
        return self._fold("logical_or", axis, keepdims)

    def _fold(self, operation: str, axis: Any, keepdims: bool) -> TracedArray:
        axes = tuple(range(self.ndim)) if axis is None else tuple(a % self.ndim for a in np.atleast_1d(axis))
        kept = [i for i in range(self.ndim) if i not in axes]
        rows = self.places.transpose(*kept, *axes).reshape([self.shape[i] for i in kept] + [-1])
        result = rows[..., 0]
        for i in range(1, rows.shape[-1]):
            result = _each(operation, result, rows[..., i])
        result = _objects(result)
        return TracedArray(np.expand_dims(result, axes) if keepdims else result)

    # What numpy asks

    def __array__(self, *args: Any, **kwargs: Any) -> np.ndarray:
        raise RefusedError("it makes a plain array of numbers of the run")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        out, where = options.pop("out", None), options.pop("where", True)
        options.pop("dtype", None)
        name = ALIASES.get(ufunc.__name__, ufunc.__name__)
        if method != "__call__" or options:
            raise RefusedError(f"np.{ufunc.__name__}.{method} with {sorted(options)} is not recorded")
        if name == "matmul":
            return _matmul(*inputs)
        if name == "square":
            result = elementwise("multiply", inputs[0], inputs[0])
        elif name == "positive":
            result = elementwise("add", inputs[0], 0.0)
        elif name in OPERATIONS:
            result = elementwise(name, *inputs)
        else:
            raise RefusedError(f"np.{ufunc.__name__} is not recorded")
        if out is None:
            return result
        if not isinstance(out[0], TracedArray):
            raise RefusedError(f"np.{ufunc.__name__} writes a number of the run into a plain array")
        out[0].places[...] = (
            result.places if where is True else _each("select", *map(places_of, (where, result, out[0])))
        )
        return out[0]

    def __array_function__(self, function: Callable, types: Any, args: Any, kwargs: Any) -> Any:
        name = function.__name__
        if function in FUNCTIONS:
            return FUNCTIONS[function](*args, **kwargs)
        if function in MOVES:
            return _wrapped(function(*map(_plain, args), **kwargs))
        if self.checking:
            return function(*map(_example, args), **kwargs)
        module = "np.linalg" if "linalg" in getattr(function, "__module__", "") else "np"
        raise RefusedError(f"{module}.{name} is not recorded")


def traced(nested: Any) -> TracedArray:
    """An array of expressions and numbers, nested in lists as they may be."""
    return TracedArray(places_of(nested))


def places_of(nested: Any) -> np.ndarray:
    """Expressions in the shape of an array: those of a traced one, constants of any other."""
    if isinstance(nested, TracedArray):
        return nested.places
    if isinstance(nested, Expression):
        return _objects(nested)
    if isinstance(nested, (list, tuple)) and holds_traced(nested):
        return np.stack([places_of(part) for part in nested])
    plain = np.asarray(nested)
    places = np.empty(plain.shape, dtype=object)
    places.flat = [constant(number) for number in plain.flat]
    return places


def holds_traced(nested: Any) -> bool:
    """Whether a traced array stands somewhere in lists of lists."""
    if isinstance(nested, (list, tuple)):
        return any(map(holds_traced, nested))
    return isinstance(nested, TracedArray)


def elementwise(operation: str, *arguments: Any) -> TracedArray:
    """An operation, place by place; shapes are broadcast as numpy does."""
    return TracedArray(_objects(_each(operation, *map(places_of, arguments))))


@contextmanager
def tracing() -> Iterator[None]:
    """``np.asarray`` and ``np.array``, which ask no argument how it wants to be taken, let traced arrays through.

    What fails on them is refused.
    """
    asarray, array = np.asarray, np.array
    take = lambda got, *a, **k: traced(got) if holds_traced(got) else asarray(got, *a, **k)  # noqa: E731
    make = lambda got, *a, **k: traced(got).copy() if holds_traced(got) else array(got, *a, **k)  # noqa: E731
    with mock.patch.multiple(np, asarray=take, array=make), np.errstate(all="ignore"):
        try:
            yield
        except RefusedError:
            raise
        except (TypeError, ValueError, IndexError, AttributeError) as error:
            raise RefusedError("it asks more of a number than its place in a formula") from error


@contextmanager
def checking() -> Iterator[None]:
    """While arguments are checked, questions are answered for the example."""
    TracedArray.checking = True
    try:
        yield
    finally:
        TracedArray.checking = False


def _objects(got: Any) -> np.ndarray:
    if isinstance(got, np.ndarray):
        return got
    place = np.empty((), dtype=object)
    place[()] = got
    return place


def _each(operation: str, *arguments: np.ndarray) -> np.ndarray:
    arrays = np.broadcast_arrays(*arguments)
    result = np.empty(arrays[0].shape, dtype=object)
    for index in itertools.product(*map(range, result.shape)):
        result[index] = apply(operation, *(array[index] for array in arrays))
    return result


def _matmul(a: Any, b: Any) -> TracedArray:
    a, b = TracedArray(places_of(a)), TracedArray(places_of(b))
    if b.ndim == 1:
        return (a * b).sum(-1)
    if a.ndim == 1:
        return (a[:, None] * b).sum(-2)
    return (a[..., :, :, None] * b[..., None, :, :]).sum(-2)


def _plain(argument: Any) -> Any:
    if isinstance(argument, (list, tuple)):
        return type(argument)(map(_plain, argument)) if holds_traced(argument) else argument
    return argument.places if isinstance(argument, TracedArray) else argument


def _example(argument: Any) -> Any:
    return argument.value if isinstance(argument, TracedArray) else argument


def _wrapped(result: Any) -> Any:
    return type(result)(map(_wrapped, result)) if isinstance(result, (list, tuple)) else TracedArray(result)


def _stack(arrays: Any, axis: int = 0) -> TracedArray:
    return TracedArray(np.stack([places_of(array) for array in arrays], axis=axis))


def _concatenate(arrays: Any, axis: int = 0) -> TracedArray:
    return TracedArray(np.concatenate([places_of(array) for array in arrays], axis=axis))


def _filled(like: TracedArray, number: float, shape: Any = None) -> TracedArray:
    return traced(np.full(like.shape if shape is None else shape, float(number)))


def _broadcast_arrays(*arrays: Any) -> tuple[TracedArray, ...]:
    return tuple(TracedArray(array) for array in np.broadcast_arrays(*map(places_of, arrays)))


def _searchsorted(places: Any, found: TracedArray, side: str = "left") -> TracedArray:
    """How many of a few sorted numbers lie before what is looked for."""
    passed = np.greater_equal if side == "right" else np.greater
    return sum((passed(found, place).astype(float) for place in places), start=0.0 * found)


MOVES = {np.moveaxis, np.swapaxes, np.transpose, np.reshape, np.broadcast_to, np.squeeze, np.expand_dims, np.diagonal}
FUNCTIONS: dict[Callable, Callable] = {
    np.shape: lambda a: a.shape,
    np.ndim: lambda a: a.ndim,
    np.size: lambda a: a.size,
    np.real: lambda a: a,
    np.copy: lambda a: a.copy(),
    np.result_type: lambda *a: np.dtype(np.float64),
    np.stack: _stack,
    np.concatenate: _concatenate,
    np.where: lambda condition, a, b: elementwise("select", condition, a, b),
    np.clip: lambda a, low, high: np.minimum(np.maximum(a, low), high),
    np.sum: lambda a, axis=None, keepdims=False: a.sum(axis, keepdims),
    np.mean: lambda a, axis=None, keepdims=False: a.mean(axis, keepdims),
    np.max: lambda a, axis=None, keepdims=False: a.max(axis, keepdims),
    np.min: lambda a, axis=None, keepdims=False: a.min(axis, keepdims),
    np.all: lambda a, axis=None, keepdims=False: a.all(axis, keepdims),
    np.any: lambda a, axis=None, keepdims=False: a.any(axis, keepdims),
    np.zeros_like: lambda a, dtype=None, shape=None: _filled(a, 0, shape),
    np.ones_like: lambda a, dtype=None, shape=None: _filled(a, 1, shape),
    np.empty_like: lambda a, dtype=None, shape=None: _filled(a, 0, shape),
    np.full_like: lambda a, number, dtype=None, shape=None: _filled(a, number, shape),
    np.broadcast_arrays: _broadcast_arrays,
    np.searchsorted: _searchsorted,
}
