"""Files that hold what was computed: written in one piece, under a checksum, in a folder that processes share."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

# Names the folder that processes share; without it, a process keeps to itself what it has computed.
FOLDER = "OPTBOOK_STUDIES"
# Bytes of the checksum at the head of an entry.
HEAD = hashlib.sha256().digest_size


def read(entry: Path) -> memoryview | None:
    """What an entry holds; nothing when it is not there or damaged."""
    if not entry.exists():
        return None
    whole = memoryview(entry.read_bytes())  # a part of it is no copy: results may be large
    return whole[HEAD:] if hashlib.sha256(whole[HEAD:]).digest() == whole[:HEAD] else None


def write(entry: Path, held: bytes) -> None:
    """Store an entry with its checksum."""
    replace(entry, hashlib.sha256(held).digest(), held)


def replace(path: Path, *content: bytes) -> None:
    """Write a file in one piece, so that other processes, and later builds, see all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.writelines(content)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
