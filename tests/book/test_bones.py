"""Numbers of figures, boxes and equations come from the bones of pages as they would from whole pages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.domains.math import MathDomain
from sphinx.domains.std import StandardDomain

import bones


class box(nodes.General, nodes.Element):  # noqa: N801
    """A numbered box, with its title in an attribute."""


@pytest.fixture
def domains():
    boxes = {box: ("box", lambda node: node["title"])}
    env = SimpleNamespace(domaindata={}, _registry=SimpleNamespace(enumerable_nodes=boxes))
    return SimpleNamespace(sorted=lambda: [MathDomain(env), StandardDomain(env)])


def figure(name: str, *inner: nodes.Node, caption: str = "What it shows.") -> nodes.figure:
    parts = [nodes.image(uri=name), *([nodes.caption("", caption)] if caption else []), *inner]
    return nodes.figure("", *parts, ids=[name])


def listing(name: str) -> nodes.container:
    """Code with a caption."""
    block = nodes.literal_block("x = 1", "x = 1")
    return nodes.container("", nodes.caption("", "Code."), block, literal_block=True, ids=[name])


PAGE = nodes.section(
    "",
    nodes.title("", "Page"),
    nodes.paragraph("", "A long text. " * 100),
    figure("first"),
    figure("without-caption", caption=""),
    nodes.container("", box("", figure("inside"), ids=["claim"], title="a claim"), box("", ids=[], title="no place")),
    nodes.section("", listing("code"), nodes.math_block("x", "x", ids=["equation"]), ids=["part"]),
    addnodes.toctree("", entries=[(None, "inner")], numbered=2),
    ids=["page"],
)


def numbered(domains, whole: nodes.Element) -> list[tuple[str, str]]:
    """Kind and place of what is counted, in order."""
    counted = [node for node in whole.findall(nodes.Element) if not isinstance(node, nodes.section)]
    return [(kind, node["ids"][0]) for node in counted if (kind := bones.kind(domains, node))]


def test_the_same_things_are_counted_in_the_same_order(domains):
    kept = nodes.Element("", *bones.bones(domains, nodes.Element("", PAGE.deepcopy())))
    expected = [("figure", "first"), ("box", "claim"), ("figure", "inside"), ("code-block", "code")]
    assert numbered(domains, PAGE) == numbered(domains, kept) == [*expected, ("displaymath", "equation")]


def test_sections_and_lists_of_contents_stand_where_they_stood(domains):
    (page,) = bones.bones(domains, nodes.Element("", PAGE.deepcopy()))
    assert [section["ids"] for section in page.findall(nodes.section)] == [["page"], ["part"]]
    (tree,) = page.findall(addnodes.toctree)
    assert (tree["entries"], tree["numbered"]) == ([(None, "inner")], 2)
    (code,) = (node for node in page.findall(nodes.container) if node["ids"] == ["code"])
    assert code.parent["ids"] == ["part"]


def test_bones_are_light(domains):
    kept = nodes.Element("", *bones.bones(domains, nodes.Element("", PAGE.deepcopy())))
    assert not list(kept.findall(nodes.paragraph))
    assert len(list(kept.findall())) < len(list(PAGE.findall()))
