"""Check a built site: each internal link, anchor, id and asset; one h1 a page; alternative texts; no other host.

    python docs/check_site.py docs/_build/html

Prints what is wrong with its page, then a summary; exits with 1 where anything is wrong.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LOADS = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
}
# A link element with one of these names the page or its neighbors; nothing is loaded through it.
NAMES = {"canonical", "alternate", "author", "license", "next", "prev", "search", "index"}


@dataclass
class Page(HTMLParser):
    """What a page points to, what it loads, and what can be pointed to in it."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: int = 0
    figures: int = 0
    claims: int = 0
    mute: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag adds."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if not (tag == "link" and NAMES & set(given.get("rel", "").split())):
            self.loads += [given[name] for name in LOADS.get(tag, ()) if name in given]
        if tag == "img" and not given.get("alt", "").strip():
            self.mute.append(given.get("src", ""))
        self.headings += tag == "h1"
        self.figures += tag == "figure" and "gallery-figure" in classes
        self.claims += tag == "section" and "claim" in classes


def read(site: Path) -> dict[Path, Page]:
    """Every page of the site."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.relative_to(site).parts:
            pages[path] = Page()
            pages[path].feed(path.read_text(encoding="utf-8"))
    return pages


def problems(site: Path, pages: dict[Path, Page]) -> list[str]:
    """All that is wrong, each with its page."""
    found = []
    for path, page in pages.items():
        here = path.relative_to(site).as_posix()
        found += [
            f"{here}: id {name} is given twice" for name in sorted({i for i in page.ids if page.ids.count(i) > 1})
        ]
        found += [f"{here}: {page.headings} h1 headings, takes one"] * (page.headings != 1)
        found += [f"{here}: image without alternative text: {src}" for src in page.mute]
        found += [f"{here}: loads from another host: {url}" for url in page.loads if urlsplit(url).netloc]
        for url in page.links + page.loads:
            found += [f"{here}: {fault}: {url}" for fault in fault_of(url, path, site, pages)]
    return found


def fault_of(url: str, path: Path, site: Path, pages: dict[Path, Page]) -> list[str]:
    """What is wrong with an internal link, if anything."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return []
    where = urljoin("/" + path.relative_to(site).as_posix(), unquote(parts.path))
    target = path if not parts.path else site / where.lstrip("/")
    target = target / "index.html" if target.is_dir() else target
    if not target.exists():
        return ["no such file"]
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return ["no such anchor"]
    return []


def main(site: Path) -> int:
    """Print problems and a summary."""
    pages = read(site)
    found = problems(site, pages)
    print(*found, sep="\n", end="\n" if found else "")
    links = sum(len(page.links) + len(page.loads) for page in pages.values())
    figures = sum(page.figures for page in pages.values())
    claims = sum(page.claims for page in pages.values())
    print(f"{len(pages)} pages, {figures} figures, {claims} claims, {links} links checked, {len(found)} problems")
    return int(bool(found) or not pages)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
