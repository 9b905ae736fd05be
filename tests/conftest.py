"""What all tests share: the pace of property tests and the checks of derivatives."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("optbook", deadline=None, derandomize=True, max_examples=25, print_blob=True)
settings.load_profile("optbook")
