"""Straight programs from methods and objectives: what they do to one point, recorded.

Numbers are handed over in lists: ``x`` the point, ``g`` the gradient, ``s`` the state, ``p`` the settings of the
sliders, ``n`` the noise of the step (before it is scaled), and as single numbers ``t``, the step, and ``r``, its rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

import numpy as np

from optbook import noise
from optbook.live.expression import Expression, apply, given
from optbook.live.traced_array import RefusedError, TracedArray, places_of, tracing
from optbook.noise import Minibatches, Noisy, NoisyAtStep
from optbook.protocols import Objective, Optimizer


@dataclass(frozen=True)
class Program:
    """A function of lists of numbers.

    Attributes
    ----------
    arguments : tuple of str
        Names of the lists and numbers that it is given.
    results : tuple of Expression
        What it returns, in this order.
    """

    arguments: tuple[str, ...]
    results: tuple[Expression, ...]


def point(name: str, dim: int) -> TracedArray:
    """A point of which nothing is known but its `dim`."""
    return TracedArray(_inputs(name, dim))


def setting(place: int, value: float, least: float) -> TracedArray:
    """The setting of a slider, by its place in ``p``: a number, ``()``."""
    return TracedArray(places_of(given(f"p[{place}]", value, least)))


def rate_of_the_step(step: Any) -> TracedArray:
    """A schedule that is not known: the rate is what the program is given as ``r``."""
    return TracedArray(places_of(given("r", 1.0, 0.0))[None])


def trace_objective(objective: Objective) -> dict[str, Program]:
    """Programs for ``value`` and ``grad`` of an objective.

    Raises
    ------
    RefusedError
        When it does something that cannot be recorded, with the reason.
    """
    if isinstance(objective, Minibatches):
        raise RefusedError("it looks up samples by the step")
    x = point("x", objective.dim)
    seen = NoisyAtStep(objective, 0) if isinstance(objective, Noisy) else objective
    with tracing(), mock.patch.object(noise, "draw", lambda law, shape, *_, **__: point("n", shape[-1])):
        value, grad = objective.value(x), seen.grad(x)
    if np.shape(value) != () or np.shape(grad) != (objective.dim,):
        raise RefusedError(f"value and grad of one point have the shapes {np.shape(value)} and {np.shape(grad)}")
    return {
        "value": Program(("x", "p"), tuple(places_of(value).flat)),
        "grad": Program(("x", "p", "n"), tuple(places_of(grad).flat)),
    }


def trace_schedule(schedule: Any) -> dict[str, Program]:
    """Program for the rate at a step, ``schedule`` being a function of it or a number.

    Raises
    ------
    RefusedError
        When it does something that cannot be recorded, with the reason.
    """
    step = TracedArray(places_of(given("t", 1.0, 0.0)))
    with tracing():
        rate = schedule(step) if callable(schedule) else schedule
    return {"rate": Program(("t", "p"), tuple(places_of(rate).flat))}


def trace_optimizer(optimizer: Optimizer, dim: int) -> dict[str, Program]:
    """Programs for ``init`` and ``update``, and for the ``first`` update where that goes another way.

    The state is a list of numbers in the order of its fields, without the counts of steps, which all are ``t``.  An
    update returns the step and then the state.

    Raises
    ------
    RefusedError
        When it does something that cannot be recorded, with the reason.
    """
    x = point("x", dim)
    with tracing():
        start = optimizer.init(x)
        leaves = [places_of(leaf) for leaf in _leaves(start) if not isinstance(leaf, int)]
        try:
            programs = {"update": _update(optimizer, start, dim, given("t", 1.0, 0.0))}
        except RefusedError:  # perhaps only of whether the step is the first
            programs = {
                "first": _update(optimizer, start, dim, None),
                "update": _update(optimizer, start, dim, given("t", 1.0, 1.0)),
            }
    return {"init": Program(("x", "r", "p"), tuple(place for leaf in leaves for place in leaf.flat)), **programs}


def _update(optimizer: Optimizer, start: Any, dim: int, step: Expression | None) -> Program:
    """Program of an update at `step`, from a state like `start`; at step 0 when `step` is None."""
    count = TracedArray(places_of(step)[None]) if step else 0
    sizes = [0 if isinstance(leaf, int) else places_of(leaf).size for leaf in _leaves(start)]
    places = iter(_inputs("s", sum(sizes)))
    state = _rebuilt(start, lambda leaf: _given_leaf(leaf, places, count))
    delta, new = optimizer.update(point("g", dim), state, point("x", dim))
    results = list(np.broadcast_to(places_of(delta), (dim,)))
    for old, leaf in zip(_leaves(start), _leaves(new), strict=True):
        if isinstance(old, int):
            _require_next(leaf, step)
        else:
            shape = places_of(old).shape
            if places_of(leaf).shape != shape:
                raise RefusedError(f"a part of its state grows from shape {shape} to {places_of(leaf).shape}")
            results += list(places_of(leaf).flat)
    return Program(("s", "g", "x", "t", "r", "p"), tuple(results))


def _require_next(count: Any, step: Expression | None) -> None:
    """A count of steps is one more after an update."""
    if step is None:
        right = not isinstance(count, TracedArray) and count == 1
    else:
        (place,) = places_of(count).flat
        one_more = apply("add", step, places_of(1).item())
        right = place.operation == "add" and place.arguments[0] is step and place.arguments[1].value == 1
        right = right and place.value == one_more.value
    if not right:
        raise RefusedError("an integer in its state is not the count of steps")


def _given_leaf(leaf: Any, places: Iterator[Expression], count: Any) -> Any:
    if isinstance(leaf, int):
        return count
    shape = places_of(leaf).shape
    taken = np.empty(shape, dtype=object)
    taken.flat = [next(places) for _ in range(taken.size)]
    return TracedArray(taken)


def _inputs(name: str, count: int) -> np.ndarray:
    places = np.empty(count, dtype=object)
    places[:] = [given(f"{name}[{i}]", 1.0) for i in range(count)]
    return places


def _leaves(state: Any) -> list[Any]:
    """Arrays and numbers in a state, in the order of its fields."""
    if isinstance(state, Mapping):
        return [leaf for part in state.values() for leaf in _leaves(part)]
    if isinstance(state, tuple):
        return [leaf for part in state for leaf in _leaves(part)]
    return [state]


def _rebuilt(state: Any, change: Any) -> Any:
    """A state with each leaf changed."""
    if isinstance(state, Mapping):
        return {key: _rebuilt(part, change) for key, part in state.items()}
    if isinstance(state, tuple):
        parts = [_rebuilt(part, change) for part in state]
        return type(state)(*parts) if hasattr(state, "_fields") else tuple(parts)
    return change(state)
