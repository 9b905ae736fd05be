"""A script in a process of its own, forked from one that has imported the libraries already."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ["matplotlib.pyplot", "scipy.optimize", "scipy.stats", "sklearn.datasets"]


def run(script: Path, told: Path, seconds: float = 120) -> tuple[int | None, str]:
    """Exit code, or nothing when it takes longer, and what a script prints, run in its folder; warnings are errors."""
    starter = multiprocessing.get_context("forkserver")
    starter.set_forkserver_preload(LIBRARIES)
    process = starter.Process(target=inside, args=(script, told))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
        return None, told.read_text(encoding="utf-8")
    return process.exitcode, told.read_text(encoding="utf-8")


def inside(script: Path, told: Path) -> None:
    """Be the process: see what a reader's would, the installed packages and nothing of the tests."""
    with told.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    of_tests = {ROOT / "tests", ROOT / "docs"}
    sys.path[:] = [
        place for place in sys.path if not of_tests & {*Path(place).resolve().parents, Path(place).resolve()}
    ]
    sys.argv[:] = [str(script)]
    os.chdir(script.parent)
    os.environ["MPLBACKEND"] = "agg"
    warnings.simplefilter("error")
    runpy.run_path(str(script), run_name="__main__")
