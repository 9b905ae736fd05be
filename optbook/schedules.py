"""Step sizes as functions of the step, which counts from 0."""

from __future__ import annotations

from typing import Any

from optbook.protocols import Rate


def rate(lr: Rate, step: Any) -> Any:
    """Rate at `step`: `lr` itself, or its value there when it is a schedule."""
    return lr(step) if callable(lr) else lr
