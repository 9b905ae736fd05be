"""The kernels of the pages are forked from one warm process (a zygote) instead of being started each from nothing.

It starts when there are pages to execute, and imports ipykernel and what the pages will import: for a few pages what
their cells name, and then it starts with Sphinx, which takes as long to begin; for many the modules named in
``kernels_preload``.  Each page's kernel is a fork of it, a process of its own, so a page sees nothing of another.
The reading workers of ``sphinx -j N`` share the zygote through an inherited socket.  When the last of them is gone the
zygote reads end-of-file, kills what is left and leaves.  Preload only modules that start no thread and draw no random
number when imported.
Elsewhere than on Linux, and for any other kernel than this interpreter's ipykernel, the ordinary start is used.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import limits
from page_source import CELL

# What an IPython kernel imports, some of it only when it starts.
KERNEL = ["ipykernel.kernelapp", "ipykernel.debugger", "tornado.platform.asyncio", "psutil", "sqlite3"]
KERNEL += ["IPython.core.completerlib", "IPython.core.logger", "IPython.extensions.storemagic"]

# Pages for which it is not worth the while to import all that some page imports.
FEW = 3
IMPORT = re.compile(r"^(?:from|import) +([\w.]+)", re.M)

_requests: socket.socket | None = None  # this build's line to the zygote; the read workers inherit it
_zygote: subprocess.Popen | None = None


class ForkedKernel:
    """What LocalProvisioner needs of subprocess.Popen, for a process that is not our child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self._fd = os.pidfd_open(pid)

    def poll(self, timeout: float | None = 0) -> int | None:
        return 0 if select.select([self._fd], [], [], timeout)[0] else None

    def wait(self) -> int:
        self.poll(timeout=None)
        os.close(self._fd)
        return 0

    def send_signal(self, signum: int) -> None:
        signal.pidfd_send_signal(self._fd, signum)


def foresee(app) -> None:
    """Start the zygote at once if a few pages are newer than what was made of them."""
    made = Path(app.doctreedir) / "environment.pickle"
    if sys.platform != "linux" or not made.exists():
        return
    pages = (page for page in Path(app.srcdir).rglob("*.md") if "_build" not in page.parts)
    newer = [page for page in pages if page.stat().st_mtime_ns > made.stat().st_mtime_ns]
    cells = cells_of(newer)
    if cells and len(newer) <= FEW:
        launch(IMPORT.findall(cells))


def cells_of(pages: list[Path]) -> str:
    """All cells of some pages."""
    return "\n".join(cell[2] for page in pages for cell in CELL.finditer(page.read_text(encoding="utf-8")))


def launch(preload: list[str]) -> None:
    """Start the zygote."""
    global _requests, _zygote
    _requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, __file__, str(theirs.fileno()), *preload]
        _zygote = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])


def start(app, env, docnames: list[str]) -> None:
    """Make the zygote this build's way to launch kernels."""
    cells = cells_of([Path(env.doc2path(docname)) for docname in docnames])
    if sys.platform != "linux" or not cells:
        return
    from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner  # a build of nothing skips it

    class ZygoteProvisioner(LocalProvisioner):
        async def pre_launch(self, **kwargs):
            # Sockets by name: a port that is free when it is chosen may be another process's when the kernel binds it.
            self.parent.transport, self.parent.ip = "ipc", f"@optbook-{self.kernel_id}"
            return await super().pre_launch(**kwargs)

        async def launch_kernel(self, cmd, **kwargs):
            if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
                return await super().launch_kernel(cmd, **kwargs)
            self.cwd = str(kwargs.get("cwd") or os.getcwd())
            request = json.dumps({"argv": cmd[3:], "cwd": self.cwd, "env": kwargs["env"]})
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    socket.send_fds(_requests, [request.encode()], [theirs.fileno()])
                self.pid = self.pgid = int(ours.recv(32) or 0)
            if not self.pid:
                raise RuntimeError("the zygote started no kernel; its traceback is above")
            self.process = ForkedKernel(self.pid)
            return self.connection_info

        async def shutdown_requested(self, restart=False):
            if isinstance(self.process, ForkedKernel):  # the outputs are in: do not wait for it to take itself apart
                await self.kill()
                self.process.poll(timeout=1)

    if _zygote is None:
        launch(app.config.kernels_preload if len(docnames) > FEW else IMPORT.findall(cells))
    factory = KernelProvisionerFactory.instance()
    factory.provisioners["zygote"] = SimpleNamespace(load=lambda: ZygoteProvisioner)  # in place of an entry point
    factory.default_provisioner_name = "zygote"


def stop(app, exception) -> None:
    """Let the zygote leave, and wait for it: what it used counts as this build's."""
    global _requests, _zygote
    if _zygote is not None:
        _requests.close()
        _zygote.wait()
        _requests = _zygote = None


def setup(app):
    app.add_config_value("kernels_preload", ["numpy", "myst_nb.ext.glue"], "")
    foresee(app)
    app.connect("env-before-read-docs", start)
    app.connect("build-finished", stop)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def serve(requests: socket.socket, preload: list[str]) -> None:
    """Be the zygote: fork a kernel for each request, which comes with a socket to answer its pid on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for Sphinx, which then closes `requests`
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as ipykernel does
    sys.modules["debugpy"] = None  # ipykernel does without; each kernel would import it anew
    for name in KERNEL:
        importlib.import_module(name)
    for name in preload:
        with contextlib.suppress(Exception):  # the cell that imports it will fail so, and name its place
            importlib.import_module(name)
    gc.freeze()  # keep the kernels' garbage collectors off the shared pages
    children: set[int] = set()
    while True:
        data, fds, *_ = socket.recv_fds(requests, 1 << 20, 1)
        children = {pid for pid in children if os.waitpid(pid, os.WNOHANG)[0] == 0}  # bury the dead
        if not data:  # the build is over
            for pid in children:
                os.killpg(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            return
        if not (pid := os.fork()):
            break
        children.add(pid)
        os.close(fds[0])
    # From here on this is a kernel: with its page's folder and environment, in a process group of its own.
    requests.close()
    os.setsid()
    request = json.loads(data)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    limits.limit_memory(int(limits.MEGABYTES * 1e6))
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # else unseeded pages would all draw the same numbers
    with socket.socket(fileno=fds[0]) as answer:
        answer.send(str(os.getpid()).encode())
    from ipykernel.iostream import OutStream
    from ipykernel.kernelapp import IPKernelApp

    # What a cell prints is sent when it ends, not in pieces as time goes: myst-nb breaks the line where two meet.
    OutStream.flush_interval = 24 * 3600
    IPKernelApp.launch_instance(argv=request["argv"], parent_handle=os.getppid())  # ends with the zygote at the latest


if __name__ == "__main__":
    del sys.path[0]  # this file's folder
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
