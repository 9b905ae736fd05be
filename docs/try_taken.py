"""Use what can be taken away from a built site as a reader would.

    python docs/try_taken.py docs/_build/html

Into a fresh environment goes the wheel of the site with its dependencies, and nothing else.  Each script, each notebook
of a figure and each notebook of a page then runs to its end there, from an empty folder and without a network.  What a
script draws is compared with the figure's data, and what a notebook prints with what the page shows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
RUNNER = ROOT / "docs" / "run_taken.py"


def jobs(site: Path) -> list[dict[str, str]]:
    """What is to be run: kind, file, and for a script its data."""
    figures = json.loads((site / "take/figures.json").read_text(encoding="utf-8"))
    found = []
    for figure in figures:
        path = {what: local(site, figure[what]) for what in ("script", "notebook", "data")}
        found.append({"kind": "script", "path": path["script"], "data": path["data"]})
        found.append({"kind": "notebook of a figure", "path": path["notebook"]})
    pages = [path for path in sorted(site.rglob("*.ipynb")) if path.relative_to(site).parts[0] != "_downloads"]
    return found + [{"kind": "notebook of a page", "path": str(path)} for path in pages]


def local(site: Path, address: str) -> str:
    """The file in the site behind an address, wherever the site is to be published."""
    parts = unquote(urlsplit(address).path).partition("/_downloads/")
    return str(site / "_downloads" / parts[2])


def environment(folder: Path, site: Path) -> Path:
    """The Python of a fresh environment with the wheel of the site."""
    (wheel,) = (site / "take").glob("*.whl")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", ROOT / "constraints.txt", wheel.resolve()], check=True, env=clean())
    return python


def clean(**settings: str) -> dict[str, str]:
    """The environment of a reader: nothing of the book's own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OPTBOOK", "VIRTUAL_ENV"))
    }
    return kept | {"MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"} | settings


def main(site: Path) -> int:
    """Run all, in parallel; tell what fails, then counts and sizes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        python = environment(place / "venv", site)
        (place / "jobs.json").write_text(json.dumps(jobs(site)), encoding="utf-8")
        # Studies that several files ask for are computed once.
        settings = clean(OPTBOOK_STUDIES=str(place / "studies"))
        ran = subprocess.run([python, "-P", RUNNER, place / "jobs.json"], cwd=place, env=settings, check=False)
    sizes(site)
    return ran.returncode


def sizes(site: Path) -> None:
    """Print what can be taken away, with counts and sizes."""
    kinds = {
        "scripts": "_downloads/*/*.py",
        "notebooks of figures": "_downloads/*/*.ipynb",
        "data": "_downloads/*/*.csv",
        "notebooks of pages": "[!_]*/*.ipynb",
        "pages as Markdown": "[!_t]*/*.md",
        "whole": "take/*",
    }
    for what, pattern in kinds.items():
        paths = sorted(site.glob(pattern))
        print(f"{len(paths)} {what}: {sum(path.stat().st_size for path in paths) / 1e6:.1f} MB")
    for path in [*sorted((site / "take").iterdir()), site / "llms.txt", site / "objects.inv"]:
        print(f"  {path.relative_to(site)}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
