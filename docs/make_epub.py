"""The book as EPUB 3, from a built site: pages, light figures, math as MathML, table of contents.

    python docs/make_epub.py docs/_build/html docs/_build/take/optbook.epub

The file is then read by epubcheck, whose verdict is the exit code.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from bs4 import Tag

from assemble import Book, Chapter, read, turn_links

INSTALL = "no epubcheck on this machine; one command installs it: sudo apt-get install --yes epubcheck"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
{body}
</body>
</html>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>The optbook authors</dc:creator>
<dc:language>en</dc:language>
<dc:description>{description}</dc:description>
<dc:rights>Text and figures: CC BY 4.0. Code: MIT.</dc:rights>
<dc:source>{address}</dc:source>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
MOST_LINES = 60  # of what the checker says
STYLE = """
@font-face { font-family: "Optbook Math"; src: url("optbook-math.woff2"); }
math { font-family: "Optbook Math", math; }
body { line-height: 1.4; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8em; }
table { border-collapse: collapse; }
td, th { border: 1px solid #bbbbbb; padding: 0.2em 0.4em; vertical-align: top; }
.opening { border-left: 3px solid #0b62a4; padding-left: 1em; }
.box { border: 1px solid #bbbbbb; border-left: 4px solid #14703d; margin: 1.2em 0; padding: 0.4em 1em; }
.box.exercise { border-left-color: #0b62a4; }
.box.mistake { border-left-color: #b3400e; }
.box-title, .eqno { font-weight: bold; }
.evidence, .figure-sources { font-size: 0.9em; }
"""
# The time of each file in the archive, which holds none that matters: the first of January 2020.
STAMP = (2020, 1, 1, 0, 0, 0)


def prepare(book: Book, site: Path) -> dict[str, bytes]:
    """Turn the links of the pages; return the images that they show."""
    images: dict[str, bytes] = {}

    def image(path: str) -> str:
        name = f"images/{path.rpartition('/')[2]}"
        raw = (site / path).read_bytes()
        images[name] = drawing(raw) if name.endswith(".svg") else raw
        return name

    def inward(chapter: Chapter, anchor: str) -> str:
        return f"{chapter.name}.xhtml" + (f"#{anchor}" if anchor else "")

    turn_links(book, inward, image)
    return images


def drawing(svg: bytes) -> bytes:
    """A drawing as the standard wants it: no document type from outside, and a shape for each glyph, even a space."""
    svg = re.sub(rb"<!DOCTYPE svg[^>]*>\s*", b"", svg)
    return re.sub(rb"<path (?![^>]*\bd=)", b'<path d="" ', svg)


def page(chapter: Chapter) -> str:
    """A page as XHTML."""
    content = chapter.content
    for math in content.find_all("math"):
        math["xmlns"] = "http://www.w3.org/1998/Math/MathML"
        older(math)
    content.name = "div"
    content.attrs = {"class": "page"}
    return PAGE.format(title=escape(chapter.title), body=content.decode(formatter="minimal"))


def older(math: Tag) -> None:
    """Write a formula in the MathML of the EPUB standard, where sizes are attributes of an element around the part."""
    for part in math.find_all(True):
        sizes = {name: part.attrs.pop(name) for name in ("displaystyle", "scriptlevel") if name in part.attrs}
        if sizes and part.name in {"mtd", "mtr"}:
            around = Tag(name="mstyle", attrs=sizes)
            for child in list(part.children):
                around.append(child)
            part.append(around)
        elif sizes:
            part.wrap(Tag(name="mstyle", attrs=sizes))


def contents(book: Book) -> str:
    """The table of contents: chapters, and their pages under them."""
    items: list[str] = []
    for chapter in book.chapters:
        entry = f'<li><a href="{chapter.name}.xhtml">{escape(chapter.title)}</a></li>'
        inside = chapter.depth and items and items[-1].endswith("</ol></li>")
        if inside:
            items[-1] = items[-1].removesuffix("</ol></li>") + entry + "</ol></li>"
        elif chapter.depth and items:
            items[-1] = items[-1].removesuffix("</li>") + f"<ol>{entry}</ol></li>"
        else:
            items.append(entry)
    body = f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{"".join(items)}</ol></nav>'
    return PAGE.format(title="Contents", body=body)


def package(book: Book, images: dict[str, bytes], pages: dict[str, str]) -> str:
    """The list of all files."""
    kinds = {".svg": "image/svg+xml", ".png": "image/png"}
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="font" href="optbook-math.woff2" media-type="font/woff2"/>',
        '<item id="font-license" href="optbook-math-LICENSE.txt" media-type="text/plain"/>',
    ]
    for name, text in pages.items():
        properties = ' properties="mathml"' if "<math" in text else ""
        manifest.append(f'<item id="p-{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{properties}/>')
    for number, name in enumerate(sorted(images)):
        manifest.append(f'<item id="i-{number}" href="{name}" media-type="{kinds[Path(name).suffix]}"/>')
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return PACKAGE.format(
        identifier=uuid5(NAMESPACE_URL, book.address),
        title=escape(book.title),
        description=escape(book.description),
        address=escape(book.address),
        modified=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)),
        manifest="\n".join(manifest),
        spine="\n".join(f'<itemref idref="p-{name}"/>' for name in pages),
    )


def write(site: Path, target: Path) -> tuple[int, int]:
    """Write the EPUB; return the number of its pages and of its images."""
    book = read(site)
    images = prepare(book, site)
    pages = {chapter.name: page(chapter) for chapter in book.chapters}
    pygments = (site / "_static/pygments.css").read_text(encoding="utf-8")
    light = "\n".join(line for line in pygments.splitlines() if line.startswith(".highlight ."))
    static = {
        name: (site / "_static" / name).read_bytes() for name in ("optbook-math.woff2", "optbook-math-LICENSE.txt")
    }
    files = {
        "META-INF/container.xml": CONTAINER.encode(),
        "book/content.opf": package(book, images, pages).encode(),
        "book/nav.xhtml": contents(book).encode(),
        "book/book.css": (STYLE + light).encode(),
        **{f"book/{name}.xhtml": text.encode() for name, text in pages.items()},
        **{f"book/{name}": raw for name, raw in {**images, **static}.items()},
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", STAMP), b"application/epub+zip")  # first, and not compressed
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), raw, zipfile.ZIP_DEFLATED, 9)
    return len(pages), len(images)


def check(target: Path) -> int:
    """What epubcheck says of the file."""
    checker = Path(shutil.which("epubcheck")).resolve()
    # Debian's command is a Java archive, which some systems do not start by themselves.
    start = ["java", "-jar"] if checker.read_bytes()[:2] == b"PK" else []
    ran = subprocess.run([*start, checker, target], capture_output=True, text=True, check=False)
    print("\n".join(f"{ran.stdout}\n{ran.stderr}".strip().splitlines()[-MOST_LINES:]))
    return ran.returncode


def main(site: Path, target: Path) -> int:
    """Make and check."""
    if shutil.which("epubcheck") is None:
        raise SystemExit(INSTALL)
    pages, images = write(site, target)
    code = check(target)
    if code:
        target.unlink()
    else:
        print(f"{target.name}: {pages} pages, {images} figures, {target.stat().st_size / 1e6:.1f} MB")
    return code


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
