"""A build that is killed, starved or given damaged files ends with a clear message, and the next one is right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from small_book import SCRIPT, SmallBook

HANGING = SCRIPT.replace("fig, ax", "while True:\n    pass\nfig, ax")
HUNGRY = SCRIPT.replace("fig, ax", "held = bytearray(10**11)\nfig, ax")


def site(book: SmallBook) -> dict[str, bytes]:
    """Everything that readers get."""
    made = book.root / "build/html"
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def unlike(book: SmallBook, expected: dict[str, bytes]) -> list[str]:
    """Files of the site that are not as expected; the wheel holds the sources, which `forget` changes."""
    now = site(book)
    names = sorted(name for name in now.keys() | expected.keys() if now.get(name) != expected.get(name))
    return [name for name in names if not name.endswith(".whl")]


@pytest.fixture
def book(tmp_path):
    """A book that has been built."""
    made = SmallBook(tmp_path)
    code, told = made.build()
    assert code == 0, told
    return made


def test_a_build_that_is_killed_at_any_moment_and_started_again_ends_right(book):
    expected = site(book)
    started = time.perf_counter()
    forget(book)
    assert book.build()[0] == 0
    whole = time.perf_counter() - started
    assert not unlike(book, expected)
    rng = random.Random(0)
    for _ in range(10):
        forget(book)
        process = subprocess.Popen(
            book.command(), cwd=book.root, env=book.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(rng.uniform(0.1, 0.95) * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        code, told = book.build()
        assert code == 0, told
        assert not unlike(book, expected)


def forget(book: SmallBook) -> None:
    """Let the next build do everything again, over what is there."""
    book.replace("optbook/studies/made/good.py", "SLOPE = ", "SLOPE = 0 + ")


@pytest.mark.parametrize(
    "pattern",
    ["build/doctrees/environment.pickle", "build/doctrees/made/good.doctree", "build/studies/*.pickle",
     "docs/gallery/digests.json"],
)  # fmt: skip
@pytest.mark.parametrize("damage", ["cut", "turned"])
def test_a_damaged_file_of_an_earlier_build_is_made_again(book, pattern, damage):
    expected = site(book)
    found = list(book.root.glob(pattern))
    assert found
    for path in found:
        held = path.read_bytes()
        path.write_bytes(held[: len(held) // 2] if damage == "cut" else held[:-40] + bytes(40))
    (book.root / "docs/made/good.md").touch()
    book.build()  # this one may fail, and says where
    code, told = book.build()
    assert code == 0, told
    assert not unlike(book, expected)


def test_a_full_disk_is_told(book):
    expected = site(book)
    forget(book)
    code, told = book.build(limit=20_000)
    assert code != 0
    assert "File too large" in told
    code, told = book.build()
    assert code == 0, told
    assert not unlike(book, expected)


@pytest.mark.parametrize("place", ["build/html", "build/studies", "docs/gallery"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path, place):
    book = SmallBook(tmp_path)
    book.write(place, "a file where a folder is wanted")
    code, told = book.build()
    assert code != 0
    assert Path(place).name in told
    (book.root / place).unlink()
    code, told = book.build()
    assert code == 0, told


@pytest.mark.parametrize(
    ("script", "words"),
    [(HANGING, "good.py: takes more than 3 s"), (HUNGRY, "MemoryError")],
    ids=["hangs", "eats memory"],
)
def test_a_script_that_takes_too_much_is_stopped_and_named(tmp_path, script, words):
    book = SmallBook(tmp_path)
    book.write("gallery/made/good.py", script)
    code, told = book.build(OPTBOOK_LIMIT_SECONDS="3")
    assert code != 0
    assert words in told
    assert "made/good.py" in told
    book.write("gallery/made/good.py", SCRIPT)
    code, told = book.build()
    assert code == 0, told


def test_a_claim_that_hangs_is_stopped_and_named(tmp_path):
    book = SmallBook(tmp_path)
    book.replace(
        "optbook/studies/made/good.py", "    return Evidence", "    while True:\n        pass\n    return Evidence"
    )
    code, told = book.build(OPTBOOK_LIMIT_SECONDS="3")
    assert code != 0
    assert "made.good.slope_is_a_fifth: takes more than 3 s" in told
    assert "docs/made/good.md" in told


def test_a_cell_that_eats_memory_is_stopped_and_named(tmp_path):
    book = SmallBook(tmp_path)
    book.replace("docs/made/good.md", "glue(", "held = bytearray(10**11)\nglue(")
    code, told = book.build()
    assert code != 0
    assert "docs/made/good.md" in told
    assert "MemoryError" in told
