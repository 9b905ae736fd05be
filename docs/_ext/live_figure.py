"""``{live-figure} <chapter>/<figure>``: a figure that the reader moves, its numbers computed by the traced Python.

The argument names the gallery figure that stands for it in print and without JavaScript: one of the same page, which
is then referred to, or another, which is then shown beneath.  The body is a caption.  Options, as YAML between lines of
``---``; each list has an entry a line:

objectives, methods, schedules
    Recipes, ``HeavyBall(lr, beta)`` or ``HeavyBall(lr, beta) as with memory``; see `optbook.live.recipe`.
sliders
    ``lr = 0.1 in [0.001, 1] log, rate η``: name, start, range, ``log`` or ``whole``, and what it is, with its unit.
    One is ``steps``; one called ``seed`` counts the noise.
start, window
    ``0.8, 0.1`` and ``-1, 1; -1, 1``, where the objective's own will not do.
plane
    Two sliders whose plane is shown.
borders
    Curves that are drawn in it, dashed: the first slider as a function of the second, ``(1 - beta) ** 2``.
beside
    All objectives side by side, instead of one that is chosen.
shown
    How many methods are drawn at first; all of them when left out.
refused
    List below what is left out, and why.

A method that cannot be traced is left out, with a message.  What is unknown fails the build with its place.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from gallery_figure import MODES, OUT

if TYPE_CHECKING:
    from optbook.live import LiveFigure, Subject

logger = logging.getLogger(__name__)
FOLDER = "_static/live"
DRAWER = Path(__file__).resolve().parents[1] / "_static/live.js"


class live(nodes.General, nodes.Element):  # noqa: N801
    """A live figure; ``script`` and ``stage`` are what the page gets of it."""


class LiveFigureDirective(SphinxDirective):
    """A figure with sliders."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        **dict.fromkeys(("objectives", "methods", "schedules", "sliders", "start", "window", "plane", "borders"), str),
        "beside": directives.flag,
        "refused": directives.flag,
        "shown": directives.positive_int,
    }

    def run(self):
        from optbook.live import RefusedError, figure_script  # a build that reads no such page does without

        if not self.content:
            raise self.error(f"live-figure: {self.arguments[0]} has no caption; the body of the directive is it")
        try:
            figure = self.figure()
            text, refused = figure_script(figure)
        except (ValueError, RefusedError) as error:  # of which a wrong recipe is one
            raise self.error(f"live-figure: {error}") from error
        for label, reason in refused.items():
            logger.info("live figure %s: %s is left out: %s", figure.name, label, reason)
        scripts(self.env).setdefault(self.env.docname, {})[figure.name] = text
        node = live(
            ids=[f"live-{figure.name}"], figure=figure.name, digest=digest(text), beside="beside" in self.options,
            stage=stage(figure, refused, "beside" in self.options, self.options.get("shown", len(figure.methods))),
        )  # fmt: skip
        node.source, node.line = self.get_source_info()
        caption = self.parse_text_to_nodes("\n".join(self.content))
        if "refused" in self.options and refused:
            caption += self.parse_text_to_nodes(left_out(refused))
        node += nodes.container("", *caption, *self.still(), classes=["live-caption"])
        return [node]

    def figure(self) -> LiveFigure:
        """What the options ask for."""
        from optbook.live import LiveFigure, Subject, slider

        missing = {"objectives", "methods", "sliders"} - set(self.options)
        if missing:
            raise ValueError(f"the option {sorted(missing)[0]} is missing")
        used = sum(name.startswith(stem(self.env.docname)) for name in scripts(self.env).get(self.env.docname, {}))
        subjects = {
            kind: tuple(map(Subject.named, lines(self.options.get(kind, ""))))
            for kind in ("objectives", "methods", "schedules")
        }
        return LiveFigure(
            name=f"{stem(self.env.docname)}-{used + 1}",
            sliders=tuple(map(slider, lines(self.options["sliders"]))),
            start=numbers(self.options.get("start", "")),
            window=tuple(map(numbers, filter(None, self.options.get("window", "").split(";")))),
            plane=tuple(re.findall(r"\w+", self.options.get("plane", ""))),
            borders=tuple(lines(self.options.get("borders", ""))),
            **subjects,
        )

    def still(self) -> list[nodes.Node]:
        """What is there in print and without script: a reference to a figure of the page, or a figure."""
        chapter, _, name = self.arguments[0].partition("/")
        image = Path(self.env.srcdir) / f"{OUT}/{chapter}/images/sphx_glr_{name}_001"
        if not image.with_suffix(".json").exists():
            raise self.error(f"live-figure: no figure {self.arguments[0]}; takes <chapter>/<script> of gallery/")
        source = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        if re.search(rf"^[`:]{{3,}}\{{gallery-figure\}} +{re.escape(self.arguments[0])}$", source, re.M):
            label = f"fig-{name.replace('_', '-')}"
            said = f"This figure needs JavaScript, and a screen. {{numref}}`{label}` stands still."
            return [nodes.container("", *self.parse_text_to_nodes(said), classes=["live-without"])]
        self.env.note_dependency(str(image.with_suffix(".json")))
        entry = json.loads(image.with_suffix(".json").read_text(encoding="utf-8"))
        size = {"width": entry["width"], "height": entry["height"], "loading": "lazy", "alt": entry["alt"]}
        pictures = [
            nodes.image(
                uri=f"/{OUT}/{chapter}/images/sphx_glr_{name}_001{suffix}.svg", classes=[f"figure-{mode}"], **size
            )
            for suffix, mode in MODES
        ]
        return [nodes.container("", *pictures, classes=["live-still"])]


def left_out(refused: dict[str, str]) -> str:
    """What cannot be traced, with the reasons, as a list."""
    code = re.compile(r"np(?:[.]\w+)+")
    rows = [f"- {label}: {code.sub(lambda named: f'`{named[0]}`', why)}." for label, why in refused.items()]
    return "\n".join(["Left out, since it cannot be traced:", "", *rows])


def scripts(env) -> dict[str, dict[str, str]]:
    """The scripts of each page by their names."""
    env.optbook_live = getattr(env, "optbook_live", {})
    return env.optbook_live


def stem(docname: str) -> str:
    """What a page's live figures are called, but for their number."""
    return docname.replace("/", "-").replace("_", "-")


def digest(text: str) -> str:
    """A mark that changes with a file."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def lines(text: str) -> list[str]:
    """The entries of a list."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with commas between them."""
    return tuple(float(part) for part in text.split(",") if part.strip())


def stage(figure: LiveFigure, refused: dict[str, str], beside: bool, shown: int) -> str:
    """Panels and controls, as the page has them before any script runs: so nothing shifts when one does."""
    name = html.escape(figure.name)
    spaces = len(figure.objectives) if beside else 1
    panels = [panel("plane")] if figure.plane else []
    panels += [panel("space") for _ in range(spaces)] + [panel("values") for _ in range(spaces)]
    controls = []
    if len(figure.objectives) > 1 and not beside:
        controls.append(choice("objective", "Objective", [one.label for one in figure.objectives]))
    if len(figure.schedules) > 1:
        controls.append(choice("schedule", "Schedule", [one.label for one in figure.schedules]))
    methods = [one for one in figure.methods if one.label not in refused]
    boxes = "".join(
        f'<label><input type="checkbox" name="method" value="{place}"{" checked" if place < shown else ""}>'
        f'<span class="live-key live-key-{place % 6}"></span>{html.escape(method.label)}</label>'
        for place, method in enumerate(methods)
    )
    legend = "Methods" if len(methods) > 1 else "Method"
    controls.append(f'<fieldset class="live-methods"><legend>{legend}</legend>{boxes}</fieldset>')
    for one in figure.sliders:
        low, high = (int(one.low), int(one.high)) if one.whole else (0, 200)
        label, ident = html.escape(one.label), f"{name}-{one.name}"
        controls.append(
            f'<div class="live-slider"><label for="{ident}">{label}</label><output for="{ident}">{one.value:g}</output>'
            f'<input type="range" id="{ident}" min="{low}" max="{high}" step="1"></div>'
        )
    leaves = '<p class="live-leaves"></p>' if figure.plane else ""
    return (
        f'<div class="live-stage"><div class="live-panels">{"".join(panels)}</div>{leaves}'
        f'<div class="live-controls">{"".join(controls)}</div>'
        '<div class="live-actions"><button type="button" class="live-reset">Reset</button>'
        '<a class="live-link" href="#">Link to this state</a></div>'
        f'<div class="live-words"><p class="live-room" aria-hidden="true">{room(figure, methods[:shown], spaces)}</p>'
        '<p class="live-said" role="status" aria-live="polite"></p></div></div>'
    )


def room(figure: LiveFigure, methods: list[Subject], spaces: int) -> str:
    """Words as long as those that the figure will say at first."""
    at = ("-0.00000", "(-0.00000, -0.00000)")[max(figure.dims) - 1]
    names = [f"{of.label}, " if spaces > 1 else "" for of in figure.objectives[:spaces]]
    ends = [f"{name}{one.label}: value 0.00000 after 200 steps, at {at}." for name in names for one in methods]
    return html.escape(" ".join([f"Start {at}.", *ends]))


def panel(view: str) -> str:
    """A drawing, with a handle where something is moved in it."""
    handle = "" if view == "values" else '<button type="button" class="live-handle" aria-label="Start"></button>'
    return f'<div class="live-panel" data-view="{view}"><canvas role="img" aria-label="{view}"></canvas>{handle}</div>'


def choice(name: str, title: str, labels: list[str]) -> str:
    """One of several."""
    options = "".join(f'<option value="{place}">{html.escape(label)}</option>' for place, label in enumerate(labels))
    return f'<label class="live-choice">{title} <select name="{name}">{options}</select></label>'


def visit(writer, node: live) -> None:
    """Open the figure: its scripts are named, not loaded."""
    up = "../" * writer.builder.current_docname.count("/")
    drawer = f"{up}_static/live.js?v={digest(DRAWER.read_text(encoding='utf-8'))}"
    script = f"{up}{FOLDER}/{node['figure']}.js?v={node['digest']}"
    beside = " data-beside" if node["beside"] else ""
    writer.body.append(
        f'<div class="live" id="{node["ids"][0]}" data-name="{node["figure"]}" data-live="{script}"'
        f' data-drawer="{drawer}"{beside}>{node["stage"]}'
    )


def depart(writer, node: live) -> None:
    """Close it."""
    writer.body.append("</div>\n")


def forget(app, env, docname: str) -> None:
    """Forget the scripts of a page, before it is read again."""
    scripts(env).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    scripts(env).update({page: found for page, found in scripts(other).items() if page in docnames})


def write(app, exception) -> None:
    """Write the scripts of all pages, and remove those that no page has any more."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{name}.js": text for found in scripts(app.env).values() for name, text in found.items()}
    for left in {path.name for path in folder.iterdir()} - set(wanted):
        (folder / left).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def setup(app):
    skip = (lambda writer, node: None, lambda writer, node: None)
    app.add_node(live, html=(visit, depart), text=skip, latex=skip)
    app.add_directive("live-figure", LiveFigureDirective)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
