"""The book as PDF, from a built site: its pages as one, printed by the machine's Chromium.

python docs/make_pdf.py docs/_build/html docs/_build/take/optbook.pdf
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pikepdf
from bs4 import Tag
from playwright.sync_api import sync_playwright

from assemble import Book, Chapter, read, turn_links
from chromium import FLAGS, INSTALL, executable

MOST = 15_000_000  # bytes
# Width of the text on the page, in CSS pixels: A4 without the margins of print.css.
WIDTH = round((210 - 2 * 20) / 25.4 * 96)
SHEETS = ("_static/pygments.css", "_static/book.css")
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta name="author" content="The optbook authors">
<meta name="description" content="{description}">{sheets}<style>{fonts}
{style}</style></head><body>{body}</body></html>
"""
FONT = '@font-face {{ font-family: "Optbook Math"; src: url("{}") format("woff2"); }}'
FOOTER = '<div style="width: 100%; font: 8pt sans-serif; text-align: center"><span class="pageNumber"></span></div>'
# Formulas and tables that are wider than the page are set smaller; returns those that do not fit even then.
FIT = """() => {
  const wide = [];
  for (const box of document.querySelectorAll('.math-scroll, .table-wrapper')) {
    const inner = box.firstElementChild;
    for (let size = 1; box.scrollWidth > box.clientWidth + 1 && size > 0.5; size -= 0.04)
      inner.style.fontSize = `${size}em`;
    if (box.scrollWidth > box.clientWidth + 1) wide.push(box.textContent.trim().slice(0, 80));
  }
  for (const code of document.querySelectorAll('pre'))
    if (code.scrollWidth > code.clientWidth + 1) wide.push(code.textContent.trim().slice(0, 80));
  return wide;
}"""


def assembled(site: Path) -> tuple[Book, str]:
    """The book, and one page of HTML that holds it."""
    book = read(site)
    for chapter in book.chapters:
        unfold(chapter)
        lower(chapter)
        for node in chapter.content.find_all(id=True):
            node["id"] = f"{chapter.name}--{node['id']}"

    def inward(chapter: Chapter, anchor: str) -> str:
        return f"#{chapter.name}--{anchor}" if anchor else f"#{chapter.name}"

    turn_links(book, inward, lambda path: (site / path).resolve().as_uri())
    for chapter in book.chapters:
        chapter.content.name = "section"
        chapter.content.attrs = {"id": chapter.name, "class": "page"}
    sheets = "".join(f'<link rel="stylesheet" href="{(site / name).resolve().as_uri()}">' for name in SHEETS)
    body = title(book) + "".join(chapter.content.decode(formatter="html5") for chapter in book.chapters)
    return book, HTML.format(
        title=escape(book.title),
        description=escape(book.description),
        sheets=sheets,
        fonts=FONT.format((site / "_static/optbook-math.woff2").resolve().as_uri()),
        style=(Path(__file__).parent / "print.css").read_text(encoding="utf-8"),
        body=body,
    )


def title(book: Book) -> str:
    """The title page and the table of contents."""
    items = "".join(
        f"{'<ol>' if chapter.depth else ''}<li><a href='#{chapter.name}'>{escape(chapter.title)}</a></li>"
        f"{'</ol>' if chapter.depth else ''}"
        for chapter in book.chapters
    )
    items = items.replace("</ol><ol>", "").replace("</li><ol>", "<ol>").replace("</ol>", "</ol></li>")
    head = f'<div class="title"><p class="name">{escape(book.title)}</p><p>{escape(book.description)}</p>'
    return f'{head}<p>{escape(book.address)}</p></div><nav class="contents"><h1>Contents</h1><ol>{items}</ol></nav>'


def unfold(chapter: Chapter) -> None:
    """Open what is folded; of the check of a claim, name the function only: its source comes with the package."""
    for fold in chapter.content.select("details"):
        summary = fold.find("summary")
        if "check" in fold.get("class", ()):
            name = fold.find_parent("section")["aria-label"].replace(" ", "_")
            fold.name, fold.attrs = "p", {"class": "check"}
            module = re.search(r"\((\S+)\)", summary.get_text())
            fold.string = "The check: "
            fold.append(Tag(name="code"))
            fold.code.string = f"{module[1] if module else ''}.{name}"
        else:
            fold.name, summary.name = "div", "p"
            summary["class"] = "summary"


def lower(chapter: Chapter) -> None:
    """Put the headings of a page under those of its chapter, for the outline."""
    for node in chapter.content.find_all(re.compile("^h[1-5]$")) if chapter.depth else ():
        node.name = f"h{int(node.name[1]) + 1}"


def printed(html: Path, target: Path, browser: str) -> list[str]:
    """Print a page; return the beginnings of what does not fit."""
    with sync_playwright() as play:
        engine = play.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = engine.new_page(viewport={"width": WIDTH, "height": 1000})
        page.set_default_timeout(600_000)
        page.emulate_media(media="print", color_scheme="light")
        page.goto(html.as_uri(), wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        wide = page.evaluate(FIT)
        page.pdf(
            path=target, outline=True, tagged=True, prefer_css_page_size=True, print_background=True,
            display_header_footer=True, header_template="<span></span>", footer_template=FOOTER,
        )  # fmt: skip
        engine.close()
    return wide


def packed(target: Path) -> tuple[str, list[str]]:
    """Pack the objects of a PDF, to a third of its size; tell what is in it, and which inner links lead nowhere."""
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        inner = {str(note["/Dest"]) for note in notes if "/Dest" in note}
        known = set(pdf.Root.get("/Dests", {}).keys())
        lost = sorted(name for name in inner if name.startswith("/") and name not in known)
        inside = sum("/Dest" in note for note in notes)
        with pdf.open_outline() as outline:
            entries = sum(1 for top in outline.root for _ in below(top))
        links = f"{inside} links inside, {len(notes) - inside} out"
        told = f"{len(pdf.pages)} pages, {entries} entries in the outline, {links}"
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    return told, lost


def below(item) -> Iterator[object]:
    """An entry of the outline and all under it."""
    yield item
    for child in item.children:
        yield from below(child)


def main(site: Path, target: Path) -> int:
    """Make, measure."""
    browser = executable()
    if browser is None:
        raise SystemExit(INSTALL)
    book, html = assembled(site)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "book.html"
        source.write_text(html, encoding="utf-8")
        wide = printed(source, target, browser)
    told, lost = packed(target)
    size = target.stat().st_size
    wrong = [f"does not fit the page: {text}" for text in wide] + [f"a link leads nowhere: {name}" for name in lost]
    wrong += [f"{MOST / 1e6:.0f} MB allowed"] if size > MOST else []
    print(f"{target.name}: {len(book.chapters)} parts, {told}, {size / 1e6:.1f} MB")
    print(*(f"{target.name}: {what}" for what in wrong), sep="\n", end="\n" if wrong else "")
    if wrong:
        target.unlink()
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
