"""Recipes: calls of the package's own classes, as text, in which the names of sliders stand for numbers.

``HeavyBall(lr, beta)`` is a recipe, and ``LinearChange.rotation(Quadratic([[1, 0], [0, kappa]]), angle)`` is another.
Nothing else is executed: no attribute of anything but a class, no operator but those of arithmetic.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from optbook import noise, objectives, optimizers, schedules

ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


class RecipeError(ValueError):
    """What a recipe has that it cannot have."""


@cache
def known() -> dict[str, Any]:
    """Everything that a recipe may call, by name."""
    laws = {"Noisy": noise.Noisy, "StudentT": noise.StudentT}
    rates = {
        name: rule for name, rule in vars(schedules).items() if getattr(rule, "__module__", "") == schedules.__name__
    }
    rates = {name: rule for name, rule in rates.items() if name.islower() and name[0] != "_" and name != "rate"}
    methods = {name: getattr(optimizers, name) for name in optimizers.__all__}
    return {name: getattr(objectives, name) for name in objectives.__all__} | methods | rates | laws


def recipe(text: str, names: Mapping[str, Any]) -> Any:
    """What a recipe makes, with `names` for the sliders.

    Raises
    ------
    RecipeError
        When it is not a recipe, or has a name that is neither known nor in `names`.
    ValueError
        When what it calls does not take its arguments.
    """
    return _made(_tree(text), names, text)


def free_names(text: str) -> set[str]:
    """Names in a recipe that are not called: those of sliders."""
    tree = _tree(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    called |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}


def title(text: str) -> str:
    """The name of what a recipe calls, in words."""
    node = _tree(text)
    name = ast.unparse(node.func if isinstance(node, ast.Call) else node).split(".")[0]
    words = [""]
    for before, letter, after in zip(" " + name, name, name[1:] + " ", strict=False):
        if letter.isupper() and before.islower() and after.islower():
            words.append(letter.lower())
        else:
            words[-1] += letter
    return " ".join(words).replace("_", " ")


@cache
def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise RecipeError(f"{text!r} is not a call such as HeavyBall(lr, beta)") from error


def _made(node: ast.AST, names: Mapping[str, Any], text: str) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, (ast.List, ast.Tuple)):
        return [_made(part, names, text) for part in node.elts]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_made(node.operand, names, text)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ARITHMETIC[type(node.op)](_made(node.left, names, text), _made(node.right, names, text))
    if isinstance(node, ast.Call) and all(word.arg for word in node.keywords):
        make = _called(node.func, text)
        words = {word.arg: _made(word.value, names, text) for word in node.keywords}
        try:
            return make(*(_made(part, names, text) for part in node.args), **words)
        except TypeError as error:
            raise RecipeError(f"{text!r}: {error}") from error
    if isinstance(node, ast.Name):
        raise RecipeError(f"{text!r}: unknown name {node.id}; sliders are {', '.join(sorted(names)) or 'none'}")
    raise RecipeError(f"{text!r}: {ast.unparse(node)} is neither a call, a slider, nor a number")


def _called(node: ast.expr, text: str) -> Any:
    first = node.value if isinstance(node, ast.Attribute) else node
    if not isinstance(first, ast.Name) or first.id not in known():
        raise RecipeError(f"{text!r}: unknown name {ast.unparse(first)}; known are {', '.join(sorted(known()))}")
    made = known()[first.id]
    if not isinstance(node, ast.Attribute):
        return made
    if not isinstance(made, type) or node.attr.startswith("_") or not hasattr(made, node.attr):
        raise RecipeError(f"{text!r}: {first.id} makes nothing by {node.attr}")
    return getattr(made, node.attr)
