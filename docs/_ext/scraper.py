"""What becomes of a figure that a gallery script leaves open: a light SVG, a dark one, its data and its description.

Beside ``sphx_glr_<script>_001.svg`` stand ``..._dark.svg``, ``...csv`` and ``...json`` with the alternative text and
the size; ``{gallery-figure}`` reads the last.
"""

from __future__ import annotations

import gc
import gzip
import io
import json
from functools import cache
from pathlib import Path

import limits
import ticks
from lighten import lighten

# Bytes that a figure may have, gzipped as it travels, and its data, which readers take away.
MOST_FIGURE, MOST_DATA = 25_000, 500_000

RST = """
.. image:: /{light}
   :alt: {alt}
   :class: figure-light
   :width: {width}
   :height: {height}
   :loading: lazy

.. image:: /{dark}
   :alt: {alt}
   :class: figure-dark
   :width: {width}
   :height: {height}
   :loading: lazy

:download:`Data of this figure (CSV) </{data}>`
"""


def scraper(block, block_vars, gallery_conf) -> str:
    """Save each open figure of a block; return the reStructuredText that shows it."""
    import matplotlib.pyplot as plt  # here, since a build that draws nothing does without

    source = Path(gallery_conf["src_dir"])
    shown = []
    for number, image in zip(plt.get_fignums(), block_vars["image_path_iterator"], strict=False):
        light = Path(image).with_suffix(".svg")
        try:
            if not light.stem.endswith("_001"):
                raise ValueError("is the second of its script, takes one figure a script")
            entry = save(plt.figure(number), light)
        except ValueError as error:
            raise ValueError(f"{block_vars['src_file']}: figure {number}: {error}") from error
        paths = {key: path.relative_to(source).as_posix() for key, path in places(light).items()}
        shown.append(RST.format(**paths, **entry))
    plt.close("all")
    return "".join(shown)


def places(light: Path) -> dict[str, Path]:
    """Where the parts of a figure are saved, given its light SVG."""
    return {
        "light": light,
        "dark": light.with_name(f"{light.stem}_dark.svg"),
        "data": light.with_suffix(".csv"),
        "entry": light.with_suffix(".json"),
    }


def save(fig, light: Path) -> dict[str, str]:
    """Save one figure; return its alternative text, width and height (CSS pixels).

    Raises
    ------
    ValueError
        When it has no alternative text, a color of its own, or weighs more than a page may.
    """
    alt = str(fig.get_label())
    if not alt:
        raise ValueError('no alternative text; say what is seen with describe(fig, "...")')
    from optbook.drawing import drawn_data, to_dark

    svg = lighten(draw(fig))
    width, height = (str(round(inches * 96)) for inches in fig.get_size_inches())
    entry = {"alt": alt, "width": width, "height": height}
    where = places(light)
    data = drawn_data(fig)
    for what, size, most in (
        ("drawing, gzipped", len(gzip.compress(svg.encode(), 6)), MOST_FIGURE),
        ("data", len(data), MOST_DATA),
    ):
        if size > most:
            raise ValueError(f"{size // 1000} kB of {what}, {most // 1000} kB allowed; draw fewer points")
    made = {"dark": to_dark(svg), "data": data, "entry": json.dumps(entry), "light": svg}
    for what, text in made.items():
        # A file that stays as it is keeps its time: the pages that show it need not be made again.
        if not where[what].exists() or where[what].read_text(encoding="utf-8") != text:
            where[what].write_text(text, encoding="utf-8")
    return entry


def draw(fig) -> str:
    """Lay a figure out and draw it once; ``savefig`` would draw all of it twice, the first time to lay it out."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    share_formulas()
    canvas = FigureCanvasSVG(fig)
    fig.set_facecolor(rcParams["savefig.facecolor"])
    drawing = io.StringIO()
    with ticks.kept():
        if layout := fig.get_layout_engine():
            pixels, fig.dpi = fig.dpi, 72  # an SVG's; those of images in it are the figure's
            layout.execute(fig)
            fig.dpi = pixels
            fig.set_layout_engine("none")
        canvas.print_svg(drawing, metadata={"Date": None, "Creator": None})
    return drawing.getvalue()


@cache
def share_formulas() -> None:
    """Let all drawings have one parser of formulas, which keeps what it has set; each would begin anew."""
    from matplotlib import textpath

    textpath.MathTextParser = cache(textpath.MathTextParser)


@cache
def freeze() -> None:
    """Keep what is there before the first script from being looked through for garbage."""
    gc.freeze()


def reset(gallery_conf, fname, when: str) -> None:
    """Give each script the book's style, whether it asks for it or not, limits of time and memory, and no memories."""
    from optbook import study
    from optbook.drawing import use_style

    if when == "before":
        use_style()
        freeze()
        limits.begin(fname)
    else:
        limits.end()
        study.forget()  # what one script computed would stand in memory until the last
        gc.collect()
        limits.give_back()
        gc.freeze()  # Sphinx-Gallery collects garbage before each script: not among all libraries again
