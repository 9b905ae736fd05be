"""Whether two cold builds are the same bytes, in other folders, with other hash seeds, cores, times and time zones.

Prints each file that differs with the place of its first difference, and fails if there is one besides those that are
expected to differ.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SKIPPED = shutil.ignore_patterns(".git", ".nox", "_build", "__pycache__", "*.egg-info", ".*_cache")
SETTINGS = (
    ("first", "1", {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    ("a/second", "2", {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
)
# What shows the machine that built it, by patterns of names.
EXPECTED = dict.fromkeys(
    ("*/sphx_glr_minibatches_product_001*", "*/sphx_glr_minibatches_time_001*", "noise/minibatches.*"),
    "differs as expected: it shows times that were measured on this machine",
)
# All pages in one file: it differs as the Markdown of these pages does.
WHOLE, PARTS = "take/optbook.md", ("noise/minibatches.md",)


def built(folder: Path, cores: str, settings: dict[str, str]) -> Path:
    """The site of a copy of the book, built cold.

    Raises
    ------
    SystemExit
        When the build fails.
    """
    shutil.copytree(ROOT, folder, ignore=SKIPPED, copy_function=shutil.copyfile)
    shutil.rmtree(folder / "docs/gallery", ignore_errors=True)
    site = folder / "docs/_build/html"
    options = ["-q", "-W", "-n", "-j", cores, "-d", site.parent / "doctrees", "-b", "html"]
    command = [sys.executable, "-m", "sphinx", *options, folder / "docs", site]
    environment = os.environ | settings | {"PYTHONPATH": str(folder)}
    ran = subprocess.run(command, cwd=folder, env=environment, check=False)
    if ran.returncode:
        raise SystemExit(f"the build in {folder} fails")
    return site


def differences(one: Path, other: Path) -> dict[str, str]:
    """Files of two sites that are not the same bytes, each with what is found at the first difference."""
    names = {path.relative_to(site).as_posix() for site in (one, other) for path in site.rglob("*") if path.is_file()}
    found = {}
    for name in sorted(names):
        pair = [site / name for site in (one, other)]
        if not all(path.exists() for path in pair):
            found[name] = "is in one only"
            continue
        first, second = (path.read_bytes() for path in pair)
        if first != second:
            unequal = (k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
            at = next(unequal, min(len(first), len(second)))
            here = slice(max(at - 40, 0), at + 40)
            found[name] = f"at byte {at}: {first[here]!r} and {second[here]!r}"
    return found


def expected(name: str, *sites: Path) -> str:
    """Why a file of two sites is expected to differ; nothing when it is not."""
    if name == WHOLE and lines_of_one(name, *sites) <= set().union(*(lines_of_one(part, *sites) for part in PARTS)):
        return expected(PARTS[0])
    return next((reason for pattern, reason in EXPECTED.items() if fnmatch(name, pattern)), "")


def lines_of_one(name: str, one: Path, other: Path) -> set[bytes]:
    """Lines of a file that only one of two sites has."""
    first, second = (set((site / name).read_bytes().splitlines()) for site in (one, other))
    return first ^ second


def main() -> None:
    """Build twice and compare."""
    with tempfile.TemporaryDirectory() as folder:
        sites = [built(Path(folder) / place, cores, settings) for place, cores, settings in SETTINGS]
        count = sum(path.is_file() for path in sites[0].rglob("*"))
        found = differences(*sites)
        reasons = {name: expected(name, *sites) for name in found}
    for name, what in found.items():
        print(f"{name}: {reasons[name] or what}")
    wrong = sum(not reason for reason in reasons.values())
    print(f"{count} files, {len(found)} differ, {wrong} of them unexpectedly")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
