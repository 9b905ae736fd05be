"""Which pages are written again because something that they show, and that stands elsewhere, has changed."""

from __future__ import annotations


def changed(env, what: str, shown: dict[str, object]) -> list[str]:
    """Pages of which `shown` says something else than when this was asked last.

    Parameters
    ----------
    env : BuildEnvironment
        Remembers from build to build what was shown.
    what : str
        A name for what is asked.
    shown : dict
        What each page shows, as something whose ``repr`` tells it apart.
    """
    book = env.optbook_shown = getattr(env, "optbook_shown", {})
    before = book.get(what, {})
    book[what] = {page: repr(it) for page, it in shown.items() if page in env.found_docs}
    return sorted(page for page, it in book[what].items() if before.get(page) != it)
