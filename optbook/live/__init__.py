"""Objectives, optimizers and schedules as programs for a browser: traced from the Python, never written again."""

from optbook.live.choices import Slider, Subject, slider
from optbook.live.figure import LiveFigure
from optbook.live.figure_script import FigureScript, figure_script
from optbook.live.recipe import RecipeError, recipe
from optbook.live.script import script
from optbook.live.trace import Program, trace_objective, trace_optimizer, trace_schedule
from optbook.live.traced_array import RefusedError, TracedArray

__all__ = [
    "FigureScript",
    "LiveFigure",
    "Program",
    "RecipeError",
    "RefusedError",
    "Slider",
    "Subject",
    "TracedArray",
    "figure_script",
    "recipe",
    "script",
    "slider",
    "trace_objective",
    "trace_optimizer",
    "trace_schedule",
]
