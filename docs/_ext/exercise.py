"""``{exercise} <label>`` and ``{solution} <label>`` ... ``{end-solution}``: numbered, linked both ways, folded.

A solution is a pair of directives with the worked answer between them, since a code cell is executed only where it
stands at the top level of a page.  The text after the label is the exercise's title.  An exercise without a solution,
or a solution without an exercise, fails the build.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import boxes

logger = logging.getLogger(__name__)


class ExerciseDirective(SphinxDirective):
    """A numbered question."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        label = self.arguments[0]
        node = boxes.make(self, "exercise", (self.arguments[1:] or [""])[0], label)
        node["label"] = label
        node += self.parse_content_to_nodes()
        return [node]


class solution_start(nodes.General, nodes.Element):  # noqa: N801
    """Where the solution of ``label`` begins."""


class solution_end(nodes.General, nodes.Element):  # noqa: N801
    """Where a solution ends."""


class SolutionDirective(SphinxDirective):
    """Begin the solution of an exercise of the same page."""

    required_arguments = 1

    def run(self):
        node = solution_start("", label=self.arguments[0])
        node.source, node.line = self.get_source_info()
        return [node]


class EndSolutionDirective(SphinxDirective):
    """End the solution."""

    def run(self):
        node = solution_end("")
        node.source, node.line = self.get_source_info()
        return [node]


def fold_solutions(app, doctree) -> None:
    """Move what stands between the marks of a solution into a fold, and link exercise and solution."""
    exercises = {node["label"]: node for node in doctree.findall(boxes.exercise_box)}
    solved = set()
    for start in list(doctree.findall(solution_start)):
        label, parent = start["label"], start.parent
        if label not in exercises or label in solved:
            logger.error("solution: no unsolved exercise %s on this page", label, location=start)
            start.parent.remove(start)
            continue
        solved.add(label)
        after = parent.children[parent.index(start) + 1 :]
        end = next((node for node in after if isinstance(node, solution_end)), None)
        if end is None:
            logger.error("solution: %s has no {end-solution} in its section", label, location=start)
            continue
        body = after[: after.index(end)]
        for node in (*body, end):
            parent.remove(node)
        exercise = exercises[label]
        back = link(exercise["ids"][0], "Back to the exercise")
        anchor = f"solution-{label}"
        content = nodes.container("", *body, nodes.paragraph("", "", back), ids=[anchor])
        start.replace_self(
            boxes.fold("", content, summary="Solution", exercise=exercise["ids"][0], classes=["solution"])
        )
        forth = nodes.paragraph("", "", link(anchor, "Solution"), classes=["to-solution"])
        exercise += forth
    for label in exercises.keys() - solved:
        logger.error("exercise: %s has no solution", label, location=exercises[label])
    for stray in list(doctree.findall(solution_end)):
        logger.error("end-solution: no solution begins before it in its section", location=stray)
        stray.parent.remove(stray)


def link(anchor: str, text: str) -> nodes.reference:
    """A link within the page."""
    return nodes.reference("", text, internal=True, refuri=f"#{anchor}")


def setup(app):
    app.add_directive("exercise", ExerciseDirective)
    app.add_directive("solution", SolutionDirective)
    app.add_directive("end-solution", EndSolutionDirective)
    for mark in (solution_start, solution_end):
        app.add_node(mark)
    app.connect("doctree-read", fold_solutions, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
