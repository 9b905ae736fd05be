"""Say whether a built site is ready to be uploaded.

    python docs/publish_check.py docs/_build/html

Checks the base address, the size, source maps, names under which a browser may keep files, and the content security
policy.  Prints what is wrong, then a summary; exits with 1 where anything is wrong.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

MOST_SITE = 100_000_000  # bytes; hosts take more, readers of a copy would rather not
MOST_FILE = 5_000_000
MOST_TAKEN = 15_000_000  # of the whole book as one file
# Written after the pages, so that they cannot carry its digest.
UNVERSIONED = {"searchindex.js"}
DIGEST = re.compile(r"\?v=[0-9a-f]{8}$|\.[0-9a-f]{32,64}\.(css|js)$")


class Page(HTMLParser):
    """What of a page matters for publishing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.canonical: list[str] = []
        self.assets: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads, or holds of code."""
        given = {name: value or "" for name, value in attrs}
        place = f"line {self.getpos()[0]}"
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        if tag == "link" and given.get("rel") == "stylesheet":
            self.assets.append(given["href"])
        if tag == "script" and "src" in given:
            self.assets.append(given["src"])
        if tag == "script" and "src" not in given and given.get("type", "text/javascript").endswith("javascript"):
            self.inline.append(f"{place}: script")
        if tag == "style" or "style" in given:
            self.inline.append(f"{place}: style of {tag}")
        self.inline += [f"{place}: {name} of {tag}" for name in given if name.startswith("on")]


def address(site: Path, pages: dict[str, Page]) -> list[str]:
    """What is wrong with the address that the site was built for."""
    front = pages.get("index.html")
    if front is None or not front.canonical:
        return ["index.html: no canonical address; build with OPTBOOK_URL=https://.../"]
    base = front.canonical[0].removesuffix("index.html")
    found = []
    if ".example" in base:
        found.append(f"built for {base}, a placeholder; build with OPTBOOK_URL=https://.../")
    if not (base.startswith("https://") and base.endswith("/")):
        found.append(f"built for {base}; takes https://.../ with a slash at its end")
    for name, page in pages.items():
        found += [f"{name}: canonical address {url} is not under {base}" for url in page.canonical if base not in url]
    sitemap = site / "sitemap.xml"
    told = re.findall(r"<loc>([^<]*)</loc>", sitemap.read_text(encoding="utf-8")) if sitemap.exists() else []
    if not told:
        found.append("no sitemap.xml, or an empty one")
    return found + [f"sitemap.xml: {url} is not under {base}" for url in told if not url.startswith(base)]


def files(site: Path) -> list[str]:
    """What is wrong with the files as such."""
    paths = [path for path in sorted(site.rglob("*")) if path.is_file()]
    total = sum(path.stat().st_size for path in paths)
    found = [f"{total / 1e6:.0f} MB, {MOST_SITE / 1e6:.0f} MB allowed"] if total > MOST_SITE else []
    for path in paths:
        name, size = path.relative_to(site).as_posix(), path.stat().st_size
        most = MOST_TAKEN if name.startswith("take/") else MOST_FILE
        if size > most:
            found.append(f"{name}: {size / 1e6:.1f} MB, {most / 1e6:.0f} MB allowed")
        if path.suffix == ".map":
            found.append(f"{name}: a source map")
        if path.suffix in {".js", ".css"} and "sourceMappingURL=" in path.read_text(encoding="utf-8"):
            found.append(f"{name}: names a source map")
        if path.suffix in {".doctree", ".pickle", ".pyc"} or ".ipynb_checkpoints" in path.parts:
            found.append(f"{name}: left over from building")
    return found + [f"no {name}" for name in ("404.html", "_headers", "objects.inv") if not (site / name).exists()]


def names(pages: dict[str, Page]) -> list[str]:
    """Style sheets and scripts that a browser could keep when they have changed."""
    return [
        f"{name}: {asset} does not carry a digest of its content"
        for name, page in pages.items()
        for asset in page.assets
        if asset.rpartition("/")[2] not in UNVERSIONED and not DIGEST.search(asset)
    ]


def policy(site: Path, pages: dict[str, Page]) -> list[str]:
    """What is wrong with the content security policy, or with pages under it."""
    told = (site / "_headers").read_text(encoding="utf-8") if (site / "_headers").exists() else ""
    given = re.search(r"^  Content-Security-Policy: (.+)$", told, re.M)
    if given is None:
        return ["_headers: no Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in given[1].split(";"))
    scripts = rules.get("script-src", rules.get("default-src", "*"))
    found = [f"_headers: script-src allows {part}" for part in scripts.split() if part not in {"'self'", "'none'"}]
    return found + [f"{name}: {what} inline" for name, page in pages.items() for what in page.inline]


def main(site: Path) -> int:
    """Print problems and a summary."""
    paths = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.relative_to(site).parts]
    if not paths:
        print(f"no site in {site}; `nox -s docs` builds it")
        return 1
    pages = {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in paths}
    found = address(site, pages) + files(site) + names(pages) + policy(site, pages)
    print(*found, sep="\n", end="\n" if found else "")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB, {len(found)} problems: {'not ' if found else ''}ready to upload")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
