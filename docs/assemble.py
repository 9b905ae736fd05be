"""The pages of a built site as one book, for forms that are read without it: each page's content, links turned inward.

What stands in the PDF and in the EPUB is what stands on the site, since it is taken from there.  The gallery and the
reference of the package stay on the site; links to them lead there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

APART = ("gallery/", "api/", "genindex", "py-modindex")
# What a book on paper has no use for, and dark figures.
DROPPED = "a.headerlink, img.figure-dark, button, script, .live-stage, p.take, .backrefs, .take-away, .to-solution"
ATTRIBUTES = ("tabindex", "loading", "download", "fetchpriority")


@dataclass
class Chapter:
    """A page of the site as a part of the book.

    Attributes
    ----------
    path : str
        Its file in the site.
    name : str
        A name that can be an id.
    title : str
        Its first heading.
    depth : int
        0 for the front page and the first page of a chapter, 1 for the others.
    content : Tag
        What it holds.
    """

    path: str
    name: str
    title: str
    depth: int
    content: Tag


@dataclass
class Book:
    """Title, description, author, address and pages of the book."""

    title: str
    description: str
    address: str
    chapters: list[Chapter]


def read(site: Path) -> Book:
    """The book of a site, in the order of its table of contents."""
    front = soup(site / "index.html")
    address = front.find("link", rel="canonical")["href"].removesuffix("index.html")
    links = [urlsplit(link["href"]).path for link in front.select(".sidebar-tree a[href]")]
    paths = dict.fromkeys(["index.html", *(path for path in links if path.endswith(".html"))])
    chapters = [chapter(site, path) for path in paths if not path.startswith(APART)]
    told = front.find("meta", attrs={"name": "description"})
    return Book(chapters[0].title, told["content"] if told else "", address, chapters)


def soup(path: Path) -> BeautifulSoup:
    """A page, taken apart."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def chapter(site: Path, path: str) -> Chapter:
    """A page without what only the site needs."""
    content = soup(site / path).find("article")
    for node in content.select(DROPPED):
        node.decompose()
    for node in content.find_all(True):
        for attribute in ATTRIBUTES:
            node.attrs.pop(attribute, None)
    name = re.sub(r"\W+", "-", path.removesuffix(".html"))
    depth = 0 if path.rpartition("/")[2] == "index.html" else 1
    return Chapter(path, name, " ".join(content.find("h1").get_text().split()), depth, content)


def turn_links(book: Book, inward: Callable[[Chapter, str], str], image: Callable[[str], str]) -> None:
    """Let links between pages stay in the book, others lead to the site, and images be found.

    Parameters
    ----------
    book : Book
        Is changed.
    inward : function of a chapter and an anchor
        What a link to an anchor of a chapter becomes; the anchor is empty for the whole page.
    image : function of a path in the site
        What the source of an image becomes.
    """
    known = {chapter.path: chapter for chapter in book.chapters}
    for chapter in book.chapters:
        for link in chapter.content.find_all("a", href=True):
            parts = urlsplit(link["href"])
            if parts.scheme or parts.netloc:
                continue
            path = within(chapter.path, parts.path)
            target = known.get(path)
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            link["href"] = inward(target, parts.fragment) if target else f"{book.address}{path}{anchor}"
        for picture in chapter.content.find_all("img"):
            picture["src"] = image(unquote(within(chapter.path, picture["src"])))


def within(page: str, link: str) -> str:
    """What a page calls `link`, as a path in the site."""
    return normpath(join(dirname(page), link)) if link else page
