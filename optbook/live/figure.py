"""A live figure: which objectives, methods and schedules it offers, with which sliders, and its script."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from optbook import noise
from optbook.live.recipe import RecipeError, free_names, recipe, title
from optbook.live.script import number, script
from optbook.live.trace import Program, rate_of_the_step, setting, trace_objective, trace_optimizer, trace_schedule
from optbook.live.traced_array import RefusedError, checking, tracing
from optbook.noise import Noisy
from optbook.validation import require

# Where in its window a run starts, when nothing is said: on no axis and no diagonal.
SHARES = (0.2, 0.65)
HEAD = "// Printed from the Python of optbook while the book was built. Nothing here is written by hand."


@dataclass(frozen=True)
class Slider:
    """A number that the reader sets.

    Attributes
    ----------
    name : str
        What recipes call it.
    label : str
        What the reader is told it is, with its unit if it has one.
    value, low, high : float
        Where it starts, and its range.
    log : bool
        Whether equal ways on it are equal factors.
    whole : bool
        Whether it takes integers only.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    log: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        inside = self.low < self.high and self.low <= self.value <= self.high
        require(inside, self.name, f"{self.value} in [{self.low}, {self.high}]", "a range and a number in it")
        require(not self.log or self.low > 0, self.name, f"from {self.low}", "a range above 0, being logarithmic")
        ends = (self.value, self.low, self.high)
        require(not self.whole or all(end == int(end) for end in ends), self.name, ends, "integers")


@dataclass(frozen=True)
class Subject:
    """One thing to choose: a recipe and what it is called."""

    recipe: str
    label: str

    @classmethod
    def named(cls, text: str) -> Subject:
        """From ``recipe`` or ``recipe as label``."""
        made, _, label = text.partition(" as ")
        return cls(made.strip(), label.strip() or title(made))


@dataclass(frozen=True)
class LiveFigure:
    """What a live figure offers.

    Attributes
    ----------
    name : str
    objectives, methods, schedules : tuple of Subject
        Without a schedule the rate is what the methods say.
    sliders : tuple of Slider
        Among them ``steps``, the number of updates; ``seed``, if there is noise, counts the draws that go along.
    start, window : tuple of float, or of pairs
        Where runs start and what is shown; the objective's own domain when left out.
    plane : tuple of two names
        Sliders whose plane is shown beside, by how much of the value a run leaves.

    Raises
    ------
    ValueError
        When a recipe cannot be made at an end of a slider, or a slider is used by nothing.
    """

    name: str
    objectives: tuple[Subject, ...]
    methods: tuple[Subject, ...]
    sliders: tuple[Slider, ...]
    schedules: tuple[Subject, ...] = ()
    start: tuple[float, ...] = ()
    window: tuple[tuple[float, float], ...] = ()
    plane: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        names = [slider.name for slider in self.sliders]
        require(
            len(set(names)) == len(names) and "steps" in names, "sliders", names, "each name once, among them steps"
        )
        everything = [*self.objectives, *self.methods, *self.schedules]
        require(bool(self.objectives and self.methods), "objectives and methods", everything, "at least one of each")
        used = {"steps"}.union(*(free_names(subject.recipe) for subject in everything))
        require(set(names) <= used, "sliders", sorted(set(names) - used), "none that no recipe uses")
        require(set(self.plane) <= set(names) and len(self.plane) in (0, 2), "plane", self.plane, f"two of {names}")
        for settings in self._corners():
            for objective in self.objectives:
                self.make(objective, settings)
            for method in self.methods:
                self._check(method, settings)
            for schedule in self.schedules:
                self.make(schedule, settings)
        require(set(self.dims) <= {1, 2}, "objectives", f"{self.dims} variables", "functions of one or two variables")

    def _check(self, method: Subject, settings: Mapping[str, Any]) -> None:
        """Make a method; where it takes the objective, on one of them at least."""
        errors = []
        objectives = self.objectives if "objective" in free_names(method.recipe) else self.objectives[:1]
        for objective in objectives:
            try:
                self.make(method, settings, objective)
            except RecipeError:
                raise
            except ValueError as error:
                errors.append(error)
        if len(errors) == len(objectives):
            raise errors[0]

    @property
    def defaults(self) -> dict[str, float]:
        """Where the sliders start."""
        return {slider.name: int(slider.value) if slider.whole else slider.value for slider in self.sliders}

    def _corners(self) -> list[dict[str, float]]:
        """The defaults, and with one slider at either end."""
        ends = [{slider.name: end} for slider in self.sliders for end in (slider.low, slider.high)]
        whole = {slider.name for slider in self.sliders if slider.whole}
        corners = [self.defaults, *(self.defaults | end for end in ends)]
        return [{name: int(v) if name in whole else v for name, v in corner.items()} for corner in corners]

    def make(self, subject: Subject, settings: Mapping[str, Any], objective: Subject | None = None) -> Any:
        """What a subject is at some settings; of a method, on an objective."""
        names = dict(settings)
        if objective is not None and "objective" in free_names(subject.recipe):
            names["objective"] = recipe(objective.recipe, settings)
        return recipe(subject.recipe, names)

    @cached_property
    def dims(self) -> tuple[int, ...]:
        """Number of variables of each objective."""
        return tuple(self.make(objective, self.defaults).dim for objective in self.objectives)

    def traced_settings(self, shape: tuple[int, ...]) -> dict[str, Any]:
        """A setting for each slider, as an array of `shape`; the seed as it is, since draws cannot be traced."""
        given = {
            slider.name: setting(place, slider.value, slider.low).reshape(shape)
            for place, slider in enumerate(self.sliders)
        }
        return given | {name: value for name, value in self.defaults.items() if name == "seed"}

    def trace(self, subject: Subject, objective: int | None = None) -> dict[str, Program]:
        """Programs of a subject; of a method, on an objective by its place.

        Raises
        ------
        RefusedError
            When it cannot be traced, with the reason.
        """
        numbers = self.traced_settings(())
        with tracing(), checking():
            if objective is None:
                made = recipe(subject.recipe, numbers)
            else:
                names = self.traced_settings((1,)) | {"lr": rate_of_the_step}
                names["objective"] = recipe(self.objectives[objective].recipe, numbers)
                made = recipe(subject.recipe, names)
        if objective is not None:
            return trace_optimizer(made, self.dims[objective])
        return trace_schedule(made) if subject in self.schedules_or_rate else trace_objective(made)

    @property
    def schedules_or_rate(self) -> tuple[Subject, ...]:
        """The schedules; without any, the rate itself where it is a slider."""
        if self.schedules:
            return self.schedules
        return (Subject("lr" if "lr" in self.defaults else "1", "constant"),)

    def text(self) -> str:
        """The script.  What cannot be traced is left out and noted in ``refused``.

        Raises
        ------
        ValueError
            When nothing is left of the methods.
        """
        self.refused.clear()
        programs: dict[str, int] = {}
        objectives = [self._objective(place) for place in range(len(self.objectives))]
        methods = [self._method(method, programs) for method in self.methods]
        methods = [text for text in methods if text]
        require(bool(methods), "methods", self.refused, "one that can be traced")
        schedules = []
        for schedule in self.schedules_or_rate:
            try:
                rate = script(self.trace(schedule)["rate"])
            except RefusedError as reason:
                self.refused[schedule.label] = str(reason)
            else:
                schedules.append(_record(_told(schedule), rate=rate))
        told = {"sliders": [vars(slider) for slider in self.sliders], "plane": list(self.plane)}
        body = _record(
            told, objectives=_list(objectives), methods=_list(methods), schedules=_list(schedules),
            programs=_list(list(programs)),
        )  # fmt: skip
        return (
            f"{HEAD}\n(globalThis.optbookLive ??= {{}})[{json.dumps(self.name)}] = (() => {{\n"
            f'"use strict";\nconst pick = (condition, a, b) => condition ? a : b;\nreturn {body};\n}})();\n'
        )

    def _objective(self, place: int) -> str:
        subject = self.objectives[place]
        programs = {name: script(program) for name, program in self.trace(subject).items()}
        made = self.make(subject, self.defaults)
        window = self.window if len(self.window) == made.dim else _domain(made)
        start = (
            self.start
            if len(self.start) == made.dim
            else [low + (high - low) * share for (low, high), share in zip(window, SHARES, strict=False)]
        )
        told = _told(subject) | {"dim": made.dim, "window": [list(pair) for pair in window], "start": list(start)}
        return _record(told, noise=self._draws(subject), **programs)

    def _draws(self, subject: Subject) -> str:
        """The draws of each seed and step, before they are scaled; null for an objective without noise."""
        seeds = next((slider for slider in self.sliders if slider.name == "seed"), None)
        made = self.make(subject, self.defaults)
        if not isinstance(made, Noisy) or seeds is None:
            return "null" if not isinstance(made, Noisy) else _rows(made, made.seed, made.seed, self._most_steps())
        return _rows(made, int(seeds.low), int(seeds.high), self._most_steps())

    def _most_steps(self) -> int:
        return int(next(slider.high for slider in self.sliders if slider.name == "steps"))

    def _method(self, method: Subject, programs: dict[str, int]) -> str | None:
        """A method, with the place of its programs for each objective; none where most are refused."""
        of, reasons, printed = [], {}, {}
        for place, objective in enumerate(self.objectives):
            kind = place if "objective" in free_names(method.recipe) else -self.dims[place]
            try:
                if kind not in printed:
                    parts = {name: script(program) for name, program in self.trace(method, place).items()}
                    printed[kind] = _record({}, **parts)
                of.append(programs.setdefault(printed[kind], len(programs)))
            except RefusedError as reason:
                reasons[f"{method.label} on {objective.label}"] = str(reason)
                of.append(None)
        if 2 * len(reasons) > len(of):
            self.refused[method.label] = next(iter(reasons.values()))
            return None
        self.refused.update(reasons)
        return _record(_told(method) | {"of": of})


def _domain(objective: Any) -> list[list[float]]:
    """Lower and upper end for each variable, of the objective or of what it stands before."""
    origin = objective if hasattr(objective, "domain") else getattr(objective, "objective", None)
    require(hasattr(origin, "domain"), "window", None, f"two numbers for each variable of {objective!r}")
    return np.stack(origin.domain, axis=-1).tolist()


def _told(subject: Subject) -> dict[str, Any]:
    return {"label": subject.label, "recipe": subject.recipe}


def _record(told: Mapping[str, Any], **code: str) -> str:
    """An object of plain data and of code."""
    fields = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
    return "{" + ",\n".join(fields + [f"{name}: {text}" for name, text in code.items()]) + "}"


def _list(parts: list[str]) -> str:
    return "[" + ",\n".join(parts) + "]"


def _rows(noisy: Noisy, low: int, high: int, steps: int) -> str:
    seeds = []
    for seed in range(low, high + 1):
        draws = [noise.draw(noisy.noise, (noisy.dim,), seed, step) for step in range(steps)]
        seeds.append(_list(["[" + ",".join(map(number, draw.tolist())) + "]" for draw in draws]).replace("\n", ""))
    return f"{{first: {low}, draws: {_list(seeds)}}}"


def slider(text: str) -> Slider:
    """A slider from ``lr = 0.1 in [0.001, 1] log, rate``: name, start, range, ``log`` or ``whole``, what it is.

    Raises
    ------
    ValueError
        When it is not written so.
    """
    head, _, label = text.partition("]")[2].partition(",")
    name, _, rest = text.partition("]")[0].partition("=")
    value, _, ends = rest.partition(" in [")
    low, _, high = ends.partition(",")
    flags = set(head.split())
    written = flags <= {"log", "whole"} and "]" in text and name.strip().isidentifier()
    takes = "<name> = <start> in [<low>, <high>], then log, whole or neither, a comma and what it is"
    try:
        numbers = [float(part) for part in (value, low, high)]
    except ValueError:
        written = False
    require(written and all(map(math.isfinite, numbers)), "slider", text.strip(), takes)
    return Slider(name.strip(), label.strip() or name.strip(), *numbers, log="log" in flags, whole="whole" in flags)
