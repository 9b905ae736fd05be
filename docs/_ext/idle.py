"""A build that has no page to write leaves the site as it is: it makes no indices, no search and no static files anew.

What those are made of has not changed then: style sheets, scripts and templates have every page written again.
"""

from __future__ import annotations

from pathlib import Path

import workers


class Builder(workers.Builder):
    """The builder of the site.

    Attributes
    ----------
    idle : bool
        Whether there is nothing to write.
    """

    idle = False

    def prepare_writing(self, docnames: set[str]) -> None:
        """Prepare what writing needs, if anything is written; the index of the search is a build's last file."""
        self.idle = not docnames and (Path(self.outdir) / self.searchindex_filename).exists()
        if not self.idle:
            super().prepare_writing(docnames)

    def copy_assets(self) -> None:
        """Copy static files, if anything is written."""
        if not self.idle:
            super().copy_assets()

    def finish(self) -> None:
        """Write the indices and the search, if anything is written."""
        if not self.idle:
            super().finish()


def idle(app) -> bool:
    """Whether this build leaves the site as it is."""
    return getattr(app.builder, "idle", False)


def setup(app):
    app.add_builder(Builder, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
