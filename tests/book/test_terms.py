"""Bold words are found where they are explained, and listed with the sentence that does it."""

from __future__ import annotations

import io
import re

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx

import terms

ONE = """# The first page

A **lane** is a run[^a] of $n$ steps, see {doc}`two`. It ends. **Start here.** A line, then **lane** again.
**Five words are no term**. The **memory** is what is kept:

$$
x
$$

where the **wall** is.

- **Climber** goes up.
- **Diver**[^a]. It goes down.

[^a]: Someone.
"""
TWO = """# The second page

- **Lane** is in the list.
- One step is *not* a **climber**, but two are.
"""
LIST = """# Terms

```{terms}
track: lane
```
"""
INDEX = """# Book

```{toctree}
:numbered:

part/one
part/two
```

```{toctree}
terms
```
"""


class Book:
    """A small book, built as often as it is asked for."""

    def __init__(self, root):
        self.root, self.told = root, io.StringIO()
        self.write("index", INDEX)
        self.write("part/one", ONE)
        self.write("part/two", TWO)
        self.write("terms", LIST)

    def write(self, page, text):
        path = self.root / f"{page}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self):
        """What the list shows for each term: words, sentences with the titles of their pages, where they lead."""
        out = self.root / "out"
        settings = {"extensions": ["myst_parser", "terms"], "html_theme": "basic"}
        settings["myst_enable_extensions"] = ["dollarmath"]
        Sphinx(self.root, None, out, out, "html", confoverrides=settings, status=None, warning=self.told).build()
        html = (out / "terms.html").read_text(encoding="utf-8")
        items = re.findall(r'<dt id="term-([^"]*)">(.*?)(?:<a class="headerlink".*?)?</dt><dd>(.*?)</dd>', html, re.S)
        return {
            anchor: (words, " ".join(re.sub("<[^>]*>", "", told).split()), re.findall('href="([^"]*)"', told))
            for anchor, words, told in items
        }


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return Book(tmp_path_factory.mktemp("terms"))


@pytest.fixture(scope="module")
def shown(book):
    return book.build()


def test_each_term_has_its_sentence_without_citations_and_its_page(shown):
    words, told, links = shown["lane"]
    assert words == "lane"
    assert told == r"A lane is a run of \(n\) steps, see The second page. 1 The first page"
    assert links == ["part/two.html", "part/one.html#term-lane"]


def test_headings_within_lines_and_long_words_are_no_terms(shown):
    assert set(shown) == {"lane", "memory", "wall", "climber", "diver", "track"}


def test_a_sentence_that_goes_on_in_a_formula_or_comes_from_one_says_so(shown):
    assert shown["memory"][1] == "The memory is what is kept: … 1 The first page"
    assert shown["wall"][1] == "… where the wall is. 1 The first page"


def test_a_term_that_is_all_of_a_sentence_has_the_next_one_too(shown):
    assert shown["diver"][1] == "Diver. It goes down. 1 The first page"


def test_the_head_of_an_item_gives_way_to_a_place_that_explains(shown):
    assert shown["climber"][:2] == ("climber", "One step is not a climber, but two are. 2 The second page")


def test_other_names_lead_to_the_term(shown):
    assert shown["track"] == ("track", "See lane.", ["#term-lane"])


def test_a_page_has_an_anchor_where_it_first_explains_a_term(book, shown):
    html = (book.root / "out/part/one.html").read_text(encoding="utf-8")
    assert re.findall(r'<strong id="([^"]*)">', html) == [
        "term-lane",
        "term-memory",
        "term-wall",
        "term-climber",
        "term-diver",
    ]


def test_the_list_follows_its_pages(book, shown):
    book.write("part/one", ONE.replace("is a run", "is a race"))
    assert book.build()["lane"][1].startswith("A lane is a race of")
    book.write("index", INDEX.replace("part/one\npart/two", "part/two\npart/one"))
    assert book.build()["lane"][1].endswith(" 2 The first page")


def test_a_sentence_does_not_keep_its_page():
    document = new_document("made")
    parts = [nodes.strong("", "lane"), nodes.Text(" of "), nodes.math("", "n"), nodes.emphasis("", "w")]
    document += nodes.paragraph("", "A ", *parts)
    kept = [part for node in terms.sentence(document[0][1]) for part in node.findall()]
    assert [node for node in kept if isinstance(node, nodes.math | nodes.emphasis | nodes.strong)]
    assert all(part.document is None for part in kept)


def test_another_name_for_nothing_is_told(book, shown):
    book.told.truncate(0)
    book.write("terms", LIST.replace("track: lane", "track: path"))
    assert "track" not in book.build()
    assert "terms: no page has 'path' in bold" in book.told.getvalue()
