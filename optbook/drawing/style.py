"""One palette in two modes: a figure is drawn once in the light one, and the dark one is an exchange of colors."""

from __future__ import annotations

import re

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

from optbook.validation import require

# name: (light, dark).  Every value is unique, so that exchanging them in a drawing can go wrong nowhere.
PALETTE = {
    "paper": ("#ffffff", "#131416"),
    "ink": ("#1b1f24", "#e2e6ea"),
    "muted": ("#59636e", "#9aa5b1"),
    "grid": ("#dfe4e9", "#2b3138"),
    "face": ("#eef2f6", "#20262d"),
    "blue": ("#0b62a4", "#6cb6ff"),
    "orange": ("#b3400e", "#ffa16b"),
    "green": ("#14703d", "#6fd699"),
    "purple": ("#7a3e9d", "#d2a8ff"),
    "pale blue": ("#cfe3f3", "#1e3a52"),
    "pale orange": ("#f8dfd0", "#4f2f1d"),
    "pale green": ("#d2ecdb", "#1d4029"),
    # An ordered family, from faint to strong.
    "shade 1": ("#94bfe0", "#2d577a"),
    "shade 2": ("#5f9ccb", "#41789f"),
    "shade 3": ("#3579b1", "#5a97c4"),
    "shade 4": ("#145a92", "#86b9e0"),
    "shade 5": ("#083c66", "#bcdcf7"),
}
COLOR = {name: light for name, (light, _) in PALETTE.items()}
SERIES = ("blue", "orange", "green", "purple")
SHADES = tuple(COLOR[f"shade {i}"] for i in range(1, 6))


def use_style() -> None:
    """Set the book's look: light palette, text as outlines, the same bytes for the same figure."""
    mpl.rcdefaults()
    colors = cycler(color=[COLOR[name] for name in SERIES]) + cycler(linestyle=["-", "--", "-.", ":"])
    mpl.rcParams.update(
        {
            "figure.figsize": (5.0, 3.2),  # 480 px: its text stays legible on a phone, 390 px wide
            "figure.constrained_layout.use": True,
            "figure.facecolor": COLOR["paper"],
            "savefig.facecolor": COLOR["paper"],
            "axes.facecolor": COLOR["paper"],
            "axes.edgecolor": COLOR["muted"],
            "axes.labelcolor": COLOR["ink"],
            "axes.prop_cycle": colors,
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.labelsize": 10.5,
            "font.size": 10.5,
            "grid.color": COLOR["grid"],
            "grid.linewidth": 0.8,
            "lines.linewidth": 1.8,
            "text.color": COLOR["ink"],
            "xtick.color": COLOR["muted"],
            "ytick.color": COLOR["muted"],
            "xtick.labelcolor": COLOR["ink"],
            "ytick.labelcolor": COLOR["ink"],
            "legend.frameon": False,
            "path.simplify_threshold": 0.2,
            "svg.fonttype": "path",
            "svg.hashsalt": "optbook",
        }
    )


def describe(fig: Figure, text: str) -> None:
    """Give a figure its alternative text: what is seen and what it shows.

    Raises
    ------
    ValueError
        When `text` is empty.
    """
    require(bool(text.strip()), "text", text, "a sentence that tells what is seen")
    fig.set_label(" ".join(text.split()))


def to_dark(svg: str) -> str:
    """Recolor an SVG drawn in the light palette.

    Raises
    ------
    ValueError
        When the drawing has a color that is not in the palette, and so would not change with the mode.
    """
    exchange = dict(PALETTE.values())
    strangers = sorted(set(re.findall(r"#[0-9a-f]{6}\b", svg)) - set(exchange))
    require(not strangers, "svg", f"the colors {strangers}", "colors of optbook.drawing.COLOR")
    return re.sub(r"#[0-9a-f]{6}\b", lambda match: exchange[match[0]], svg)
