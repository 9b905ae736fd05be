"""Time and memory that a script, a claim or a page may take: what hangs or grows ends with its name, not the machine.

The environment variables ``OPTBOOK_LIMIT_SECONDS`` and ``OPTBOOK_LIMIT_MB`` set other limits; the processes that draw
and execute inherit them.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = float(os.environ.get("OPTBOOK_LIMIT_SECONDS", "120"))
MEGABYTES = float(os.environ.get("OPTBOOK_LIMIT_MB", "6000"))
ROOM = 250.0  # MB that a process may have before it looks for what it can do without


def begin(what: str) -> None:
    """From now on `what` has the time and the memory of the limits."""
    if sys.platform == "win32":  # has neither
        return

    def late(signum, frame) -> None:
        raise TimeoutError(f"{what}: takes more than {SECONDS:.0f} s, the limit of OPTBOOK_LIMIT_SECONDS")

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    limit_memory(int(MEGABYTES * 1e6))


def end() -> None:
    """Lift the limits."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
        limit_memory(None)


def limit_memory(most: int | None) -> None:
    """Let this process, and those that it starts, have so many bytes of address space: more is a MemoryError."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard if most is None else most, hard))


def give_back(above: float = ROOM) -> None:
    """Give what is free within a process of more than `above` MB back to the system, where its C library can (glibc).

    The next to need memory must be given it anew, page by page: a small process had better keep it.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim and crowded(above):
        trim(0)


def crowded(above: float = ROOM) -> bool:
    """Whether this process has more than `above` MB; where nobody can say, it has."""
    return sys.platform != "linux" or resident() > above


def resident() -> float:
    """Memory that this process has, in MB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def limited(what: str) -> Iterator[None]:
    """The limits, for what is done within."""
    begin(what)
    try:
        yield
    finally:
        end()
