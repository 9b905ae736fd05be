"""What is being built: each script and page when it is done, how long it took, and how many are left.

Sphinx tells what it begins; with several processes it is silent for minutes, and nothing says what takes long.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
from multiprocessing import Value
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTED: dict[str, float] = {}
LEFT: list[str] = []  # scripts that were not drawn when this process last looked
FAULT = re.compile(r"\b(?:cell|claim): ")
SCRIPT = re.compile(r"(\S+\.py)\S* unexpectedly failed")
COLORS = re.compile(r"\x1b\[[0-9;]*m")


class Faults(logging.Handler):
    """Tells at once how to repeat a script that fails, and notes the pages on which a cell or a claim does."""

    def __init__(self, source: Path) -> None:
        super().__init__(logging.WARNING)
        self.source = source
        self.pages: list[Path] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note the place of a fault."""
        told, place = COLORS.sub("", record.getMessage()), getattr(record, "location", None)
        if len(logging.getLogger("sphinx").handlers) == 1:  # a process that draws: no one else tells
            tell(told)
        if found := SCRIPT.search(told):
            tell(f"alone: {again(self.source / found[1])}")
        page = self.source / f"{place[0]}.md" if isinstance(place, tuple) else Path(str(place).partition(":")[0])
        if FAULT.search(told) and page.suffix == ".md" and page not in self.pages:
            self.pages.append(page)


def listen(source: Path) -> Faults:
    """Hear of faults, in this process, once."""
    logger = logging.getLogger("sphinx")
    known = next((handler for handler in logger.handlers if isinstance(handler, Faults)), None)
    if known is None:
        known = Faults(source)
        logger.addHandler(known)
    return known


def tell(text: str) -> None:
    """Print at once, also from another process, in one piece."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def again(path: Path) -> str:
    """The command that repeats just this page or script, from the folder of the book."""
    parts = (Path(sys.executable), ROOT / "docs" / "repeat.py", path.resolve())
    return " ".join(str(part.relative_to(ROOT) if part.is_relative_to(ROOT) else part) for part in parts)


def scripts_left(gallery: str) -> int:
    """How many scripts are still to be drawn: those whose digest Sphinx-Gallery does not hold."""
    LEFT[:] = [name for name in LEFT or scripts() if not os.path.exists(f"{gallery}/{name}.md5")]
    return len(LEFT)


def scripts() -> list[str]:
    """All scripts, with their folder."""
    return [str(path.relative_to(ROOT / "gallery")) for path in (ROOT / "gallery").glob("*/*.py")]


def script(gallery_conf, fname, when: str) -> None:
    """Note when a script starts, and tell when it is done."""
    if fname is None:
        return
    listen(Path(gallery_conf["src_dir"]))
    if when == "before":
        STARTED[str(fname)] = time.perf_counter()
    elif str(fname) in STARTED:
        took = time.perf_counter() - STARTED.pop(str(fname))
        left = scripts_left(f"{gallery_conf['src_dir']}/gallery")
        tell(f"drawn: {Path(fname).name} in {took:.1f} s; {left} left")


def count(app, env, docnames) -> None:
    """Note how many pages will be read."""
    app.optbook_left = Value("i", len(docnames))  # shared by the processes that read


def begin(app, docname, content) -> None:
    """Note when a page is begun."""
    STARTED[docname] = time.perf_counter()


def end(app, doctree) -> None:
    """Tell when a page has been read: executed, its claims checked."""
    docname = app.env.docname
    with app.optbook_left.get_lock():
        app.optbook_left.value -= 1
        left = app.optbook_left.value
    if not app.quiet and docname in STARTED:
        tell(f"read: {docname} in {time.perf_counter() - STARTED.pop(docname):.1f} s; {left} left")


def repeat(app, exception) -> None:
    """Tell how to repeat each page on which a cell or a claim failed."""
    for page in listen(Path(app.srcdir)).pages:
        tell(f"alone: {again(page)}")


def setup(app):
    listen(Path(app.srcdir))
    app.connect("build-finished", repeat)
    app.connect("env-before-read-docs", count)
    app.connect("source-read", begin, priority=100)
    app.connect("doctree-read", end, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
