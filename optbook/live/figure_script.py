"""The script of a live figure: what it offers as data, and its programs, each printed once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from optbook import noise
from optbook.live.choices import Subject
from optbook.live.figure import LiveFigure
from optbook.live.recipe import free_names
from optbook.live.script import number, script
from optbook.live.traced_array import RefusedError
from optbook.noise import Noisy
from optbook.validation import require

HEAD = "// Printed from the Python of optbook while the book was built. Nothing here is written by hand."
# Where in its window a run starts, when nothing is said: on no axis and no diagonal.
SHARES = (0.2, 0.65)


class FigureScript(NamedTuple):
    """A script, and what it leaves out."""

    text: str
    """ECMAScript that enters the figure into ``optbookLive`` under its name."""
    refused: dict[str, str]
    """What cannot be traced, by its label, and why."""


def figure_script(figure: LiveFigure) -> FigureScript:
    """Trace and print everything that a figure offers.

    A method that can be traced on fewer than half of the objectives is left out of all.

    Raises
    ------
    RefusedError
        When an objective cannot be traced.
    ValueError
        When nothing is left of the methods.
    """
    refused: dict[str, str] = {}
    programs: dict[str, int] = {}
    objectives = [_objective(figure, place) for place in range(len(figure.objectives))]
    methods = [text for method in figure.methods if (text := _method(figure, method, programs, refused))]
    require(bool(methods), "methods", refused, "one that can be traced")
    schedules = [text for schedule in figure.schedules_or_rate if (text := _schedule(figure, schedule, refused))]
    told = {"sliders": [vars(slider) for slider in figure.sliders], "plane": list(figure.plane)}
    if figure.plane:
        told["borders"] = [figure.curve(border).round(4).tolist() for border in figure.borders]
    body = _record(
        told,
        objectives=_list(objectives),
        methods=_list(methods),
        schedules=_list(schedules),
        programs=_list(list(programs)),
    )
    return FigureScript(
        f"{HEAD}\n(globalThis.optbookLive ??= {{}})[{json.dumps(figure.name)}] = (() => {{\n"
        f'"use strict";\nconst pick = (condition, a, b) => condition ? a : b;\nreturn {body};\n}})();\n',
        refused,
    )


def _objective(figure: LiveFigure, place: int) -> str:
    """An objective with its window and start."""
    subject = figure.objectives[place]
    programs = {name: script(program) for name, program in figure.trace(subject).items()}
    made = figure.make(subject, figure.defaults)
    window = figure.window if len(figure.window) == made.dim else _domain(made)
    start = [low + (high - low) * share for (low, high), share in zip(window, SHARES, strict=False)]
    start = figure.start if len(figure.start) == made.dim else start
    told = {"dim": made.dim, "window": [list(pair) for pair in window], "start": list(start)}
    return _record(_told(subject) | told, noise=_draws(figure, made), **programs)


def _domain(objective: Any) -> list[list[float]]:
    """Lower and upper end for each variable, of the objective or of what it stands before."""
    origin = objective if hasattr(objective, "domain") else getattr(objective, "objective", None)
    require(hasattr(origin, "domain"), "window", None, f"two numbers for each variable of {objective!r}")
    return np.stack(origin.domain, axis=-1).tolist()


def _draws(figure: LiveFigure, objective: Any) -> str:
    """The draws of each seed and step, before they are scaled; null for an objective without noise."""
    if not isinstance(objective, Noisy):
        return "null"
    ranges = {slider.name: (int(slider.low), int(slider.high)) for slider in figure.sliders if slider.whole}
    low, high = ranges.get("seed", (objective.seed, objective.seed))
    seeds = []
    for seed in range(low, high + 1):
        steps = range(ranges["steps"][1])
        draws = [noise.draw(objective.noise, (objective.dim,), seed, step).tolist() for step in steps]
        seeds.append("[" + ",".join("[" + ",".join(map(number, draw)) + "]" for draw in draws) + "]")
    return f"{{first: {low}, draws: {_list(seeds)}}}"


def _method(figure: LiveFigure, method: Subject, programs: dict[str, int], refused: dict[str, str]) -> str | None:
    """A method, with the place of its programs for each objective; none where most are refused."""
    of, reasons, printed = [], {}, {}
    for place, objective in enumerate(figure.objectives):
        kind = place if "objective" in free_names(method.recipe) else -figure.dims[place]
        try:
            if kind not in printed:
                parts = {name: script(program) for name, program in figure.trace(method, place).items()}
                printed[kind] = _record({}, **parts)
            of.append(programs.setdefault(printed[kind], len(programs)))
        except RefusedError as reason:
            reasons[f"{method.label} on {objective.label}"] = str(reason)
            of.append(None)
    if 2 * len(reasons) > len(of):
        refused[method.label] = next(iter(reasons.values()))
        return None
    refused.update(reasons)
    return _record(_told(method) | {"of": of})


def _schedule(figure: LiveFigure, schedule: Subject, refused: dict[str, str]) -> str | None:
    """A schedule with its program, if it can be traced."""
    try:
        return _record(_told(schedule), rate=script(figure.trace(schedule)["rate"]))
    except RefusedError as reason:
        refused[schedule.label] = str(reason)
        return None


def _told(subject: Subject) -> dict[str, Any]:
    return {"label": subject.label, "recipe": subject.recipe}


def _record(told: Mapping[str, Any], **code: str) -> str:
    """An object of plain data and of code."""
    fields = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
    return "{" + ",\n".join(fields + [f"{name}: {text}" for name, text in code.items()]) + "}"


def _list(parts: list[str]) -> str:
    return "[" + ",\n".join(parts) + "]"
