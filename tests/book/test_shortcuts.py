"""What the build leaves out, or does another way than its libraries, is not seen in what it makes."""

from __future__ import annotations

import pytest

import reproduce
from small_book import CLAIM, FIGURE, SCRIPT, SmallBook

SHORTCUTS = ("code_links", "lazy_states", "needless")
LISTS = """
# %%
# Lists in a script are read as reStructuredText:
#
# - one, with `descend` and **two words**;
# - two:
#
#   1. a list in a list,
#   2. ``literal`` & more <signs>.
#
# :field: a field
# :other: another one
import numpy as np

text = f"{np.sqrt(2.0):.3f} < 2 & 'more'"  # a comment
print(text, [k for k in range(3) if k != 1])
"""


@pytest.fixture
def make(tmp_path):
    """Books that have the same page and script, in folders of these names."""

    def book(name: str) -> SmallBook:
        made = SmallBook(tmp_path / name)
        made.write("gallery/made/good.py", SCRIPT + LISTS)
        made.page("good", f"{CLAIM}\n{FIGURE}\nSee {{numref}}`claim-made-good-slope-is-a-fifth`.\n\n- one\n- two\n")
        return made

    return book


def test_pages_are_the_same_with_shortcuts_and_without(make):
    sites = []
    for name in ("with", "without"):
        book = make(name)
        if name == "without":
            for shortcut in SHORTCUTS:
                book.replace("docs/conf.py", f'    "{shortcut}",\n', "")
        code, told = book.build()
        assert code == 0, told
        sites.append(book.root / "build/html")
    assert reproduce.differences(*sites) == {}


def test_a_page_that_needs_what_is_left_out_fails_the_build(make):
    book = make("book")
    book.page("good", f"{CLAIM}\n{FIGURE}\n:::{{dropdown}} More\nHidden.\n:::\n")
    code, told = book.build()
    assert code != 0
    assert "{dropdown} needs a pass that docs/_ext/needless.py leaves out" in told
    assert "made/good" in told
