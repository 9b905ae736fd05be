"""One page of each kind with JavaScript off: all of it is there."""

from __future__ import annotations

import pytest

import harness

KINDS = {harness.kind(page): page for page in sorted(harness.pages(), key=lambda p: (harness.SITE / p).stat().st_size)}


@pytest.fixture
def opened(browser, address):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    yield lambda page: (tab := context.new_page()).goto(address + page) and tab
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_whole_without_script(opened, kind):
    page = opened(KINDS[kind])
    assert page.locator("article h1").is_visible()
    if kind == "search":
        assert "activate JavaScript" in page.locator("noscript .admonition").inner_text()
    assert not page.locator(".theme-toggle-header").is_visible(), "a button that does nothing is not shown"
    page.locator("label.nav-overlay-icon").click()
    assert page.locator(".sidebar-tree a").first.is_visible()


def test_figures_load_and_folds_open_without_script(opened):
    page = opened(KINDS["section"])
    for place in range(page.locator("img.figure-light").count()):
        image = page.locator("img.figure-light").nth(place)
        image.scroll_into_view_if_needed()
        assert image.is_visible()
        assert not page.locator("img.figure-dark").nth(place).is_visible()
    fold = page.locator("details").first
    fold.locator("summary").click()
    assert fold.locator("> div").is_visible()
