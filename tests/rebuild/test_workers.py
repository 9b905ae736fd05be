"""A book that several processes read and write is the one that a single process makes."""

from __future__ import annotations

import pytest

import reproduce
from small_book import SmallBook


class Shared(SmallBook):
    """A book of eight pages, read and written by several processes."""

    processes = "2"

    def __init__(self, root):
        super().__init__(root)
        self.fill(8, 1)

    def command(self) -> list[str]:
        return [*super().command(), "-j", self.processes]


@pytest.mark.parametrize("processes", ["2", "5"])
def test_several_processes_make_the_same_bytes_as_one(tmp_path, processes):
    sites = []
    for count in ("1", processes):
        book = Shared(tmp_path / count)
        book.processes = count
        code, told = book.build()
        assert code == 0, told
        sites.append(book.root / "build/html")
    assert reproduce.differences(*sites) == {}


def test_a_cell_that_fails_in_another_process_is_named_with_its_place(tmp_path):
    book = Shared(tmp_path)
    book.replace("docs/made/page_0003.md", "slope(), display", "slope() / 0, display")
    code, told = book.build()
    assert code != 0
    assert "ZeroDivisionError" in told
    assert "made/page_0003.md" in told


def test_all_pages_can_be_searched_after_one_was_written_again(tmp_path):
    book = Shared(tmp_path)
    assert book.build()[0] == 0
    before = (book.root / "build/html/searchindex.js").read_text(encoding="utf-8")
    book.replace("docs/made/page_0005.md", "The slope is", "The marmot is")
    code, told = book.build()
    assert code == 0, told
    after = (book.root / "build/html/searchindex.js").read_text(encoding="utf-8")
    assert "marmot" in after
    assert "marmot" not in before
    assert after.count("made/page_") == before.count("made/page_")
