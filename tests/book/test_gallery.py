"""Every script of the gallery runs alone, as a reader would copy it: a process of its own, another folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sphinx_gallery import py_source_parser

import alone
import staleness

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "gallery").rglob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_script_runs_as_copied(script, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    code, told = alone.run(Path(shutil.copy(script, folder)), tmp_path / "told.txt")
    assert code == 0, told
    assert [path.name for path in folder.iterdir()] == [script.name], "a script leaves nothing behind"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import tree", "No module named 'tree'"),
        ("import numpy as np; np.log(0.0)", "divide by zero"),
    ],
)
def test_a_script_that_fails_warns_or_needs_the_tests_is_found(line, told, tmp_path):
    (tmp_path / "script.py").write_text(line)
    code, printed = alone.run(tmp_path / "script.py", tmp_path / "told.txt")
    assert code != 0
    assert told in printed


def test_a_script_that_hangs_is_stopped(tmp_path):
    (tmp_path / "script.py").write_text("while True:\n    pass\n")
    assert alone.run(tmp_path / "script.py", tmp_path / "told.txt", seconds=1)[0] is None


def test_a_script_is_parsed_once_however_its_path_is_written(monkeypatch):
    monkeypatch.setattr(py_source_parser, "parse_source_file", py_source_parser.parse_source_file)
    staleness.read_scripts_once()
    path = ROOT / "gallery/momentum/heavy_ball_race.py"
    tree, _ = py_source_parser.parse_source_file(path)
    assert py_source_parser.parse_source_file(f"{ROOT}/docs/../gallery/momentum/heavy_ball_race.py")[0] is tree
