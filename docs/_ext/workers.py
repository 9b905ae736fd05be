"""Pages are read and written by as many processes as there are cores; each takes the next page when it has done one.

Sphinx deals out the pages beforehand, in lots of neighbors: what takes long comes together, and one process is left
with it.  And it resolves all pages in the main process, which holds those that are not yet written, before others
write them; here, who writes a page also resolves it, and gives back what the search and the copying of images need.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import pickle
from collections.abc import Iterator

from docutils import nodes
from sphinx.builders import _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP
from sphinx.util.parallel import ParallelTasks

import limits

# New objects before the collector looks for garbage among them, without being asked.  What a build makes stays, nearly
# all of it, and a process that has made some pages ends: it had better keep its garbage than look for it, as long as
# there is room.
COLLECTED = (1_000_000, 10, 10)
# What one page adds to the index of the search: by page, and by word the pages.
BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")
BY_WORD = ("_mapping", "_title_mapping")


class Builder(StandaloneHTMLBuilder):
    """The builder of the site, with a queue of pages for all processes."""

    def write_doctree(self, docname: str, doctree: nodes.document, *, _cache: bool = True) -> None:
        """Write what was read of a page and no more: nodes of a docstring know another document, and that all pages."""
        for node in doctree.findall():
            node.document = doctree
        super().write_doctree(docname, doctree, _cache=_cache)

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        if len(docnames) < 2:  # what is read here need not be sent here
            self._read_serial(docnames)
            return
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        # Pages with cells, which take longest, first; those of the package load all of it, and Matplotlib, for good.
        in_turn = sorted(
            docnames, key=lambda name: (not self.env.doc2path(name).name.endswith(".md"), name.startswith("api/"))
        )

        def read(pages: Iterator[str]) -> tuple[list[str], bytes]:
            self.env._app = self._app
            done = []
            for docname in pages:
                self.read_doc(docname, _cache=False)
                limits.give_back()
                done.append(docname)
            return done, pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(pages: Iterator[str], got: tuple[list[str], bytes]) -> None:
            done, env = got
            self.env.merge_info_from(done, pickle.loads(env), self._app)

        share(in_turn, nproc, read, merge)

    def _write_parallel(self, docnames: list[str], nproc: int) -> None:
        first, rest = docnames[0], docnames[1:]
        _write_docname(first, env=self.env, builder=self, tags=self.tags)  # compiles the templates, for all

        def write(pages: Iterator[str]) -> tuple[dict, dict]:
            for name in BY_PAGE + BY_WORD if self.indexer else ():
                setattr(self.indexer, name, {})
            for docname in pages:
                _write_docname(docname, env=self.env, builder=self, tags=self.tags)
            index = {name: getattr(self.indexer, name) for name in BY_PAGE + BY_WORD} if self.indexer else {}
            return self.images, index

        def merge(pages: Iterator[str], got: tuple[dict, dict]) -> None:
            images, index = got
            self.images.update(images)
            for name, part in index.items():
                whole = getattr(self.indexer, name)
                for key, value in part.items():
                    whole[key] = whole.get(key, set()) | value if name in BY_WORD else value

        share(rest, nproc + 1, write, merge)


def share(docnames: list[str], processes: int, work, merge) -> None:
    """Let processes work on pages, and merge what each of them has made when none is left."""
    taken = multiprocessing.Value("i", 0)

    def turns() -> Iterator[str]:
        gc.freeze()  # what is there at the beginning is no garbage, and is shared memory as long as no one touches it
        while True:
            with taken.get_lock():
                turn = taken.value
                taken.value += 1
            if turn >= len(docnames):
                return
            yield docnames[turn]
            if limits.crowded():
                gc.collect(0)

    tasks = ParallelTasks(processes)
    for _ in range(min(processes, len(docnames))):
        tasks.add_task(work, turns(), merge)
    tasks.join()


def setup(app):
    gc.set_threshold(*COLLECTED)
    # A process that reads pages would keep what nobody will see, each event of each node, and send it to the main one.
    logging.getLogger(NAMESPACE).setLevel(VERBOSITY_MAP[app.verbosity])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
