from __future__ import annotations

import numpy as np
import pytest

from interpreter import evaluate
from optbook.live.script import script
from optbook.live.trace import Program, point
from optbook.live.traced_array import RefusedError, TracedArray, checking, places_of, traced, tracing

X = np.array([0.3, -1.7, 2.5])


def answer(function):
    """What `function` gives on `X`, by way of a program."""
    with tracing():
        result = function(point("x", 3))
    return evaluate(script(Program(("x",), tuple(places_of(result).flat))), x=X).reshape(np.shape(result))


def in_place(x):
    y = x * 2
    y -= x
    np.multiply(y, y, out=y)
    return y


def masked(x):
    return np.divide(x, x - x[0], out=np.zeros_like(x), where=x != x[0])


FUNCTIONS = {
    "arithmetic": lambda x: -x * 2 + 1 / x - x**3 + x**2 - 3**x,
    "functions": lambda x: np.exp(x) + np.tanh(x) * np.arctan(x) - np.log1p(x * x) + np.abs(x) ** 0.5 + np.sign(x),
    "where": lambda x: np.where(x > 0, x, -x),
    "both": lambda x: np.where((x > 0) & ~(x > 1) | (x < -1), 1.0, 0.0),
    "clip": lambda x: np.clip(x, -1, 1),
    "places": lambda x: np.stack([x[..., 2], x[0], x[1]], axis=-1),
    "moved": lambda x: sum(k * part for k, part in enumerate(np.moveaxis(np.asarray(x), -1, 0))),
    "sum": lambda x: x.sum(-1, keepdims=True) + x.max(-1) - x.min() + x.mean(),
    "matrix": lambda x: x @ np.arange(9.0).reshape(3, 3) + np.arange(9.0).reshape(3, 3) @ x,
    "outer": lambda x: x[:, None] * x[None, :] @ np.eye(3),
    "in place": in_place,
    "masked": masked,
    "set": lambda x: np.stack([x, x]).reshape(-1)[1:4].copy(),
    "lists": lambda x: np.array([[x[0], 1.0], [2.0, x[1]]]),
    "counted": lambda x: (x > 0).astype(float).mean(-1),
    "found": lambda x: np.searchsorted([-1.0, 0.0, 1.0], x[0], side="right").astype(float),
    "finite": lambda x: np.isfinite(x).all(-1) * 1.0,
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_what_is_recorded_is_what_numpy_computes(function):
    np.testing.assert_allclose(answer(function), function(X), rtol=1e-14, atol=1e-15)


REFUSED = {
    "branches": lambda x: x if x[0] > 0 else -x,
    "np.linalg.solve": lambda x: np.linalg.solve(np.eye(3), x),
    "np.sort": lambda x: np.sort(x),
    "out of numpy": lambda x: x * float(x[0]),
    "counts": lambda x: sum(x for _ in range(x[0])),
    "plain array": lambda x: np.frombuffer(x.__array__()),
    "np.add.reduce": lambda x: np.add.reduce(x),
    "hypot": lambda x: np.hypot(x, x),
    "more of a number than its place": lambda x: x.nothing,
}


@pytest.mark.parametrize(("why", "function"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_recorded_is_refused_with_the_reason(why, function):
    with pytest.raises(RefusedError, match=why), tracing():
        function(point("x", 3))


def test_a_check_of_arguments_is_answered_for_the_example():
    x = TracedArray(point("x", 1).places)
    with checking():
        assert x > 0
        assert np.linalg.det(traced([[x[0], 0.0], [0.0, 1.0]])) == 1.0
    with pytest.raises(RefusedError):
        bool(x > 0)


def test_numpy_is_left_as_it_was():
    before = np.asarray, np.array
    with tracing():
        assert np.asarray([1, 2], dtype=float).dtype == float
        assert isinstance(np.array([1.0]), np.ndarray)
    assert (np.asarray, np.array) == before
