"""Expressions of plain numbers: what a traced array holds in each of its places.

An expression knows how it is computed from others, its value at an example, and a lower bound.  The example answers
the checks of arguments; the bound decides comparisons that come out the same for every number it may stand for, such
as whether a step counted from 1 is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

OPERATIONS: dict[str, tuple[Callable[..., Any], str]] = {
    "add": (np.add, "({} + {})"),
    "subtract": (np.subtract, "({} - {})"),
    "multiply": (np.multiply, "({} * {})"),
    "divide": (np.divide, "({} / {})"),
    "power": (np.power, "({} ** {})"),
    "negative": (np.negative, "(-{})"),
    "reciprocal": (np.reciprocal, "(1 / {})"),
    "deg2rad": (np.deg2rad, f"({{}} * {math.pi / 180!r})"),
    "select": (np.where, "pick({}, {}, {})"),
    "less": (np.less, "({} < {})"),
    "less_equal": (np.less_equal, "({} <= {})"),
    "greater": (np.greater, "({} > {})"),
    "greater_equal": (np.greater_equal, "({} >= {})"),
    "equal": (np.equal, "({} == {})"),
    "not_equal": (np.not_equal, "({} != {})"),
    "logical_and": (np.logical_and, "pick({}, {}, false)"),
    "logical_or": (np.logical_or, "pick({}, true, {})"),
    "logical_not": (np.logical_not, "pick({}, false, true)"),
    "isfinite": (np.isfinite, "Number.isFinite({})"),
    "absolute": (np.absolute, "Math.abs({})"),
    "sign": (np.sign, "Math.sign({})"),
    "maximum": (np.maximum, "Math.max({}, {})"),
    "minimum": (np.minimum, "Math.min({}, {})"),
    "arctan": (np.arctan, "Math.atan({})"),
    **{
        name: (getattr(np, name), f"Math.{name}({{}})")
        for name in ("sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "sinh", "cosh", "tanh", "floor")
    },
}
"""By the name of the numpy function: what computes the example, and how it is printed."""
COMPARISONS = {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}
BOOLEAN = COMPARISONS | {"logical_and", "logical_or", "logical_not", "isfinite"}
MIRRORED = {"less": "greater", "less_equal": "greater_equal", "greater": "less", "greater_equal": "less_equal"}


@dataclass(frozen=True, eq=False)
class Expression:
    """A number that a program computes, is given, or holds.

    Attributes
    ----------
    operation : str
        A key of `OPERATIONS`; ``"given"`` for what the program is given, ``"constant"`` for a number.
    arguments : tuple of Expression
    value : float or bool
        Its value at the example.
    name : str
        What it is called where it is given.
    least : float
        It is never less.
    """

    operation: str
    arguments: tuple[Expression, ...]
    value: Any
    name: str = ""
    least: float = -math.inf

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for every run."""
        return self.operation == "constant"

    @property
    def is_boolean(self) -> bool:
        """Whether it is true or false."""
        if self.operation == "select":
            return self.arguments[1].is_boolean and self.arguments[2].is_boolean
        return self.operation in BOOLEAN or (self.is_constant and isinstance(self.value, (bool, np.bool_)))


def constant(value: Any) -> Expression:
    """A number, or true or false."""
    value = bool(value) if isinstance(value, (bool, np.bool_)) else float(value)
    return Expression("constant", (), value, least=value)


def given(name: str, value: float, least: float = -math.inf) -> Expression:
    """What a program is given as `name`, with an example."""
    return Expression("given", (), float(value), name, least)


def apply(operation: str, *arguments: Expression) -> Expression:
    """An operation on expressions; a constant where that is known, be it by a lower bound."""
    if operation == "power" and arguments[1].is_constant:
        plain = _plain_power(arguments[0], arguments[1].value)
        if plain is not None:
            return plain
    if operation == "select" and arguments[0].is_constant:
        return arguments[1] if arguments[0].value else arguments[2]
    decided = _decide(operation, *arguments) if operation in COMPARISONS else None
    if decided is not None:
        return constant(decided)
    with np.errstate(all="ignore"):
        value = OPERATIONS[operation][0](*(argument.value for argument in arguments))[()]
    if all(argument.is_constant for argument in arguments):
        return constant(value)
    return Expression(operation, arguments, value, least=_least(operation, arguments))


def _plain_power(base: Expression, exponent: float) -> Expression | None:
    """The powers for which numpy has a function of its own."""
    if exponent == 2:
        return apply("multiply", base, base)
    if exponent == 1:
        return base
    if exponent == 0.5:
        return apply("sqrt", base)
    if exponent == -1:
        return apply("reciprocal", base)
    return constant(1.0) if exponent == 0 else None


def _decide(operation: str, a: Expression, b: Expression) -> bool | None:
    """Outcome of a comparison that the lower bound of one side decides."""
    if a.is_constant and not b.is_constant:
        return _decide(MIRRORED.get(operation, operation), b, a)
    if not b.is_constant or a.is_constant:
        return None
    above, beyond = a.least >= b.value, a.least > b.value
    outcomes = {"less": (above, False), "less_equal": (beyond, False), "greater": (beyond, True)}
    outcomes |= {"greater_equal": (above, True), "equal": (beyond, False), "not_equal": (beyond, True)}
    sure, outcome = outcomes[operation]
    return outcome if sure else None


def _least(operation: str, arguments: tuple[Expression, ...]) -> float:
    """A lower bound of a sum, of a product of what is not negative, of a difference from a constant."""
    least = [argument.least for argument in arguments]
    if operation == "add":
        return least[0] + least[1]
    if operation == "subtract" and arguments[1].is_constant:
        return least[0] - least[1]
    if operation == "multiply" and min(least) >= 0:
        return least[0] * least[1]
    return -math.inf
