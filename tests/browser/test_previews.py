"""Previews: by mouse, by keyboard, by touch, of the same page and of others, served and from a file (WCAG 1.4.13)."""

from __future__ import annotations

import re

import pytest

import harness

TEXTS = {page: (harness.SITE / page).read_text(encoding="utf-8") for page in harness.pages()}


def first(pattern: str) -> tuple[str, str]:
    """A section that links what `pattern` finds, and the address it links."""
    for page, text in TEXTS.items():
        article = text.partition('id="furo-main-content"')[2].partition("</article>")[0]
        found = re.search(pattern, article)
        if found and harness.kind(page) in {"section", "back matter"}:
            return page, found[1]
    raise AssertionError(f"no page links {pattern}")


LINKS = {
    "figure": r'<a class="reference internal" href="(#fig-[^"]+)"',
    "equation": r'<a class="reference internal" href="(#equation-[^"]+)"',
    "claim": r'<a class="reference internal" href="(#claim-[^"]+)"',
    "citation": r'<a class="footnote-reference[^"]*" href="(#[^"]+)"',
    "claim of another page": r'<a class="reference internal" href="(\.\./[^"#]+#claim-[^"]+)"',
}


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    yield page
    context.close()


def link(tab, target: str):
    """The link to `target` in the text."""
    return tab.locator(f'article a[href="{target}"]:not(.headerlink)').first


def open_page(tab, url: str) -> None:
    """Open a page and all folds in it."""
    tab.goto(url)
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")


@pytest.mark.parametrize("kind", LINKS)
def test_by_mouse_it_opens_can_be_entered_and_closes(kind, tab, address):
    page, target = first(LINKS[kind])
    open_page(tab, address + page)
    link(tab, target).hover()
    preview = tab.locator(".preview")
    preview.wait_for()
    assert preview.inner_text().strip()
    box = preview.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    tab.mouse.move(box["x"] + 20, box["y"] + 10, steps=5)
    tab.wait_for_timeout(500)
    assert preview.is_visible(), "the pointer may rest on it"
    tab.mouse.move(1270, 5)
    preview.wait_for(state="detached")


@pytest.mark.parametrize("kind", LINKS)
def test_by_keyboard_it_opens_and_escape_closes_it(kind, tab, address):
    page, target = first(LINKS[kind])
    open_page(tab, address + page)
    tab.keyboard.press("Tab")
    link(tab, target).focus()
    preview = tab.locator(".preview")
    preview.wait_for()
    assert tab.evaluate("document.activeElement.getAttribute('aria-describedby')") == "preview"
    assert tab.evaluate("document.querySelectorAll('.preview :is([href], [tabindex], button, [id])').length") == 0
    tab.keyboard.press("Escape")
    preview.wait_for(state="detached")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == target, "the focus stays"


def test_a_tap_follows_the_link(browser, address):
    page, target = first(LINKS["figure"])
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    tab = context.new_page()
    open_page(tab, address + page)
    link(tab, target).tap()
    tab.wait_for_timeout(600)
    assert tab.url.endswith(target)
    assert tab.locator(".preview").count() == 0
    context.close()


def test_from_a_file_targets_of_the_page_are_shown(tab):
    page, target = first(LINKS["equation"])
    open_page(tab, (harness.SITE / page).as_uri())
    link(tab, target).hover()
    tab.locator(".preview").wait_for()


def test_a_preview_keeps_the_contrast_and_the_page_still(tab, address):
    page, target = first(LINKS["claim"])
    tab.add_init_script(harness.WATCH)
    open_page(tab, address + page)
    tab.keyboard.press("Tab")
    link(tab, target).focus()
    tab.locator(".preview").wait_for()
    tab.evaluate(harness.axe())
    found = tab.evaluate("axe.run('.preview').then(found => found.violations.map(fault => fault.id))")
    assert found == []
    told = tab.evaluate("window.seen")
    assert told["shift"] < 0.01
    assert told["violations"] == []
