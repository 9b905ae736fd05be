"""A page's resolved doctree as Markdown blocks and code cells: what a reader of a notebook or of plain text sees.

Numbers are those of the built page.  Links and images go to the site by their whole address, so that a file that was
taken away still leads back.  The directives of the book (figures, claims, exercises, solutions) become plain Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from docutils import nodes

import boxes

# What the book's macros stand for is in conf.py; these are environments that stand for themselves in running text.
ALIGNED = {"align": "aligned", "gather": "gathered", "equation": "aligned"}
MARKS = re.compile(r"([\\`*\[\]<$]|(?<!\w)_|_(?!\w))")
LEADS = re.compile(r"^(\d*)((?:#+|[+>.)-]) )")
SILENT = (
    nodes.comment, nodes.raw, nodes.target, nodes.meta, nodes.substitution_definition, nodes.transition,
    nodes.system_message,
)  # fmt: skip


class hidden_cell(nodes.General, nodes.Element):  # noqa: N801
    """A code cell that the page does not show; ``code`` is its source."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its source, what it printed, and whether the page hides it."""

    code: str
    output: str = ""
    hidden: bool = False


Block = str | Cell


def marked(text: str) -> str:
    """Text in which nothing is taken for a mark of Markdown."""
    return MARKS.sub(r"\\\1", text)


def paragraph(text: str) -> list[str]:
    """A paragraph, which does not begin like a list or a heading."""
    return [LEADS.sub(r"\1\\\2", text)] if text else []


def of_html(html: str) -> str:
    """What a cell shows as HTML: a list of terms, else its text."""
    soup = BeautifulSoup(html, "html.parser")
    for name, mark in (("code", "`"), ("strong", "**")):
        for node in soup.find_all(name):
            node.replace_with(f"{mark}{node.get_text()}{mark}")
    lines = [
        f"\n{node.get_text()}\n" if node.name == "dt" else f"- {node.get_text()}"
        for node in soup.find_all(["dt", "dd"])
    ]
    return "\n".join(lines).strip() or " ".join(soup.get_text().split())


def fenced(text: str, language: str) -> str:
    """A code block, with a fence longer than any in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"^`+", text, re.M)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def as_text(blocks: Iterable[Block]) -> list[str]:
    """Blocks without cells: what these would show, fenced; hidden ones are left out."""
    shown = []
    for block in blocks:
        if isinstance(block, str):
            shown.append(block)
        elif not block.hidden:
            shown += [fenced(block.code, "python")] if block.code else []
            shown += [fenced(block.output, "text")] if block.output else []
    return shown


def indented(blocks: list[Block], first: str) -> str:
    """Blocks as one item of a list that begins with `first`."""
    text = "\n\n".join(as_text(blocks))
    return first + text.replace("\n", "\n" + " " * len(first)).replace("\n" + " " * len(first) + "\n", "\n\n")


class Page:
    """Writes one page.

    Parameters
    ----------
    builder : StandaloneHTMLBuilder
        Knows the addresses and numbers of the site.
    docname : str
        The page.
    """

    def __init__(self, builder, docname: str):
        self.builder, self.env, self.config = builder, builder.env, builder.config
        self.docname = docname
        self.address = self.config.html_baseurl + builder.get_target_uri(docname)
        self.level = 0

    def method(self, what: str, node: nodes.Node):
        """What writes a node of this kind, or of the kind that it is a kind of."""
        names = (f"{what}_{kind.__name__.lower()}" for kind in type(node).__mro__)
        return next((getattr(self, name) for name in names if hasattr(self, name)), None)

    # Addresses and numbers

    def absolute(self, uri: str) -> str:
        """The whole address of what this page calls `uri`."""
        parts = urlsplit(uri)
        if parts.scheme or parts.netloc:
            return uri
        if not parts.path:
            return f"{self.address}#{parts.fragment}"
        return self.of_site(normpath(join(dirname(self.builder.get_target_uri(self.docname)), uri)))

    def of_site(self, path: str) -> str:
        """The whole address of a file of the site."""
        return self.config.html_baseurl + path

    def number(self, kind: str, node: nodes.Element) -> str:
        """The number of a figure, a box or an equation, or nothing."""
        known = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        found = next((known[name] for name in node["ids"] if name in known), ())
        return ".".join(map(str, found))

    def tex(self, node: nodes.Element) -> str:
        """TeX with the book's macros written out."""
        text = node.astext().strip()
        for macro, body in self.config.mathml_macros.items():
            text = re.sub(re.escape(macro) + r"(?![A-Za-z])", lambda match, body=body: body, text)
        return text

    # Blocks

    def blocks(self, node: nodes.Element) -> list[Block]:
        """The blocks of what is inside a node."""
        found: list[Block] = []
        for child in node.children:
            found += self.block(child)
        return found

    def block(self, node: nodes.Node) -> list[Block]:
        """The blocks of a node: by the method of its name; else a paragraph if it holds text, else of what is in it."""
        if isinstance(node, SILENT):
            return []
        method = self.method("block", node)
        if method is not None:
            return method(node)
        if isinstance(node, (nodes.Text, nodes.Inline, nodes.TextElement)):
            return paragraph(self.inline(node).strip())
        return self.blocks(node)

    def block_section(self, node) -> list[Block]:
        self.level += 1
        found = self.blocks(node)
        self.level -= 1
        return found

    def block_title(self, node) -> list[Block]:
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        anchors = [f"#{name}" for name in node.parent.get("ids", ())]
        first = self.level == 1 and isinstance(node.parent.parent, nodes.document)
        found = next((numbers[key] for key in ([""] if first else anchors) if key in numbers), ())
        # As on the page: chapters and pages have numbers, their sections have none.
        shown = f"{'.'.join(map(str, found))}. " if first and found else ""
        return ["#" * min(self.level, 6) + f" {shown}{self.inside(node)}"]

    def block_rubric(self, node) -> list[Block]:
        return [f"**{self.inside(node)}**"]

    def block_literal_block(self, node) -> list[Block]:
        language = node.get("language", "")
        language = "python" if language.startswith(("ipython", "py")) else re.sub(r"\W.*|default|none", "", language)
        return [fenced(node.astext(), language)]

    def block_doctest_block(self, node) -> list[Block]:
        return [fenced(node.astext(), "python")]

    def block_math_block(self, node) -> list[Block]:
        tex = re.sub(
            r"\\(begin|end)\{(align|equation|gather)\*?\}", lambda m: rf"\{m[1]}{{{ALIGNED[m[2]]}}}", self.tex(node)
        )
        if "\\\\" in tex and "\\begin" not in tex:
            tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
        number = self.number("displaymath", node) if node["number"] else ""
        tag = rf" \tag{{{number}}}" if number else ""
        return [f"$$\n{tex}{tag}\n$$"]

    def block_bullet_list(self, node) -> list[Block]:
        return ["\n".join(indented(self.blocks(item), "- ") for item in node.children)]

    def block_enumerated_list(self, node) -> list[Block]:
        start = node.get("start", 1)
        return ["\n".join(indented(self.blocks(item), f"{k}. ") for k, item in enumerate(node.children, start))]

    def block_definition_list(self, node) -> list[Block]:
        items = []
        for item in node.children:
            terms = ", ".join(self.inside(term) for term in item.findall(nodes.term) if term.parent is item)
            defined = [
                block for part in item.children if isinstance(part, nodes.definition) for block in self.blocks(part)
            ]
            first, *rest = as_text(defined) or [""]
            items.append(indented([f"{terms}: {first}".rstrip(), *rest], "- "))
        return ["\n".join(items)]

    def block_field_list(self, node) -> list[Block]:
        return [
            f"**{self.inside(field[0])}**" + "".join(f"\n\n{block}" for block in as_text(self.blocks(field[1])))
            for field in node.children
        ]

    def block_block_quote(self, node) -> list[Block]:
        return ["\n\n".join(as_text(self.blocks(node))).replace("\n", "\n> ").join(("> ", ""))]

    def block_line_block(self, node) -> list[Block]:
        return ["  \n".join(self.inside(line) for line in node.children)]

    def block_table(self, node) -> list[Block]:
        heads = [row for head in node.findall(nodes.thead) for row in head.children]
        rows = [row for body in node.findall(nodes.tbody) for row in body.children]
        width = max(len(row.children) for row in heads + rows)
        lines = [self.row(row) for row in heads[:1]] or ["| " + " | ".join([""] * width) + " |"]
        lines += ["|" + "---|" * width, *map(self.row, rows)]
        titles = [f"**{self.inside(title)}**" for title in node.children if isinstance(title, nodes.title)]
        return [*titles, "\n".join(lines)]

    def row(self, node) -> str:
        """A line of a table; a bar inside a cell would end it."""
        cells = []
        for entry in node.children:
            text = " ".join(as_text(self.blocks(entry))).replace("\n", " ")
            parts = re.split(r"((?<!\\)\$[^$]*\$)", text)
            parts[1::2] = [part.replace(r"\|", r"\Vert ").replace("|", r"\vert ") for part in parts[1::2]]
            parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
            cells.append("".join(parts))
        return "| " + " | ".join(cells) + " |"

    def block_image(self, node) -> list[Block]:
        return [] if "figure-dark" in node.get("classes", ()) else [self.inline_image(node)]

    def block_figure(self, node) -> list[Block]:
        images = [
            block for child in node.children if isinstance(child, nodes.image) for block in self.block_image(child)
        ]
        number = self.number("figure", node)
        name = self.config.numfig_format["figure"] % number if number else "Figure"
        captions = [f"**{name}.** {self.inside(child)}" for child in node.children if isinstance(child, nodes.caption)]
        legends = [block for child in node.children if isinstance(child, nodes.legend) for block in self.blocks(child)]
        return [*images, *captions, *legends]

    def block_footnote(self, node) -> list[Block]:
        return self.labelled(node)

    def block_citation(self, node) -> list[Block]:
        return self.labelled(node)

    def labelled(self, node) -> list[Block]:
        """A footnote, or an entry of the bibliography."""
        label, *rest = node.children
        first, *others = as_text(block for child in rest for block in self.block(child)) or [""]
        return [rf"\[{label.astext()}\] {first}", *others]

    def block_toctree(self, node) -> list[Block]:
        return []

    def block_index(self, node) -> list[Block]:
        return []

    # The package

    def block_desc_signature(self, node) -> list[Block]:
        return [f"**`{' '.join(node.astext().split())}`**"]

    # The book's own

    def block_container(self, node) -> list[Block]:
        if node.get("nb_element") != "cell_code":
            return self.blocks(node)
        sources = [part for part in node.children if part.get("nb_element") == "cell_code_source"]
        outputs = [part for part in node.children if part.get("nb_element") == "cell_code_output"]
        code = "\n".join(part.astext() for part in sources)
        printed = "\n".join(block.astext() for part in outputs for block in part.findall(nodes.literal_block))
        shown = [
            of_html(raw.astext()) for part in outputs for raw in part.findall(nodes.raw) if raw["format"] == "html"
        ]
        return ([Cell(code, printed)] if code or printed else []) + shown

    def block_hidden_cell(self, node) -> list[Block]:
        return [Cell(node["code"], hidden=True)]

    def box(self, kind: str, node) -> list[Block]:
        """A box: its kind, number and title, then what it holds."""
        title = node["title"]
        head = f"{boxes.KINDS[kind] % self.number(kind, node)}".strip()
        said = f" {title[:1].upper()}{title[1:]}" + ("" if title.endswith((".", "?", "!")) else ".") if title else ""
        return [f"**{head}.{said}**", *self.blocks(node)]

    def block_claim_box(self, node) -> list[Block]:
        return self.box("claim", node)

    def block_exercise_box(self, node) -> list[Block]:
        return self.box("exercise", node)

    def block_mistake_box(self, node) -> list[Block]:
        return self.box("mistake", node)

    def block_fold(self, node) -> list[Block]:
        classes = node.get("classes", ())
        if "check" in classes:  # its source comes with the package
            module = re.search(r"\((\S+)\)", node["summary"])[1]
            return [f"The check: `{module}.{node.parent['title'].replace(' ', '_')}`."]
        if "solution" in classes:
            number = self.env.toc_fignumbers.get(self.docname, {}).get("exercise", {}).get(node["exercise"], ())
            inner = node.children[0]
            back = inner.pop() if isinstance(inner[-1], nodes.paragraph) else None
            found = self.blocks(inner)
            inner += [back] if back else []
            return [f"**Solution of exercise {'.'.join(map(str, number))}.**", *found]
        return [f"**{node['summary']}**", *self.blocks(node)]

    def block_paragraph(self, node) -> list[Block]:
        if "to-solution" in node.get("classes", ()):
            return []
        if all(isinstance(child, nodes.image) for child in node.children):
            return self.blocks(node)
        return paragraph(self.inside(node))

    # Text

    def inside(self, node: nodes.Element) -> str:
        """The text inside a node, in one line."""
        return " ".join("".join(map(self.inline, node.children)).split())

    def inline(self, node: nodes.Node) -> str:
        """A node as part of a line."""
        if isinstance(node, SILENT):
            return ""
        if isinstance(node, nodes.Text):
            return marked(str(node).replace("\n", " "))
        method = self.method("inline", node)
        return method(node) if method else "".join(map(self.inline, node.children))

    def inline_math(self, node) -> str:
        return f"${' '.join(self.tex(node).split())}$"

    def inline_literal(self, node) -> str:
        text = " ".join(node.astext().split())
        return f"`` {text} ``" if "`" in text else f"`{text}`"

    def inline_strong(self, node) -> str:
        return f"**{self.inside(node)}**"

    def inline_emphasis(self, node) -> str:
        return f"*{self.inside(node)}*"

    def inline_title_reference(self, node) -> str:
        return f"*{self.inside(node)}*"

    def inline_image(self, node) -> str:
        uri = node["uri"]
        name = self.builder.images.get(uri)
        target = self.of_site(join(self.builder.imagedir, name)) if name else self.absolute(uri)
        alt = marked(" ".join(node.get("alt", "").split()))
        return f"![{alt}]({target})"

    def inline_reference(self, node) -> str:
        text = self.inside(node)
        uri = node.get("refuri") or (f"#{node['refid']}" if "refid" in node else "")
        return f"[{text}]({self.absolute(uri)})" if uri and text else text

    def inline_download_reference(self, node) -> str:
        text = self.inside(node)
        return f"[{text}]({self.of_site('_downloads/' + node['filename'])})" if "filename" in node else text

    def inline_footnote_reference(self, node) -> str:
        return rf"\[{node.astext()}\]"

    def inline_index(self, node) -> str:
        return ""
