"""How many numbers a step reads and writes: on points that do not fit in near memory, this is what takes the time."""

from __future__ import annotations

from typing import Any

import numpy as np

from optbook.protocols import Optimizer
from optbook.validation import require_count


class _Counted(np.lib.mixins.NDArrayOperatorsMixin):
    """An array that counts, in a tally shared by all that comes of it, the numbers that go in and out of it."""

    def __init__(self, array: np.ndarray, tally: list[int]) -> None:
        self.array, self.tally = array, tally
        self.shape, self.dtype, self.ndim = array.shape, array.dtype, array.ndim

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: tuple = (), **options: Any) -> _Counted:
        """Work out `ufunc`, reading each array once however often it is named, and writing one."""
        read = {id(each): each.array.size for each in inputs if isinstance(each, _Counted)}
        plain = [each.array if isinstance(each, _Counted) else each for each in inputs]
        result = getattr(ufunc, method)(*plain, out=tuple(each.array for each in out) or None, **options)
        self.tally[0] += sum(read.values()) + result.size
        return out[0] if out else _Counted(result, self.tally)


def numbers_moved(optimizer: Optimizer, dim: int = 8) -> float:
    """Numbers that one step reads from memory or writes to it, for each parameter.

    Counted over the array operations of ``update`` and of ``x + delta``, each of which passes over its arrays once.
    It takes an optimizer whose ``update`` is made of elementwise operations, and a state whose arrays have the
    shape of the point.

    Parameters
    ----------
    optimizer : Optimizer
        Settings are numbers, not arrays.
    dim : int
        Number of parameters to count with; the result does not depend on it.

    Raises
    ------
    ValueError
        When `dim` is not a count.
    """
    require_count(1, dim=dim)
    x, tally = np.linspace(1.0, 2.0, dim), [0]
    state = optimizer.init(x)
    state = type(state)(*(_Counted(each, tally) if isinstance(each, np.ndarray) else each for each in state))
    point = _Counted(x, tally)
    delta, _ = optimizer.update(_Counted(x.copy(), tally), state, point)
    point + delta
    return tally[0] / dim
