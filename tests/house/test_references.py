"""The bibliography is whole: every entry closed, named once, and cited."""

from __future__ import annotations

import re

from pybtex.database import parse_string

from tree import ROOT, pages

TEXT = (ROOT / "docs/references.bib").read_text(encoding="utf-8")


def test_every_entry_is_read_once():
    written = re.findall(r"^@\w+\{(\w+),$", TEXT, flags=re.M)
    assert sorted(parse_string(TEXT, "bibtex").entries) == sorted(written)


def test_every_entry_is_cited_and_every_citation_has_an_entry():
    text = " ".join(page.path.read_text(encoding="utf-8") for page in pages())
    cited = {key for keys in re.findall(r"\{(?:foot)?cite:\w+\}`([^`]*)`", text) for key in re.split(r"\s*,\s*", keys)}
    assert cited == set(re.findall(r"^@\w+\{(\w+),$", TEXT, flags=re.M))
