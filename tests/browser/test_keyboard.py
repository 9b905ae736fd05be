"""One page by keyboard alone, wide and narrow: all that can be used gets the focus, shows it, and does its work."""

from __future__ import annotations

import pytest

import harness

ACTIVE = """
() => {
  const part = document.activeElement, style = getComputedStyle(part), box = part.getBoundingClientRect();
  const label = part.labels?.length && part.matches('.toctree-checkbox') ? part.nextElementSibling : null;
  const ring = getComputedStyle(label ?? part);
  return {
    tag: part.tagName, id: part.id, classes: part.className, text: (part.innerText || '').trim().slice(0, 60),
    name: part.getAttribute('aria-label') || part.innerText || part.querySelector('title')?.textContent || '',
    ring: ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2,
    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight, html: part.outerHTML,
  };
}
"""
EXPECTED = """
() => {
  const usable = 'a[href], button, input:not([type=hidden]), summary, pre, .math-scroll';
  return [...document.querySelectorAll(usable)].filter(part => part.checkVisibility({visibilityProperty: true}))
    .map(part => part.outerHTML);
}
"""
# A page with figures, code, displayed math, boxes and folds: the section with the most of them.
PAGE = max(
    (page for page in harness.pages() if harness.kind(page) == "section"),
    key=lambda page: (harness.SITE / page).read_text(encoding="utf-8").count("<details"),
)


@pytest.fixture
def opened(browser, address, request):
    width = getattr(request, "param", 1280)
    context = browser.new_context(
        viewport={"width": width, "height": 844}, reduced_motion="reduce", permissions=["clipboard-write"]
    )
    page = context.new_page()
    page.goto(address + PAGE)
    yield page
    context.close()


def walk(page) -> list[dict]:
    """Press Tab until the focus leaves the page."""
    met = []
    while len(met) < 1000:
        page.keyboard.press("Tab")
        at = page.evaluate(ACTIVE)
        if at["tag"] == "BODY" or (met and at["html"] == met[0]["html"]):
            break
        met.append(at)
    return met


def focus(page, selector: str) -> None:
    """Give the focus to the first part that `selector` finds, as a keyboard would."""
    page.keyboard.press("Tab")
    page.locator(selector).first.focus()


@pytest.mark.parametrize("opened", [1280, 390], indirect=True)
def test_the_focus_meets_everything_and_is_seen(opened):
    expected = opened.evaluate(EXPECTED)
    met = walk(opened)
    missed = set(expected) - {at["html"].replace(' aria-describedby="preview"', "") for at in met}
    assert not missed, f"{PAGE}: no focus on {[html[:120] for html in sorted(missed)]}"
    hidden = [at["html"][:120] for at in met if not at["inside"]]
    assert not hidden, f"{PAGE}: focus outside of the window on {hidden}"
    # The switches of the drawers show the focus on their icons.
    dull = [at["html"][:120] for at in met if not at["ring"] and "sidebar-toggle" not in at["classes"]]
    assert not dull, f"{PAGE}: focus not seen on {dull}"
    nameless = [at["html"][:120] for at in met if not at["name"].strip() and at["tag"] in {"A", "BUTTON"}]
    assert not nameless, f"{PAGE}: no name for {nameless}"


def test_the_first_stop_skips_to_the_content(opened):
    opened.keyboard.press("Tab")
    assert "skip-to-content" in opened.evaluate(ACTIVE)["classes"]
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('article') !== null")


def test_the_theme_changes(opened):
    before = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    focus(opened, ".theme-toggle-content button")
    opened.keyboard.press("Enter")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") != before
    dark = opened.evaluate("document.body.dataset.theme")
    opened.reload()
    assert opened.evaluate("document.body.dataset.theme") == dark, "the choice is kept"


def test_a_chapter_of_the_contents_folds(opened):
    focus(opened, ".toctree-checkbox:not(:checked)")
    opened.keyboard.press("Space")
    assert opened.evaluate("document.activeElement.checked")
    assert opened.evaluate("document.activeElement.parentElement.querySelector('ul').checkVisibility()")


def test_a_fold_opens(opened):
    focus(opened, "summary")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.parentElement.open")


def test_code_is_copied(opened):
    opened.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    focus(opened, "button.copybtn")
    opened.evaluate(
        "(button => new MutationObserver(() => { window.told ||= button.classList.contains('success'); })"
        ".observe(button, {attributes: true}))(document.activeElement)"
    )
    opened.keyboard.press("Enter")
    opened.wait_for_timeout(300)
    told = opened.evaluate(
        "(async () => { for (let i = 0; i < 50 && !window.told; i++)"
        " await new Promise(done => setTimeout(done, 100)); return window.told; })()"
    )
    assert told


@pytest.mark.parametrize("opened", [390], indirect=True)
def test_drawers_open_hold_the_focus_and_close(opened):
    for switch, drawer in (("#__navigation", ".sidebar-drawer"), ("#__toc", ".toc-drawer")):
        shown = f"document.querySelector('{drawer}').checkVisibility({{visibilityProperty: true}})"
        assert not opened.evaluate(shown)
        focus(opened, switch)
        opened.keyboard.press("Space")
        assert opened.evaluate(shown)
        opened.locator(f"{drawer} a >> visible=true").first.focus()
        opened.keyboard.press("Escape")
        assert not opened.evaluate(shown)
        assert f"#{opened.evaluate('document.activeElement.id')}" == switch
