"""Run scripts and notebooks, each in a process of its own and an empty folder; what `try_taken.py` starts.

It runs in an environment that has the book's package and its dependencies, and imports nothing else.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import io
import json
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
import types
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LIBRARIES = ["matplotlib.pyplot", "scipy.optimize", "scipy.special", "scipy.stats", "sklearn.datasets"]
SECONDS = 300


def no_network(event: str, arguments: tuple) -> None:
    """Refuse connections; an audit hook."""
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise OSError(f"what is taken away needs no network: {event} {arguments}")


def run_script(path: Path, data: str) -> None:
    """Run a script; what it drew must be its data."""
    names = {"__name__": "__main__", "__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    import matplotlib.pyplot as plt

    from optbook import provenance
    from optbook.drawing import drawn_data

    drawn, told = drawn_data(plt.gcf()).splitlines(), Path(data).read_text(encoding="utf-8").splitlines()
    if any(
        "perf_counter" in inspect.getsource(importlib.import_module(name))
        for name in provenance.needed_by(path.read_text(encoding="utf-8"))
    ):
        # Times differ from run to run; what they are of does not.
        drawn, told = ([row.rsplit(",", 2)[0] for row in rows] for rows in (drawn, told))
    different = [pair for pair in zip(drawn, told, strict=False) if pair[0] != pair[1]]
    if drawn != told:
        raise ValueError(f"{len(drawn)} rows drawn, {len(told)} in the data; first that differ: {different[:1]}")


def run_notebook(path: Path) -> None:
    """Run the cells of a notebook in order; what a cell prints must be what stands under it."""
    text = path.read_text(encoding="utf-8")
    if "from IPython.display import HTML" in text:  # whatever opens a notebook brings it
        display = types.ModuleType("IPython.display")
        display.HTML = str
        sys.modules |= {"IPython": types.ModuleType("IPython"), "IPython.display": display}
    names = {"__name__": "__main__"}
    for number, cell in enumerate(json.loads(text)["cells"]):
        if cell["cell_type"] != "code":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            run_cell("".join(cell["source"]), f"{path.name}, cell {number}", names)
        told = "".join("".join(output["text"]) for output in cell["outputs"])
        if told and printed.getvalue().split() != told.split():
            raise ValueError(f"cell {number} prints {printed.getvalue()!r}, on the page stands {told!r}")


def run_cell(code: str, name: str, names: dict) -> None:
    """Run a cell as a notebook does: the value of a last expression is shown."""
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), name, "eval"), names)
        if value is not None:
            print(repr(value))


def inside(job: dict[str, str], told: str) -> None:
    """Be the process of a job."""
    with open(told, "w", encoding="utf-8") as file, tempfile.TemporaryDirectory() as empty:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        os.chdir(empty)
        sys.argv[:] = [job["path"]]
        sys.addaudithook(no_network)
        try:
            if job["kind"] == "script":
                run_script(Path(job["path"]), job["data"])
            else:
                run_notebook(Path(job["path"]))
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        finally:
            os.chdir("/")


def outcome(job: dict[str, str]) -> tuple[dict[str, str], str]:
    """Nothing when a job ended well, else what it said."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        process = multiprocessing.get_context(METHOD).Process(target=inside, args=(job, str(told)))
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
            return job, f"took more than {SECONDS} s"
        said = told.read_text(encoding="utf-8").strip() if told.exists() else ""
        return job, "" if process.exitcode == 0 else said or f"ended with {process.exitcode}"


# Where the system can fork, from a process that has imported the libraries already.
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def main(jobs: list[dict[str, str]]) -> int:
    """Run all jobs on all cores; tell what fails, and counts."""
    if METHOD == "forkserver":
        multiprocessing.get_context(METHOD).set_forkserver_preload(LIBRARIES)
    started, ran, failed = time.perf_counter(), Counter(), Counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for job, said in pool.map(outcome, jobs):
            ran[job["kind"]] += 1
            if said:
                failed[job["kind"]] += 1
                print(f"{job['kind']} {Path(job['path']).name}:", *said.splitlines()[-12:], sep="\n    ", flush=True)
    for kind, count in ran.items():
        print(f"{kind}: {count} run, {failed[kind]} failed")
    print(f"{sum(ran.values())} files in {time.perf_counter() - started:.0f} s, {sum(failed.values())} failed")
    return int(bool(failed) or not jobs)


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
