"""What stands in the source of a page, found without reading it as Sphinx does."""

from __future__ import annotations

import re

# A cell, with its options and its code as the second group.
CELL = re.compile(r"^(`{3,})\{code-cell\}[^\n]*\n(.*?)^\1$", re.M | re.S)
