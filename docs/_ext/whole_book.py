"""Files about the whole book, for programs and for readers of plain text.

``llms.txt`` lists the pages with what each is about; ``take/optbook.md`` is the text of all chapters; and
``take/figures.json`` lists every figure: number, caption, alternative text, where it stands and what it is made of.
They are put together from the Markdown of the pages, so that a build that writes one page still knows the others.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import boxes
import take_page
import wheel
from gallery_figure import OUT
from idle import idle

# What stands below a drawing: its number, and what it shows.
CAPTION = re.compile(r"\*\*[^*]*\*\* (.*)")
HEAD = re.compile(r"\A---\n(.*?)\n---\n+", re.S)
# Parts of the site that are not the text of the book.
APART = ("api", OUT)


def reading_order(env) -> list[str]:
    """Every page, as the tables of contents lead through the book."""
    order: dict[str, None] = {}

    def follow(page: str) -> None:
        if page not in order and page in env.found_docs:
            order[page] = None
            for inner in env.toctree_includes.get(page, ()):
                follow(inner)

    follow(env.config.root_doc)
    return [*order, *sorted(env.found_docs - order.keys())]


def make(app, exception) -> None:
    """Write the files, and remove what was written for pages that are no more."""
    if exception is not None or app.builder.name != "html" or idle(app):
        return
    site, base = Path(app.outdir), app.config.html_baseurl
    remove_old(site, app.env.found_docs)
    pages = [page for page in reading_order(app.env) if not page.startswith(f"{OUT}/")]
    texts = {page: (site / f"{page}.md").read_text(encoding="utf-8") for page in pages}
    heads = {page: head(text) for page, text in texts.items()}
    take_page.keep(site / "llms.txt", listing(app, heads))
    book = [HEAD.sub("", text) for page, text in texts.items() if page.split("/")[0] not in APART]
    take_page.keep(site / wheel.FOLDER / "optbook.md", "\n\n".join(book))
    entries = figures(app.env, texts, base)
    take_page.keep(site / wheel.FOLDER / "figures.json", json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
    needed = site / "binder" / "requirements.txt"
    if take_page.launch(app.config.book_repository, "", True):
        take_page.keep(needed, f"./{wheel.FOLDER}/{wheel.NAME}\n")
    else:
        needed.unlink(missing_ok=True)


def remove_old(site: Path, pages: set[str]) -> None:
    """Remove notebooks and Markdown of pages that have no source any more."""
    for path in [*site.rglob("*.md"), *site.rglob("*.ipynb")]:
        name = path.relative_to(site).with_suffix("").as_posix()
        if name not in pages and not name.startswith(("_", f"{wheel.FOLDER}/")):
            path.unlink()


def head(text: str) -> dict[str, str]:
    """What the head of a page's Markdown says."""
    lines = HEAD.match(text)[1].splitlines()
    return {name: json.loads(value) for name, value in (line.split(": ", 1) for line in lines)}


def listing(app, heads: dict[str, dict[str, str]]) -> str:
    """The pages by chapter, in the form of llms.txt."""
    base, root = app.config.html_baseurl, app.config.root_doc
    front = heads[root]
    lines = [f"# {app.config.html_title}", "", f"> {front.get('description', front['title'])}", ""]
    lines += [
        "Each page is linked as Markdown; its address on the site ends in `.html`, and as a notebook in `.ipynb`."
    ]
    parts: dict[str, list[str]] = {}
    for page, entry in heads.items():
        told = f": {entry['description']}" if "description" in entry else ""
        line = f"- [{entry['title']}]({base}{quote(page)}.md){told}"
        part = "Optional" if page.split("/")[0] in APART else heads.get(f"{page.split('/')[0]}/index", front)["title"]
        parts.setdefault(part, []).append(line)
    whole = (
        ("The text of all chapters", "optbook.md", "one Markdown file"),
        ("Figures", "figures.json", "number, caption, alternative text, script, notebook, data and drawing of each"),
        ("The package", wheel.NAME, "a wheel that scripts and notebooks need"),
    )
    parts["The whole book"] = [f"- [{what}]({base}{wheel.FOLDER}/{name}): {told}" for what, name, told in whole]
    optional = parts.pop("Optional", [])
    for part, entries in [*parts.items(), *([("Optional", optional)] if optional else [])]:
        lines += ["", f"## {part}", "", *entries]
    return "\n".join(lines) + "\n"


def figures(env, texts: dict[str, str], base: str) -> list[dict[str, str]]:
    """Every figure of the gallery that stands on a page, in the order of the book."""
    uses = getattr(env, "optbook_figure_uses", {})
    found = [(page, anchor, script) for script, pages in uses.items() for page, anchor in pages.items()]
    numbered = [(boxes.number(env, "figure", page, anchor), page, anchor, script) for page, anchor, script in found]
    order = {page: place for place, page in enumerate(reading_order(env))}
    numbered.sort(key=lambda entry: (order[entry[1]], entry[0], entry[2]))
    return [entry(env, texts[each[1]], base, *each) for each in numbered]


def entry(env, text: str, base: str, number: tuple[int, ...], page: str, anchor: str, script: str) -> dict[str, str]:
    """What is known of one figure; files by their whole address."""
    folder, _, name = script.rpartition("/")
    stem = f"{folder}/images/sphx_glr_{name}_001"
    drawings = {
        mode: f"{base}_images/{env.images[f'{stem}{suffix}.svg'][1]}"
        for suffix, mode in (("", "svg"), ("_dark", "dark_svg"))
    }
    files = {"script": f"{script}.py", "notebook": f"{script}.ipynb", "data": f"{stem}.csv"}
    caption = CAPTION.match(text.partition(f"]({drawings['svg']})\n\n")[2])
    known = json.loads((Path(env.srcdir) / f"{stem}.json").read_text(encoding="utf-8"))
    return {
        "figure": script.removeprefix(f"{OUT}/"),
        "number": ".".join(map(str, number)),
        "page": f"{base}{page}.html#{anchor}",
        "caption": caption[1] if caption else "",
        "alt": known["alt"],
        **{what: f"{base}_downloads/{env.dlfiles[Path(path)][1]}" for what, path in files.items()},
        **drawings,
    }


def setup(app):
    app.connect("build-finished", make)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
