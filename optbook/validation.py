"""Checks of what a caller passes in: each error names the argument, what it got and what it takes."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np


def require(condition: bool, name: str, got: Any, takes: str) -> None:
    """Raise ``ValueError`` unless `condition` holds."""
    if not condition:
        raise ValueError(f"{name}: got {got!r}, takes {takes}")


def require_positive(**arguments: Any) -> None:
    """Each argument is a finite number above zero, or an array of such."""
    for name, got in arguments.items():
        require(_all(got, lambda a: np.isfinite(a) & (a > 0)), name, got, "finite numbers > 0")


def require_nonnegative(**arguments: Any) -> None:
    """Each argument is a finite number at or above zero, or an array of such."""
    for name, got in arguments.items():
        require(_all(got, lambda a: np.isfinite(a) & (a >= 0)), name, got, "finite numbers >= 0")


def require_fraction(**arguments: Any) -> None:
    """Each argument lies in ``[0, 1)``, or is an array of such numbers."""
    for name, got in arguments.items():
        require(_all(got, lambda a: (a >= 0) & (a < 1)), name, got, "numbers in [0, 1)")


def require_rate(**arguments: Any) -> None:
    """Each argument is a schedule (any callable) or positive."""
    require_positive(**{name: got for name, got in arguments.items() if not callable(got)})


def require_count(minimum: int, **arguments: Any) -> None:
    """Each argument is an integer of at least `minimum`."""
    for name, got in arguments.items():
        require(_is_integer(got) and got >= minimum, name, got, f"an integer >= {minimum}")


def require_choice(known: Any, **arguments: Any) -> None:
    """Each argument is one of `known`."""
    for name, got in arguments.items():
        require(got in known, name, got, "one of " + ", ".join(map(repr, known)))


def points(name: str, got: Any, dim: int) -> np.ndarray:
    """Return `got` as finite points of shape ``(..., dim)``, float64 unless float32."""
    x = np.asarray(got)
    require(x.dtype.kind in "iuf", name, got, f"an array of real numbers of shape (..., {dim})")
    x = x if x.dtype == np.float32 else x.astype(np.float64)
    require(x.ndim >= 1 and x.shape[-1] == dim, name, f"shape {x.shape}", f"shape (..., {dim})")
    require(bool(np.isfinite(x).all()), name, x, "finite numbers")
    return x


def floating(got: Any) -> np.ndarray:
    """Return `got` as an array of its own floating-point or complex type; integers become float64."""
    x = np.asarray(got)
    return x if x.dtype.kind in "fc" else x.astype(np.float64)


def _is_integer(got: Any) -> bool:
    try:
        operator.index(got)
    except TypeError:
        return False
    return not isinstance(got, (bool, np.bool_))


def _all(got: Any, condition: Any) -> bool:
    try:
        numbers = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return False
    return bool(np.all(condition(numbers)))
