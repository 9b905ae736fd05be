"""A live figure: which objectives, methods and schedules it offers, with which sliders, and their programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optbook.live.choices import Slider, Subject
from optbook.live.recipe import RecipeError, free_names, recipe
from optbook.live.trace import Program, rate_of_the_step, setting, trace_objective, trace_optimizer, trace_schedule
from optbook.live.traced_array import checking, tracing
from optbook.validation import require


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
    borders : tuple of str
        Recipes of curves in that plane: the first of its sliders as a function of the second.

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
    borders: tuple[str, ...] = ()

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
        for border in self.borders:
            require(free_names(border) == set(self.plane[1:]), "borders", border, "the second slider of the plane")
            self.curve(border)
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

    def curve(self, border: str, count: int = 48) -> np.ndarray:
        """Points of a border over the range of the second slider, closer together where it is low: ``(count, 2)``."""
        second = next(slider for slider in self.sliders if slider.name == self.plane[1])
        at = second.low + (second.high - second.low) * np.linspace(0, 1, count) ** 2
        return np.stack(np.broadcast_arrays(recipe(border, {second.name: at}), at), axis=-1)

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
