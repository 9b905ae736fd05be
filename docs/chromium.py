"""The machine's Chromium, which reads the pages in tests and prints them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

INSTALL = "no Chromium on this machine; one command installs it: sudo apt-get install --yes chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# It asks no other host, also not for itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def executable() -> str | None:
    """A Chromium: one of the machine, else Playwright's own, if there is either."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        with sync_playwright() as play:
            found = play.chromium.executable_path
    return found if Path(found).exists() else None
