"""Passes over each page for what no page of this book has are left out: each is a walk through all its nodes.

A page that uses what they are for fails the build with its name.
"""

from __future__ import annotations

import re

from sphinx.builders.latex.transforms import FootnoteDocnameUpdater
from sphinx.domains import c, cpp
from sphinx.transforms.i18n import TranslationProgressTotaliser
from sphinx.util import logging
from sphinx_design import aside, badges_buttons, dropdown, extension, tabs

logger = logging.getLogger(__name__)
READING = (TranslationProgressTotaliser, FootnoteDocnameUpdater)
WRITING = (
    aside.AsideHtmlTransform, badges_buttons.BadgeRefTooltipGraft, badges_buttons.BadgeRefTooltipStash,
    badges_buttons.ButtonRefContentGraft, badges_buttons.ButtonRefContentStash, c.AliasTransform, cpp.AliasTransform,
    dropdown.DropdownHtmlTransform, tabs.TabSetHtmlTransform,
)  # fmt: skip
USES = re.compile(r"\{(?:aside|bdg|button-|dropdown|tab-|c:alias|cpp:alias)[\w-]*\}|^:(?:link-)?new-tab:", re.M)


def miss(app, docname: str, content: list[str]) -> None:
    """Tell of a page that needs what is left out."""
    if found := USES.search(content[0]):
        logger.error("needless: %s needs a pass that docs/_ext/needless.py leaves out", found[0], location=docname)


def setup(app):
    for transform in READING:
        app.registry.transforms.remove(transform)
    for transform in WRITING:
        app.registry.post_transforms.remove(transform)
    for listener in list(app.events.listeners["doctree-resolved"]):
        if listener.handler is extension._resolve_new_tab_refs:
            app.disconnect(listener.id)
    app.connect("source-read", miss)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
