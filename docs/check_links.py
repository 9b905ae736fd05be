"""Check each link that leaves a built site.

    python docs/check_links.py docs/_build/html [--offline]

Without a network every check fails, and so does this, unless ``--offline`` is given: then it says how many links it
did not check.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import Request, urlopen

from check_site import read

SECONDS = 20
# An answer with one of these codes says that the page is there, and not for programs.
SHY = {401, 403, 405, 406, 429, 999}


def outside(site: Path) -> dict[str, list[str]]:
    """Links to other hosts, each with the pages that have it; examples are left out."""
    links: dict[str, list[str]] = {}
    for path, page in read(site).items():
        for url in page.links:
            parts = urlsplit(url)
            if parts.scheme in ("http", "https") and not parts.hostname.endswith((".example", "localhost")):
                links.setdefault(urldefrag(url).url, []).append(path.relative_to(site).as_posix())
    return links


def fault_of(url: str) -> str:
    """What is wrong with a link; nothing is an empty string."""
    try:
        with urlopen(Request(url, headers={"User-Agent": "optbook-linkcheck"}), timeout=SECONDS):
            return ""
    except HTTPError as error:
        return "" if error.code in SHY else f"answers {error.code}"
    except (URLError, HTTPException, OSError, ValueError) as error:  # a malformed address is one of the last
        return str(getattr(error, "reason", error))


def main(site: Path, offline: bool) -> int:
    """Print what is wrong, and a summary."""
    links = outside(site)
    if offline:
        print(f"{len(links)} outside links, 0 checked, {len(links)} not checked (offline)")
        return 0
    with ThreadPoolExecutor(8) as pool:
        faults = dict(zip(links, pool.map(fault_of, links), strict=True))
    broken = {url: fault for url, fault in faults.items() if fault}
    for url, fault in broken.items():
        print(f"{links[url][0]}: {url}: {fault}")
    print(f"{len(links)} outside links checked, {len(broken)} broken")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--offline" in sys.argv[2:]))
