"""What the theme leaves undone for readers with a keyboard or a screen reader, mended in each page as it is written."""

from __future__ import annotations

import re
from pathlib import Path
from zlib import crc32

from docutils import nodes

# What is wrong in the body of a page as the theme and Sphinx write it, and what stands there instead.
MENDS = [
    # The first stop of the keyboard skips to the content; the switches of the drawers come second.
    (
        r'(<input type="checkbox" class="sidebar-toggle(?s:.*?))(<a class="skip-to-content[^>]*>[^<]*</a>)',
        r"\2\n\1",
    ),
    # What scrolls takes the focus.
    (r"<pre(?![^>]*tabindex)", '<pre tabindex="0"'),
    (r'<div class="table-wrapper', '<div tabindex="0" role="group" aria-label="table" class="table-wrapper'),
    (r'<p class="caption" role="heading"', '<p class="caption" role="heading" aria-level="2"'),
    (r'<div class="sidebar-tree">', '<div class="sidebar-tree" role="navigation" aria-label="Book">'),
    (r'<div class="toc-tree">', '<div class="toc-tree" role="navigation" aria-label="On this page">'),
    (r'<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Search and contents of the book">'),
    (r'<aside class="toc-drawer', '<aside aria-label="Contents of this page" class="toc-drawer'),
    (r'(<a class="headerlink"[^>]*?) title="([^"]*)"', r'\1 title="\2" aria-label="\2"'),
    # A role that is no longer one.
    ('role="doc-biblioentry"', 'role="listitem"'),
    # Widths and hidden toggles of tables, as attributes that the content security policy forbids.
    (r'(<(?:col|table|td|tr|img)\b[^>]*?) style="[^"]*"', r"\1"),
]


def mended(body: str) -> str:
    """The body of a page as everyone can use it."""
    for wrong, right in MENDS:
        body = re.sub(wrong, right, body)
    return body


def typographic_minus(app, doctree) -> None:
    """Write glued numbers with a minus sign, not a hyphen."""
    for node in doctree.findall(nodes.inline):
        if "pasted-text" in node.get("classes", ()):
            for text in list(node.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(re.sub(r"-(?=[\d.])", "\N{MINUS SIGN}", text)))


def prepare(app, pagename, templatename, context, doctree) -> None:
    """Give the templates what mends a page, and what names a file by its content; ask for the math font first."""
    context["mended"] = mended
    context["versioned"] = lambda name: (
        f"{context['pathto'](name, resource=True)}?v={crc32((Path(app.outdir) / name).read_bytes()):08x}"
    )
    font = context["pathto"]("_static/optbook-math.woff2", resource=True)
    link = f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin="anonymous" />'
    context["metatags"] = context.get("metatags", "") + link


def setup(app):
    app.connect("doctree-read", typographic_minus, priority=900)
    app.connect("html-page-context", prepare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
