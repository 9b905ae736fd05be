"""Everything one does with the book: ``nox -l`` lists it.  Each session sets itself up."""

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "tests", "docs"]
nox.options.default_venv_backend = "venv"
PROJECT = nox.project.load_toml("pyproject.toml")
ROOT = Path(__file__).parent
BUILD = ROOT / "docs" / "_build"
SITE = BUILD / "html"
SPHINX = ("-W", "-n", "-j", "auto", "-d", str(BUILD / "doctrees"), "-b", "html")


def install(session: nox.Session, *groups: str) -> None:
    """Install dependency groups and the package itself, all at the versions of constraints.txt."""
    wanted = nox.project.dependency_groups(PROJECT, *groups)
    session.install("-q", "-c", "constraints.txt", *wanted, "-e", ".")


def build(session: nox.Session) -> None:
    """Build the book; warnings are errors."""
    session.run("python", "-m", "sphinx", *SPHINX, "docs", str(SITE))


@nox.session
def docs(session: nox.Session) -> None:
    """Build the book into docs/_build/html and check every internal link.  ``-- --fresh`` starts from nothing."""
    install(session, "docs")
    if "--fresh" in session.posargs:
        for made in (BUILD, ROOT / "docs" / "gallery"):
            shutil.rmtree(made, ignore_errors=True)
    build(session)
    session.run("python", "docs/check_site.py", str(SITE))
    session.log(f"open {(SITE / 'index.html').as_uri()}")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; what follows ``--`` goes to pytest."""
    install(session, "tests", "docs")
    # A process without tests left takes some from another: those that build small books come last and are long.
    parallel = () if session.posargs else ("-n", "auto", "--dist", "worksteal")
    session.run("python", "-m", "pytest", *parallel, *session.posargs, env={"OMP_NUM_THREADS": "1"})


def measure(session: nox.Session, folder: str) -> None:
    """Run the tests of `folder`, which stand outside the ordinary run, in one process with one thread."""
    install(session, "peers")
    alone = ("-o", "addopts=-ra --import-mode=importlib", folder)
    session.run("python", "-m", "pytest", *alone, *session.posargs, env={"OMP_NUM_THREADS": "1"})


@nox.session
def peers(session: nox.Session) -> None:
    """Compare methods with the libraries that people use; prints method, peer, largest difference."""
    measure(session, "tests/peers")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure runs, sweeps and large points, against limits and against PyTorch in the same run."""
    measure(session, "tests/benchmarks")


@nox.session
def browser(session: nox.Session) -> None:
    """Build the book (what `docs` built is kept) and read every page of it in a real browser.

    What follows ``--`` goes to pytest.
    """
    install(session, "docs", "browser")
    session.run("python", "tests/browser/harness.py", env={"PYTHONPATH": "docs"})
    build(session)
    parallel = () if session.posargs else ("-n", "auto", "--dist", "worksteal")
    options = ("--override-ini", "addopts=-ra --import-mode=importlib --tb=short")
    session.run("python", "-m", "pytest", *options, *parallel, "tests/browser", *session.posargs)


@nox.session
def takeaway(session: nox.Session) -> None:
    """Build the book, make its EPUB and its PDF, and run all scripts and notebooks of the site as a reader would."""
    install(session, "docs", "takeaway")
    build(session)
    for form in ("epub", "pdf"):
        session.run("python", f"docs/make_{form}.py", str(SITE), str(BUILD / "take" / f"optbook.{form}"))
    build(session)  # links what was made
    session.run("python", "docs/check_site.py", str(SITE))
    session.run("python", "docs/try_taken.py", str(SITE))


@nox.session
def rebuild(session: nox.Session) -> None:
    """Build a small book many times: what a change redoes, and what a fault leaves behind."""
    install(session, "tests", "docs")
    parallel = () if session.posargs else ("-n", "auto")
    alone = ("-o", "addopts=-ra --import-mode=importlib", "tests/rebuild")
    session.run("python", "-m", "pytest", *alone, *parallel, *session.posargs, env={"OMP_NUM_THREADS": "1"})


@nox.session(name="bench-docs")
def bench_docs(session: nox.Session) -> None:
    """Measure builds of the book: cold, unchanged, one thing changed; with ``-- --scale`` books of growing size."""
    install(session, "docs", "tests")
    session.run("python", "docs/bench.py", *session.posargs)


@nox.session
def reproduce(session: nox.Session) -> None:
    """Build the book twice from nothing under different conditions, and compare every byte."""
    install(session, "docs")
    session.run("python", "docs/reproduce.py")


@nox.session(name="publish-check")
def publish_check(session: nox.Session) -> None:
    """Say whether docs/_build/html is ready to be uploaded; OPTBOOK_URL is the address it is built for."""
    session.run("python", "docs/publish_check.py", str(SITE))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting.  ``-- --fix`` mends what can be mended."""
    install_only = nox.project.dependency_groups(PROJECT, "lint")
    session.install("-q", "-c", "constraints.txt", *install_only)
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Check links that leave the site.  ``-- --offline`` only counts them."""
    install(session, "docs")
    build(session)
    session.run("python", "docs/check_links.py", str(SITE), *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Build, serve on localhost, rebuild on change."""
    install(session, "docs", "serve")
    watched = [part for folder in ("optbook", "gallery") for part in ("--watch", folder)]
    ignored = [part for folder in ("docs/_build", "docs/gallery") for part in ("--ignore", str(ROOT / folder))]
    session.run("sphinx-autobuild", *SPHINX, *watched, *ignored, "docs", str(SITE), *session.posargs)
