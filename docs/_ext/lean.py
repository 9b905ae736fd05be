"""Each page loads only the style sheets and scripts that something on it needs, and the site has no source maps."""

from __future__ import annotations

import re
from pathlib import Path

from myst_nb.sphinx_ext import add_global_html_resources

# Asset, by a part of its name, and the mark in a page that needs it; without a mark, no page does.  A mark that begins
# with a letter is soon not found; one that begins with the border of a word is looked for at each sign of the page.
NEEDS = {
    "sg-tags": None,
    "sg_gallery": None,
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab-set",
    "mystnb": r"\bcell\b",
    "copybutton": "<pre",
    "clipboard": "<pre",
    "documentation_options": "<pre",
    "furo-extensions": "<pre|sd-",
    "previews": r'"(?:reference internal|footnote-reference)',
    "live": "data-live",
    "doctools": None,
    "sphinx_highlight": None,
}
# The search page needs all scripts of Sphinx.
SEARCH = {"documentation_options", "doctools", "sphinx_highlight"}


def drop(app, pagename, templatename, context, doctree) -> None:
    """Leave out what the page has no use for."""
    body = context.get("body", "")
    kept = SEARCH if pagename == "search" else set()
    for kind in ("css_files", "script_files"):
        assets = [(asset, str(asset.filename or "")) for asset in context.get(kind, [])]
        context[kind] = [asset for asset, name in assets if any(part in name for part in kept) or needed(name, body)]


def needed(asset: str, body: str) -> bool:
    """Whether `body` has the mark of `asset`, or the asset is none of those listed."""
    for part, mark in NEEDS.items():
        if part in asset:
            return mark is not None and re.search(mark, body) is not None
    return True


def style_of_cells(app) -> None:
    """Put the style of cells in its place before pages name it by its content; MyST-NB does at the end of a build."""
    (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
    add_global_html_resources(app, None)


def without_source_maps(app, exception) -> None:
    """Take the theme's source maps, and the comments that name them, out of the site."""
    static = Path(app.outdir) / "_static"
    for path in static.rglob("*.map") if exception is None else ():
        source = path.with_suffix("")
        path.unlink()
        if source.exists():
            text = source.read_text(encoding="utf-8")
            source.write_text(re.sub(r"\n?/[/*]# sourceMappingURL=\S+( \*/)?", "", text), encoding="utf-8")


def setup(app):
    app.connect("builder-inited", style_of_cells)
    app.connect("html-page-context", drop, priority=900)
    app.connect("build-finished", without_source_maps)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
