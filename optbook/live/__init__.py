"""Objectives, optimizers and schedules as programs for a browser: traced from the Python, never written again."""

from optbook.live.figure import LiveFigure, Slider, Subject, slider
from optbook.live.recipe import RecipeError, recipe
from optbook.live.script import script
from optbook.live.trace import Program, trace_objective, trace_optimizer, trace_schedule
from optbook.live.traced_array import RefusedError, TracedArray

__all__ = [
    "LiveFigure",
    "Program",
    "RecipeError",
    "RefusedError",
    "Slider",
    "Subject",
    "TracedArray",
    "recipe",
    "script",
    "slider",
    "trace_objective",
    "trace_optimizer",
    "trace_schedule",
]
