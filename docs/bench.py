"""How long the book takes to build: cold, without the studies, unchanged, and after a change of each kind, in a copy.

Prints a table and leaves it in docs/_build/bench.json, which the page on how the book is made shows when it is there.
With ``--scale``, books of 50, 200 and 1000 figures made from a template instead.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SKIPPED = shutil.ignore_patterns(".git", ".nox", "_build", "__pycache__", "*.egg-info", ".*_cache")
# Wall seconds on two cores that each change should take at most; for a cold build, cpu seconds a figure.
AIMS = {"nothing changed": 4.0, "one page changed": 5.0, "one script changed": 4.0}
COLD = 0.45
PEAK = 350.0


@dataclass(frozen=True)
class Cost:
    """What a build took.

    Attributes
    ----------
    wall, cpu : float
        Seconds on the clock; seconds of all processes.
    peak : float
        Largest memory of one process, in MB.
    """

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Row:
    """Builds of one kind.

    Attributes
    ----------
    what : str
    figures : int
        Figures of the book.
    runs : list of Cost
    """

    what: str
    figures: int
    runs: list[Cost]

    def median(self, quantity: str) -> float:
        """Median of ``wall``, ``cpu`` or ``peak``."""
        return statistics.median(getattr(run, quantity) for run in self.runs)


def build(book: Path, *options: str) -> Cost:
    """Build a book; what it printed is shown when it fails.

    Raises
    ------
    SystemExit
        When the build fails.
    """
    out = book / "docs/_build"
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-j", "auto", *options, "-d", out / "doctrees", "-b", "html"]
    environment = os.environ | {"PYTHONPATH": str(book), "NO_COLOR": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        start = time.perf_counter()
        command += [book / "docs", out / "html"]
        process = subprocess.Popen(command, cwd=book, stdout=told, stderr=told, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"the build of {book} fails:\n{told.read()[-5000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def count(book: Path) -> int:
    """Figures of a book."""
    return len(list(book.glob("gallery/*/*.py")))


def append(path: Path, text: str) -> Callable[[int], None]:
    """A change: text at the end of a file, another one each time."""

    def change(turn: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(text.format(turn=turn))

    return change


def changes(book: Path) -> dict[str, Callable[[int], None]]:
    """One change of each kind."""
    return {
        "nothing changed": lambda turn: None,
        "one page changed": append(book / "docs/momentum/heavy_ball.md", "\nLine {turn}.\n"),
        "one script changed": append(book / "gallery/momentum/heavy_ball_race.py", "\n# Line {turn}.\n"),
        "one optimizer changed": append(book / "optbook/optimizers/heavy_ball.py", "\n# Line {turn}.\n"),
    }


def whole(repeats: int) -> Iterator[Row]:
    """The book itself, cold and after each change."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        shutil.copytree(ROOT, book, ignore=SKIPPED)
        made = {
            "cold": ("_build", "gallery"),
            "all but the studies": ("_build/html", "_build/doctrees", "gallery"),
        }
        for what, folders in made.items():
            runs = []
            for _ in range(repeats):
                for name in folders:
                    shutil.rmtree(book / "docs" / name, ignore_errors=True)
                runs.append(build(book))
            yield Row(what, count(book), runs)
        for what, change in changes(book).items():
            runs = []
            for turn in range(repeats):
                change(turn)
                runs.append(build(book))
            yield Row(what, count(book), runs)


def scaled(sizes: tuple[int, ...] = (50, 200, 1000), each: int = 5) -> Iterator[Row]:
    """Books from a template, of `sizes` figures, `each` on a page, cold and unchanged."""
    sys.path.insert(0, str(ROOT / "tests/book"))
    from small_book import SmallBook

    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            book = SmallBook(Path(folder))
            book.fill(size // each, each)
            yield Row(f"{size} figures, cold", size, [build(book.root)])
            yield Row(f"{size} figures, unchanged", size, [build(book.root)])


def line(row: Row) -> str:
    """A row of the table."""
    wall, cpu, peak = (row.median(quantity) for quantity in ("wall", "cpu", "peak"))
    aim = f"at most {AIMS[row.what]:.0f} s wall" if row.what in AIMS else ""
    aim = f"at most {COLD} cpu s a figure, {PEAK:.0f} MB" if row.what == "cold" else aim
    return f"{row.what:28} {wall:8.1f} {cpu:8.1f} {cpu / row.figures:8.2f} {peak:8.0f}   {aim}"


def main() -> None:
    """Measure, print, and leave the table where the page finds it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--scale", action="store_true", help="books of growing size from a template")
    parser.add_argument("--repeats", type=int, default=3, help="builds of each kind (median shown)")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores; medians")
    print(f"{'':28} {'wall s':>8} {'cpu s':>8} {'a figure':>8} {'peak MB':>8}")
    rows = []
    for row in scaled() if options.scale else whole(options.repeats):
        print(line(row), flush=True)
        rows.append(row)
    kept = ROOT / "docs/_build/bench.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    book = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    book |= {"scale" if options.scale else "whole": [asdict(row) for row in rows], "cores": os.cpu_count()}
    kept.write_text(json.dumps(book, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
