"""Fewer bytes for the same drawing: coordinates rounded, paths thinned and told by their steps, marks drawn once.

Nothing moves by more than `OFF`, a twentieth of a point; a figure is shown at about one and a half pixels a point.
"""

from __future__ import annotations

import re

import numpy as np

OFF = 0.05  # points
GRID = 0.02  # to which the corners of a line are rounded; to hundredths where a path has curves
LINE = re.compile(r"\s*(?:[MLZz](?:\s+-?[\d.]+(?:e-?\d+)?){0,2}\s*)+")
PART = re.compile(r"M([^MZz]*)([Zz]?)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
MARKED = 0.1  # to which the places of marks are rounded
MARK = re.compile(r'\s*<use xlink:href="(#[^"]*)" x="([^"]*)" y="([^"]*)" style="([^"]*)"/>')
EDGED = r"stroke: #[0-9a-f]{6}(?:; stroke-width: [\d.]+)?"
DISC = re.compile(r'<path id="([^"]*)" d="\s*M 0 ([\d.]+)((?:\s*C(?:\s+-?[\d.]+){6}){8})\s*z\s*" style="([^"]*)"/>')


def lighten(svg: str) -> str:
    """The drawing with fewer bytes."""
    discs = {f"#{name}": width for name, *shape in DISC.findall(svg) if (width := disc(*shape))}
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.S)
    svg = re.sub(r' (?:x|y|transform|points)="[^"]*"', lambda m: m[0] if "scale(" in m[0] else rounded(m[0]), svg)
    svg = re.sub(r'<path [^>]*?d="[^"]*"[^>]*>', lambda m: m[0] if "scale(" in m[0] else path(m[0]), svg)
    return re.sub(rf"(?:{MARK.pattern})+", lambda m: marked(m[0], discs), svg)


def rounded(text: str) -> str:
    """Text with its numbers rounded to hundredths."""
    return re.sub(r"-?\d+\.\d{3,}", lambda number: short(round(100 * float(number[0])), 100), text)


def short(count: int, share: int) -> str:
    """The number ``count / share``, in as few characters as can be."""
    text = f"{count / share:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else re.sub(r"^(-?)0\.", r"\1.", text)


def path(tag: str) -> str:
    """A path's tag with a lighter shape."""
    before, shape, after = re.split(r'(?<=\bd=")([^"]*)', tag, maxsplit=1)
    return before + (steps(shape) if LINE.fullmatch(shape) else " ".join(rounded(shape).split())) + after


def steps(shape: str) -> str:
    """A shape of straight lines: thinned, rounded, each corner told by the step to it."""
    written, at, share = [], np.zeros(2, int), round(1 / GRID)
    for text, closed in PART.findall(shape):
        points = np.array(NUMBER.findall(text), float).reshape(-1, 2)
        places = np.rint(points[kept(points, OFF - GRID)] / GRID).astype(int)
        moves = np.diff(places, axis=0, prepend=at[None])
        first, rest = moves[0], moves[1:][np.any(moves[1:] != 0, axis=1)]
        written.append("m" + pair(first, share))
        if len(rest):
            written.append("l" + re.sub(r" (?=-)", "", " ".join(pair(step, share) for step in rest)))
        elif not closed:
            written.append("h0")  # a line without length has ends
        written.append("z" * bool(closed))
        at = places[0] if closed else places[-1]
    return "".join(written)


def pair(step: np.ndarray, share: int) -> str:
    """Two numbers."""
    return re.sub(r" (?=-)", "", f"{short(int(step[0]), share)} {short(int(step[1]), share)}")


def kept(points: np.ndarray, off: float) -> np.ndarray:
    """Places of the corners without which the line would move by more than `off` (Ramer, Douglas and Peucker)."""
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    todo = [(0, len(points) - 1)]
    while todo:
        start, end = todo.pop()
        if end - start < 2:
            continue
        inner, way = points[start + 1 : end] - points[start], points[end] - points[start]
        length = way @ way
        along = np.clip(inner @ way / length, 0, 1) if length else np.zeros(len(inner))
        far = np.linalg.norm(inner - along[:, None] * way, axis=1)
        worst = int(far.argmax())
        if far[worst] > off:
            keep[start + 1 + worst] = True
            todo += [(start, start + 1 + worst), (start + 1 + worst, end)]
    return np.flatnonzero(keep)


def disc(radius: str, curves: str, style: str) -> str:
    """The diameter of a mark's shape with its edge, when it is a disc; nothing for other shapes."""
    ends = np.array(NUMBER.findall(curves), float).reshape(-1, 2)[2::3]
    if not np.allclose(np.hypot(*ends.T), float(radius), atol=0.02) or not re.fullmatch(EDGED, style):
        return ""
    edge = re.search(r"stroke-width: ([\d.]+)", style)
    return f"{2 * float(radius) + (float(edge[1]) if edge else 1):.4g}"


def marked(marks: str, discs: dict[str, str]) -> str:
    """Marks that follow each other, none on another of its own kind: discs of one color as the dots of one line."""
    groups: dict[tuple[str, str], dict[tuple[int, int], None]] = {}
    for link, x, y, style in MARK.findall(marks):
        groups.setdefault((link, style), {})[round(float(x) / MARKED), round(float(y) / MARKED)] = None
    share, written = round(1 / MARKED), []
    for (link, style), places in groups.items():
        one = re.fullmatch(r"fill: (#[0-9a-f]{6}); stroke: \1(?:; stroke-width: [\d.]+)?", style)
        if one and link in discs:
            moves = np.diff(np.array(list(places)), axis=0, prepend=0)
            dots = "".join(f"m{pair(move, share)}h0" for move in moves)
            look = f"fill: none; stroke: {one[1]}; stroke-width: {discs[link]}; stroke-linecap: round"
            written.append(f'<path d="{dots}" style="{look}"/>')
        else:
            text = (f'<use xlink:href="{link}" x="{short(x, share)}" y="{short(y, share)}"/>' for x, y in places)
            written.append(f'<g style="{style}">{"".join(text)}</g>')
    return "".join(written)
