"""Programs printed for a browser: one function each, a line for each number that is used twice."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import count, product
from typing import Any

from optbook.live.expression import OPERATIONS, Expression
from optbook.live.trace import Program

# Names that a program is given stay free for that.
LETTERS = [letter for letter in string.ascii_letters if letter not in "gnprstx"]


def script(program: Program) -> str:
    """A program as a function of ECMAScript, which returns a list.  It needs ``pick(condition, a, b)``.

    Expressions that are alike are computed once.
    """
    known: dict[Any, Expression] = {}
    alike: dict[int, Expression] = {}
    results = [_unique(result, known, alike) for result in program.results]
    uses: dict[int, int] = {}
    order: list[Expression] = []
    for result in results:
        _count(result, alike, uses, order)
    names, fresh = {}, _names()
    lines = []
    for node in order:
        if uses[id(node)] > 1 and node.arguments:
            text = _printed(node, alike, names)
            names[id(node)] = next(fresh)
            lines.append(f"  const {names[id(node)]} = {_bare(text)};")
    answers = ", ".join(_bare(_printed(result, alike, names)) for result in results)
    return "\n".join([f"({', '.join(program.arguments)}) => {{", *lines, f"  return [{answers}];", "}"])


def number(value: float | bool) -> str:
    """A number as it is printed: shortest form that reads back the same."""
    if isinstance(value, bool):
        return str(value).lower()
    if value != value or value in (float("inf"), float("-inf")):
        return {"inf": "Infinity", "-inf": "(-Infinity)", "nan": "NaN"}[str(float(value))]
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
    return f"({text})" if text.startswith("-") else text


def _unique(node: Expression, known: dict[Any, Expression], alike: dict[int, Expression]) -> Expression:
    """The first expression that is like `node`."""
    if id(node) not in alike:
        parts = tuple(id(_unique(part, known, alike)) for part in node.arguments)
        told = repr(node.value) if node.is_constant else node.name
        alike[id(node)] = known.setdefault((node.operation, parts, told), node)
    return alike[id(node)]


def _count(node: Expression, alike: dict[int, Expression], uses: dict[int, int], order: list[Expression]) -> None:
    """Count uses, and order expressions after what they need."""
    uses[id(node)] = uses.get(id(node), 0) + 1
    if uses[id(node)] == 1:
        for part in node.arguments:
            _count(alike[id(part)], alike, uses, order)
        order.append(node)


def _printed(node: Expression, alike: dict[int, Expression], names: dict[int, str]) -> str:
    if id(node) in names:
        return names[id(node)]
    if node.operation == "given":
        return node.name
    if node.is_constant:
        return number(node.value)
    parts = (_printed(alike[id(part)], alike, names) for part in node.arguments)
    return OPERATIONS[node.operation][1].format(*parts)


def _bare(text: str) -> str:
    """Without the parentheses around the whole."""
    if not text.startswith("("):
        return text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:-1] if place == len(text) - 1 else text
    return text


def _names() -> Iterator[str]:
    for length in count(1):
        for letters in product(LETTERS, repeat=length):
            word = "".join(letters)
            if word not in {"do", "if", "in"}:
                yield word
