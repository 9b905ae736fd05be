"""Do again what failed while the book was built, alone: one page, or one script of the gallery.

    python docs/repeat.py docs/descent/rates.md
    python docs/repeat.py gallery/descent/rates_digits.py

Of a page, the cells are run in order and the claims are checked; of a script, the figure is drawn and saved as the
build saves it, into a folder that is thrown away.  The first fault ends it, with its line in the page or script.
"""

from __future__ import annotations

import os
import re
import runpy
import sys
import tempfile
import time
import traceback
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS.parent), str(DOCS / "_ext")]
os.environ |= {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}

CLAIM = re.compile(r"^```\{claim\} +(\S+)", re.M)
OPTIONS = re.compile(r"\A(?:---\n.*?\n---\n|(?::[^\n]*\n)+)", re.S)


def line_of(text: str, place: int) -> int:
    """The line of a place in a text."""
    return text.count("\n", 0, place) + 1


def page(path: Path) -> None:
    """Run the cells of a page and the claims that it cites, in the order in which they stand."""
    from optbook.claims import find_claim
    from page_source import CELL

    text = path.read_text(encoding="utf-8")
    names = {"__name__": "__main__"}
    for found in sorted([*CELL.finditer(text), *CLAIM.finditer(text)], key=lambda found: found.start()):
        started, line = time.perf_counter(), line_of(text, found.start())
        if found.re is CLAIM:
            claim = find_claim(found[1])
            if claim is None:
                raise SystemExit(f"{path}:{line}: no claim {found[1]}")
            evidence = claim()
            if not evidence.holds:
                raise SystemExit(f"{path}:{line}: claim {found[1]} does not hold; measured {evidence.measured}")
            what = f"claim {found[1]} holds"
        else:
            code = OPTIONS.sub(lambda options: "\n" * options[0].count("\n"), found[2])
            before = "\n" * line  # so that a traceback counts the lines of the page
            exec(compile(before + code, str(path), "exec"), names)
            what = "cell ran"
        print(f"{path}:{line}: {what} ({time.perf_counter() - started:.1f} s)", flush=True)


def script(path: Path) -> None:
    """Draw a script's figure and save it as the build does."""
    import matplotlib.pyplot as plt

    from optbook.drawing import use_style
    from scraper import save

    started = time.perf_counter()
    use_style()
    runpy.run_path(str(path), run_name="__main__")
    if len(plt.get_fignums()) != 1:
        raise SystemExit(f"{path}: draws {len(plt.get_fignums())} figures, takes one")
    with tempfile.TemporaryDirectory() as folder:
        light = Path(folder) / "figure.svg"
        save(plt.gcf(), light)
        size = light.stat().st_size
    print(f"{path}: drawn, {size / 1000:.0f} kB ({time.perf_counter() - started:.1f} s)")


def main(path: Path) -> int:
    """Repeat a page or a script; tell its fault by file and line."""
    if not path.is_file() or path.suffix not in {".md", ".py"}:
        raise SystemExit(f"no page or script {path}; takes docs/<chapter>/<page>.md or gallery/<chapter>/<script>.py")
    try:
        (page if path.suffix == ".md" else script)(path)
    except Exception as error:
        traceback.print_exc()
        inside = [entry for entry in traceback.extract_tb(error.__traceback__) if Path(entry.filename) == path]
        line = f":{inside[-1].lineno}" if inside else ""
        print(f"{path}{line}: {type(error).__name__}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
