"""The run loop: one objective, one optimizer, one batch of starts, every iterate kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from optbook.protocols import Objective, Optimizer
from optbook.validation import points, require_count

IGNORED = {"over": "ignore", "invalid": "ignore", "divide": "ignore"}
"""What numpy would warn of where a lane diverges."""

NEAR = 32768
"""Numbers in the iterates that are evaluated at a time, 256 kB: with more, what is worked out leaves near memory."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What a run visited.

    Attributes
    ----------
    x : (kept, ..., dim) array
        Iterates, the start first.
    value : (kept, ...) array
        Value of the objective (all of it, not what was seen at a step) at each of them.
    diverged : (...) bool array
        Lanes in which an iterate, a value or a gradient stopped being finite.
    step : (kept,) int array
        Number of updates before each iterate that was kept.
    observed : dict of (kept, ...) arrays
        What ``observe`` was asked for.
    """

    x: np.ndarray
    value: np.ndarray
    diverged: np.ndarray
    step: np.ndarray
    observed: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Number of updates made."""
        return int(self.step[-1])


def descend(
    objective: Objective,
    x0: np.ndarray,
    optimizer: Optimizer,
    steps: int,
    *,
    every: int = 1,
    observe: Mapping[str, Callable[[np.ndarray], np.ndarray]] | None = None,
) -> Trajectory:
    """Run `optimizer` on `objective` from `x0` for `steps` updates.

    Parameters
    ----------
    objective : Objective
        Anything with ``dim``, ``value`` and ``grad``; with ``at(step)`` if it is stochastic.
    x0 : (..., dim) array_like
        Starts.  Leading axes are independent runs.  Hyperparameters that broadcast against `x0` add runs: a rate
        of shape ``(1000, 1)`` and a start of shape ``(2,)`` give a thousand runs in the plane.
    optimizer : Optimizer
        Anything with ``init`` and ``update``.
    steps : int
        Number of updates, at least 0.
    every : int
        Keep each `every`-th iterate, and the last.
    observe : mapping of str to function of x, optional
        Computed at each iterate that is kept.

    Returns
    -------
    Trajectory
        With ``x`` of shape ``(steps + 1, ..., dim)`` when ``every == 1``.

    Raises
    ------
    ValueError
        When `x0` is not finite or not of shape ``(..., dim)``, or `steps` or `every` is not a count.

    Notes
    -----
    A run that overflows goes on as inf or nan in its own lane and is marked as diverged.  Its neighbors do not
    notice, and no warning is raised.
    """
    x = points("x0", x0, objective.dim)
    require_count(0, steps=steps)
    require_count(1, every=every)
    kept_steps = np.unique(np.append(np.arange(0, steps + 1, every), steps))

    with np.errstate(**IGNORED):
        kept = _Kept(kept_steps, x)
        # A gradient that is not finite must not be lost, even where the optimizer masks it: it stays in this sum.
        gradients = np.zeros_like(x)
        for grad, _, _ in _updates(objective, x, optimizer.init(x), optimizer, steps, kept.add):
            try:
                gradients += grad
            except ValueError:  # more lanes: this happens once, if at all
                gradients = gradients + grad
        iterates = kept.iterates
        values = _values(objective, iterates)
        iterates.flags.writeable = False  # what is observed must not change what was kept
        observed = {name: np.stack([np.asarray(f(x)) for x in iterates]) for name, f in (observe or {}).items()}
        iterates.flags.writeable = True
        finite = np.isfinite(iterates[-1]).all(-1) & np.isfinite(gradients).all(-1) & np.isfinite(values).all(0)

    return Trajectory(x=iterates, value=values, diverged=~finite, step=kept_steps, observed=observed)


def follow(
    objective: Objective, x0: np.ndarray, optimizer: Optimizer, steps: int
) -> Iterator[tuple[np.ndarray, object]]:
    """Run as `descend` does, and give each iterate with the optimizer's state instead of keeping what was visited.

    No value is computed: for runs of which only the end is wanted, an average in the state, or sums on the way.

    Parameters
    ----------
    objective, x0, optimizer, steps
        As in `descend`; `x0` has all the lanes that the hyperparameters ask for.

    Yields
    ------
    x : (..., dim) array
        The start, then the iterate after each update: ``steps + 1`` in all.
    state
        The optimizer's at that point.

    Raises
    ------
    ValueError
        When `x0` is not finite or not of shape ``(..., dim)``, or `steps` is not a count.
    """
    x = points("x0", x0, objective.dim)
    require_count(0, steps=steps)
    with np.errstate(**IGNORED):
        state = optimizer.init(x)
    yield x, state
    run = _updates(objective, x, state, optimizer, steps, _moved)
    while True:
        with np.errstate(**IGNORED):  # not while the caller works
            made = next(run, None)
        if made is None:
            return
        yield made[1:]


def finish(objective: Objective, x0: np.ndarray, optimizer: Optimizer, steps: int) -> tuple[np.ndarray, object]:
    """Give the last iterate, ``(..., dim)``, and the state that `follow` comes to."""
    x = points("x0", x0, objective.dim)
    require_count(0, steps=steps)
    with np.errstate(**IGNORED):
        state = optimizer.init(x)
        made = deque(_updates(objective, x, state, optimizer, steps, _moved), maxlen=1)
    return made[0][1:] if made else (x, state)


def _updates(
    objective: Objective,
    x: np.ndarray,
    state: object,
    optimizer: Optimizer,
    steps: int,
    add: Callable[[int, np.ndarray, np.ndarray], np.ndarray],
) -> Iterator[tuple[np.ndarray, np.ndarray, object]]:
    """Make each update: the gradient seen, the iterate that comes of it, and the state."""
    see = getattr(objective, "at", lambda step: objective)
    for step in range(steps):
        grad = see(step).grad(x)
        delta, state = optimizer.update(grad, state, x)
        x = add(step + 1, x, delta)
        yield grad, x, state


def _moved(step: int, x: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Give ``x + delta``, whatever the step."""
    return x + np.asarray(delta)


class _Kept:
    """Room for the iterates that are kept; each new one is computed where it stays."""

    def __init__(self, steps: np.ndarray, x: np.ndarray) -> None:
        self.iterates = np.empty((len(steps), *x.shape), dtype=x.dtype)
        self.iterates[0] = x
        self.filled = 1
        self.ahead = steps.tolist()

    def add(self, step: int, x: np.ndarray, delta: np.ndarray) -> np.ndarray:
        """Give ``x + delta``, and keep it at the steps asked for.

        Where it has more lanes than there were, those before it are repeated.
        """
        if step != self.ahead[self.filled]:
            return x + np.asarray(delta)
        self.filled += 1
        try:
            return np.add(x, delta, out=self.iterates[self.filled - 1])
        except ValueError:  # more lanes: this happens once, if at all
            narrow, self.iterates = self.iterates, _rows_like(x + np.asarray(delta), len(self.iterates), x.dtype)
            for old, new in zip(narrow[: self.filled - 1], self.iterates, strict=False):
                new[...] = old
            return np.add(x, delta, out=self.iterates[self.filled - 1])


def _rows_like(x: np.ndarray, count: int, dtype: np.dtype) -> np.ndarray:
    """Room for `count` arrays of the shape of `x`, each laid out in memory as `x` is."""
    slowest_first = np.argsort([-stride for stride in x.strides], kind="stable")
    room = np.empty((count, *(x.shape[axis] for axis in slowest_first)), dtype=dtype)
    return room.transpose(0, *(np.argsort(slowest_first) + 1))


def _values(objective: Objective, iterates: np.ndarray) -> np.ndarray:
    """Values of the iterates, as many at a time as stay in near memory; a model holds a number for each sample too."""
    dim, samples = iterates.shape[-1], getattr(objective, "count", 1)
    numbers = iterates[0].size // dim * max(dim, samples if isinstance(samples, int) else 1)
    rows = max(1, NEAR // max(1, numbers))
    first = np.asarray(objective.value(iterates[:rows]))
    values = np.empty((len(iterates), *first.shape[1:]), dtype=first.dtype)
    values[:rows] = first
    for i in range(rows, len(iterates), rows):
        values[i : i + rows] = objective.value(iterates[i : i + rows])
    return values
