"""Nothing stale, nothing redone in vain: a figure, a page or a claim is redone when something it depends on changed.

A figure depends on its script, on the modules of the package that the script imports, itself or through others, and on
what saves figures.  A page depends besides its own text on the modules that its cells import and that its claims
stand in, on its figures, and on the extensions; Sphinx sees to its text and figures.  All depend on the versions of
the libraries.  Sphinx-Gallery looks at a script only, and Sphinx at a page only: both forget here what they knew of
what has another digest than it was made with.  A build that did not end well leaves a mark behind; the next one then
reads every page again, so that it cannot pass by skipping what failed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx_gallery import gen_gallery, py_source_parser

import optbook
from optbook import provenance, storage, study
from page_source import CELL

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "docs/conf.py"
# What has a part in the saving of figures, and in the making of pages, besides the package.
DRAWERS = ("numpy", "scipy", "scikit-learn", "matplotlib", "sphinx-gallery")
SAVERS = ("scraper.py", "staleness.py")
MAKERS = (*DRAWERS, "sphinx", "docutils", "furo", "myst-nb", "myst-parser", "sphinx-design", "sphinxcontrib-bibtex")
MAKERS += ("sphinxext-opengraph", "sphinx-copybutton", "numpydoc", "math-core", "ipykernel", "pygments")
LOOKS = ("docs/_static/**/*", "docs/_templates/**/*")
LIVE = re.compile(r"^[`:]{3,}\{live-figure\}", re.M)
CLAIM = re.compile(r"^[`:]{3,}\{claim\} +(\S+)\.\w+", re.M)
# Pages that Sphinx and its extensions write without a source.
WITHOUT_SOURCE = {"404", "genindex", "py-modindex", "search"}


def modules_of(source: str) -> frozenset[str]:
    """Modules that a source needs; all of them when it is not Python, so that it is run, and fails with its place."""
    try:
        return provenance.needed_by(source)
    except SyntaxError:
        return frozenset(provenance.modules())


def digest_of_script(source: str) -> str:
    """What a figure depends on."""
    return provenance.digest(modules_of(source), DRAWERS, source.encode(), savings())


def digest_of_page(text: str) -> str:
    """What a page depends on besides its own text and its figures."""
    cells = "\n".join(re.sub(r"^:\w+:.*$", "", cell[2], flags=re.M) for cell in CELL.finditer(text))
    studies = {f"optbook.studies.{place}" for place in CLAIM.findall(text)} & set(provenance.modules())
    traced = ["optbook.live"] if LIVE.search(text) else []
    needed = modules_of(cells).union(*map(provenance.closure, [*studies, *traced]))
    return digest_of_needs(needed)


@cache
def digest_of_needs(modules: frozenset[str]) -> str:
    """What pages depend on that need these modules; all those of scripts need none."""
    return provenance.digest(modules, MAKERS, makings())


@cache
def savings() -> bytes:
    """What saves every figure."""
    return digest_of_files([CONF, *(ROOT / "docs/_ext" / name for name in SAVERS)])


@cache
def makings() -> bytes:
    """What makes every page."""
    return digest_of_files([CONF, *sorted((ROOT / "docs/_ext").glob("*.py"))])


def digest_of_files(paths: Iterable[Path]) -> bytes:
    """SHA-256 of files, by name and content."""
    return hashlib.sha256(b"".join(hashlib.sha256(name_and_content(path)).digest() for path in paths)).digest()


def name_and_content(path: Path) -> bytes:
    """Where a file stands in the book, and what it holds."""
    return path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes()


def hash_of(patterns: tuple[str, ...]) -> str:
    """SHA-256 of files, by name and content."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return digest_of_files(sorted(found)).hex()


def forget_figures(app, config) -> None:
    """Let Sphinx-Gallery run each script again whose digest is not that of its last run."""
    gallery = Path(app.srcdir) / config.sphinx_gallery_conf["gallery_dirs"]
    scripts = Path(app.srcdir) / config.sphinx_gallery_conf["examples_dirs"]
    for known in gallery.rglob("*.py.md5"):
        script = known.relative_to(gallery).with_suffix("")
        if not (scripts / script).exists():
            forget_script(gallery, script)
    for index in gallery.glob("*/index.rst"):
        if not (scripts / index.parent.name).is_dir():
            logger.info("staleness: the folder %s is gone, and its gallery", index.parent.name)
            shutil.rmtree(index.parent)
    stamp = gallery / "digests.json"
    before = told(stamp)
    now = {
        path.relative_to(scripts).as_posix(): digest_of_script(path.read_text(encoding="utf-8"))
        for path in sorted(scripts.glob("*/*.py"))
    }
    made = [gallery / f"{script}.md5" for script in now] + [gallery / script.replace(".py", ".rst") for script in now]
    now["headers"] = hash_of(("gallery/**/GALLERY_HEADER.*",))
    for script, digest in now.items():
        if before.get(script) != digest:
            (gallery / f"{script}.md5").unlink(missing_ok=True)
    if now != before:
        storage.replace(stamp, json.dumps(now, indent=0).encode())
    elif all(path.exists() for path in made) and not app.optbook_unfinished:
        draw_nothing(app)
        return
    mend_studies(app)
    app.connect("builder-inited", remember_notebooks, priority=100)
    app.connect("builder-inited", restore_times, priority=900)


def read_scripts_once() -> None:
    """Keep the last scripts that Sphinx-Gallery has read, a folder of them: it sorts them, and reads them again."""
    once = lru_cache(maxsize=64)(py_source_parser.parse_source_file)
    py_source_parser.parse_source_file = lambda path: once(os.path.realpath(path))  # asked with and without ``..``


def draw_nothing(app) -> None:
    """Spare Sphinx-Gallery the reading of all scripts."""
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is gen_gallery.generate_gallery_rst:
            app.disconnect(listener.id)


def told(stamp: Path) -> dict:
    """What was written down; nothing when it is damaged, so that all is made, or looked at, again."""
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        logger.info("staleness: %s is damaged; all that it tells of is made or looked at again", stamp.name)
        return {}


def draw_few_alone(app) -> None:
    """Start no other processes for a single figure, or for none."""
    gallery = Path(app.srcdir) / app.config.sphinx_gallery_conf["gallery_dirs"]
    scripts = Path(app.srcdir) / app.config.sphinx_gallery_conf["examples_dirs"]
    made = (gallery / f"{path.relative_to(scripts)}.md5" for path in scripts.glob("*/*.py"))
    if sum(not path.exists() for path in made) < 2:
        app.config.sphinx_gallery_conf["parallel"] = False


def remember_notebooks(app) -> None:
    """Note the notebooks of scripts before they are written, some of them the same again."""
    gallery = Path(app.srcdir) / app.config.sphinx_gallery_conf["gallery_dirs"]
    app.optbook_notebooks = {path: (path.read_bytes(), path.stat()) for path in gallery.glob("*/*.ipynb")}


def restore_times(app) -> None:
    """Give a notebook that is the same again the time that it had: pages that offer it would be read in vain."""
    for path, (content, state) in app.optbook_notebooks.items():
        if path.exists() and path.stat().st_mtime_ns != state.st_mtime_ns and path.read_bytes() == content:
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def forget_script(gallery: Path, script: Path) -> None:
    """Remove all that was made from a script that is no more."""
    logger.info("staleness: %s is gone, and what it drew", script)
    folder = (gallery / script).parent
    for made in [*folder.glob(f"{script.stem}.*"), *folder.glob(f"images/**/sphx_glr_{script.stem}_*")]:
        if re.fullmatch(rf"(?:sphx_glr_)?{script.stem}(?:_\d+.*|_thumb\..*|\..*)", made.name):
            made.unlink()


def pages_to_redo(app, env, added, changed, removed) -> set[str]:
    """The pages that have another digest than they were executed with."""
    before = getattr(env, "optbook_digests", {})
    env.optbook_removed = bool(removed)
    env.optbook_digests = {
        docname: digest_of_page(Path(env.doc2path(docname)).read_text(encoding="utf-8")) for docname in env.found_docs
    }
    return {docname for docname, digest in env.optbook_digests.items() if before.get(docname) != digest}


def forget_studies(app) -> None:
    """Name the folder of the results of studies; remove those whose modules have changed."""
    folder = studies(app)
    os.environ[storage.FOLDER] = str(folder)
    for entry in folder.glob("*.pickle"):
        module = entry.name.split("-")[0].rpartition(".")[0]
        if module not in provenance.modules() or entry.name.split("-")[1] != study.stamp(module):
            entry.unlink()
    for left in folder.glob(".*"):
        left.unlink()


def mend_studies(app) -> None:
    """Remove the results of studies that are damaged, before something is made of them.

    What has the size and the time that it had when it was found whole, is taken for whole.
    """
    folder = studies(app)
    stamp = folder / "whole.json"
    before, whole = told(stamp), {}
    for entry in sorted(folder.glob("*.pickle")):
        state = [entry.stat().st_size, entry.stat().st_mtime_ns]
        if before.get(entry.name) == state or storage.read(entry) is not None:
            whole[entry.name] = state
        else:
            logger.info("staleness: %s is damaged, and is computed again", entry.name)
            entry.unlink()
    if whole != before:
        storage.replace(stamp, json.dumps(whole, indent=0).encode())


def studies(app) -> Path:
    """The folder of the results of studies."""
    return Path(app.doctreedir).parent / "studies"


def mend_for_pages(app, env, docnames: list[str]) -> None:
    """See to the results of studies before pages are read."""
    if docnames:
        mend_studies(app)


def pages_to_write(app, env) -> list[str]:
    """Every page, when style sheets, fonts, scripts or templates changed: pages name them by their content."""
    looks = hash_of(LOOKS)
    again = [] if getattr(env, "optbook_looks", None) == looks else sorted(env.found_docs)
    env.optbook_looks = looks
    return again


def remove_pages_without_source(app) -> None:
    """Remove what was written for a page that is no more."""
    site = Path(app.outdir)
    for page in site.rglob("*.html"):
        docname = page.relative_to(site).with_suffix("").as_posix()
        if docname not in app.env.found_docs | WITHOUT_SOURCE and not docname.startswith("_"):
            logger.info("staleness: %s has no source any more, and is removed", docname)
            page.unlink()


def end(app, exception) -> None:
    """Take the mark away when the build ended well: no exception and no warning."""
    if exception is None and app.builder.format == "html":
        remove_pages_without_source(app)
    if exception is None and not app._warncount:
        mark(app).unlink()


def mark(app) -> Path:
    """The file that stands while a build has not ended well."""
    return Path(app.doctreedir) / "unfinished"


def setup(app):
    if not Path(optbook.__file__).is_relative_to(ROOT):
        raise ExtensionError(f"staleness: optbook is imported from {optbook.__file__}, takes the one beside docs/")
    Path(app.doctreedir).mkdir(parents=True, exist_ok=True)
    app.optbook_unfinished = mark(app).exists()
    if app.optbook_unfinished:
        logger.info("staleness: the last build did not end well; every page is read again")
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
    mark(app).touch()
    forget_studies(app)
    # The environment names the backend of Matplotlib (conf.py), and what draws imports it.
    gen_gallery._import_matplotlib = lambda: None
    read_scripts_once()
    app.connect("config-inited", forget_figures, priority=100)
    app.connect("builder-inited", draw_few_alone, priority=100)
    app.connect("env-get-outdated", pages_to_redo)
    app.connect("env-before-read-docs", mend_for_pages)
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
