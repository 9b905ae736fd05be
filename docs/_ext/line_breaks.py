r"""Where a displayed formula may go on in the next line: browsers do not break formulas, and a phone is narrow.

A formula is cut outside all brackets, fractions and indices only.  Where there is room, the style sheet puts all pieces
side by side.  Else lines end at ``\qquad``; where that is not enough, at ``\quad``; then before the second relation and
those behind it; and at last before the first one, sums and differences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

# A command, an escaped sign or a character, with the spaces behind it.
TOKEN = re.compile(r"(?:\\[A-Za-z]+|\\.|[^\\\s])\s*")
OPENING = {"{", "(", "[", r"\{", r"\lVert", r"\lvert", r"\langle", r"\lfloor", r"\lceil", r"\begin"}
CLOSING = {"}", ")", "]", r"\}", r"\rVert", r"\rvert", r"\rangle", r"\rfloor", r"\rceil", r"\end"}
# What these begin, the next token ends.
JOINING = re.compile(r"[_^]|\\(?:left|right|[bB]igg?[lr]|end)")
EQUALS = {"=", r"\ne", r"\approx", r"\sim", r"\equiv", r"\propto"}
RELATIONS = EQUALS | {"<", ">", r"\le", r"\ge", r"\to", r"\in", r"\subset"}
SUMS = {"+", "-", r"\pm", r"\cdot"}
# In front of an operator it is one between two things, which has space on both sides.
NOTHING = "{}"
SPACES = {r"\,", r"\;", r"\:", r"\!"}

# A formula in one piece, or pieces of it that may stand below each other.
Flow = str | list["Flow"]


def atoms(tex: str) -> list[str]:
    """The outermost parts of a formula, what stands in brackets being one; `tex` itself if they do not match."""
    found: list[str] = []
    depth, joined, bar = 0, False, False
    for token in TOKEN.findall(tex.strip()):
        sign = token.strip()
        if depth == 0 and not joined:
            found.append("")
        found[-1] += token
        depth += (sign in OPENING or (sign == "|" and not bar)) - (sign in CLOSING or (sign == "|" and bar))
        bar ^= sign == "|"
        joined = JOINING.fullmatch(sign) is not None
    return found if depth == 0 and "\\\\" not in (atom.strip() for atom in found) else [tex]


def cut(parts: list[str], starts: list[bool], head: str = "") -> list[list[str]]:
    """`parts` in pieces, of which each but the first begins where `starts` says so, with `head`."""
    places = [0, *(i for i, start in enumerate(starts) if start and i > 0), len(parts)]
    return [([head] if head and i else []) + parts[i:j] for i, j in pairwise(places)]


def statements(parts: list[str]) -> list[list[str]]:
    """Cut at wide spaces, which the gaps between the pieces take the place of."""
    pieces = cut(parts, [part.strip() == r"\qquad" for part in parts])
    return [piece for piece in ([p for p in piece if p.strip() != r"\qquad"] for piece in pieces) if piece]


def phrases(parts: list[str]) -> list[list[str]]:
    """Cut after spaces of one em."""
    return cut(parts, [False, *(part.strip() == r"\quad" for part in parts[:-1])])


def clauses(parts: list[str]) -> list[list[str]]:
    """Cut before all relations but the first: what it relates stays together as long as it can."""
    relations = [i for i, part in enumerate(parts) if part.strip() in RELATIONS and not blank(parts[:i])]
    return cut(parts, [i in relations[1:] for i in range(len(parts))], NOTHING)


def terms(parts: list[str]) -> list[list[str]]:
    """Cut before a relation, sums and differences; what follows a relation or an operator is a sign."""
    signs = [part.strip() for part in parts]
    last = [next((s for s in reversed(signs[:i]) if not blank([s])), "=") for i in range(len(signs))]
    cuts = SUMS | RELATIONS
    return cut(parts, [sign in cuts and before not in cuts for sign, before in zip(signs, last, strict=True)], NOTHING)


def blank(parts: list[str]) -> bool:
    """Whether parts of a formula show nothing."""
    return {part.strip() for part in parts} <= SPACES | {NOTHING}


def flow(tex: str) -> list[Flow]:
    """The statements of a displayed formula, each in pieces."""
    return [nested(statement, (phrases, clauses, terms)) for statement in statements(atoms(tex))]


def nested(parts: list[str], levels: tuple[Callable[[list[str]], list[list[str]]], ...]) -> Flow:
    """Cut at the first level, and each piece at the others; a level that cuts nothing leaves no trace."""
    if not levels:
        return "".join(parts).strip()
    pieces = [nested(piece, levels[1:]) for piece in levels[0](parts)]
    return pieces[0] if len(pieces) == 1 else pieces
