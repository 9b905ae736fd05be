"""Live figures in use: by keyboard, mouse and touch, by address, without script, from a file, and what they weigh."""

from __future__ import annotations

import gzip
import re

import pytest

import harness

PAGES = [page for page in harness.pages() if "data-live=" in (harness.SITE / page).read_text(encoding="utf-8")]
MOST_SCRIPT = 30_000  # bytes, gzipped, of a page: what draws, and the traced programs
each_page = pytest.mark.parametrize("page", PAGES)


def with_plane() -> str:
    """A page whose figure shows the plane of two sliders."""
    return next(page for page in PAGES if 'data-view="plane"' in (harness.SITE / page).read_text(encoding="utf-8"))


@pytest.fixture
def tab(browser, address, request):
    """Opens a page, its figure drawn; notes requests, errors and what the content security policy refused."""
    settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | getattr(request, "param", {})
    context = browser.new_context(**settings)
    opened = context.new_page()
    opened.add_init_script(harness.WATCH)
    opened.heard = []
    opened.on("pageerror", lambda error: opened.heard.append(str(error)))
    opened.on("console", lambda told: opened.heard.append(told.text) if told.type == "error" else None)
    opened.on("request", lambda request: opened.heard.append(request.url) if address not in request.url else None)

    def visit(page, state=""):
        opened.goto(address + page + state)
        draw(opened)
        return opened

    yield visit
    violations = opened.evaluate("window.seen.violations")
    heard = [text for text in opened.heard if not text.startswith(("data:", "file:"))]
    context.close()
    assert heard + violations == []


def draw(page) -> None:
    """Scroll to the first figure and wait until it says what it shows."""
    page.locator(".live-stage").first.scroll_into_view_if_needed()
    page.locator(".live-said:not(:empty)").first.wait_for()


def said(page) -> str:
    """What the first figure says, once it has settled."""
    page.wait_for_timeout(350)
    return page.locator(".live-said").first.inner_text()


def picture(page) -> str:
    """Every pixel of the first figure."""
    return page.evaluate(
        "[...document.querySelector('.live').querySelectorAll('canvas')].map(c => c.toDataURL()).join()"
    )


@each_page
def test_every_control_is_reached_and_used_by_keyboard(tab, page):
    opened = tab(page)
    stage = opened.locator(".live-stage").first
    count = stage.locator("button, input, select, a").count()
    opened.evaluate("document.querySelector('.live-stage').tabIndex = -1")
    opened.evaluate("document.querySelector('.live-stage').focus()")
    used = []
    for _ in range(count):
        opened.keyboard.press("Tab")
        at = opened.evaluate("({tag: document.activeElement.tagName, type: document.activeElement.type ?? '',"
                             " name: document.activeElement.className, off: document.activeElement.disabled,"
                             " inside: !!document.activeElement.closest('.live-stage')})")  # fmt: skip
        assert at["inside"]
        before = (said(opened), picture(opened), opened.locator(".live-link").first.get_attribute("href"))
        if at["tag"] == "A" or at["name"] == "live-reset":
            used.append(at["tag"])
            continue
        keys = {"SELECT": "ArrowDown", "BUTTON": "ArrowRight"}.get(at["tag"], {"checkbox": "Space"}.get(at["type"]))
        for key in [keys] if keys else ["ArrowLeft", "ArrowRight", "ArrowRight"]:
            opened.keyboard.press(key)
        after = (said(opened), picture(opened), opened.locator(".live-link").first.get_attribute("href"))
        if after == before:  # at the end of its range
            opened.keyboard.press("ArrowLeft")
            after = (said(opened), picture(opened), opened.locator(".live-link").first.get_attribute("href"))
        assert after != before, f"{page}: {at} changes nothing"
        used.append(at["tag"])
        if at["type"] == "checkbox":
            opened.keyboard.press("Space")
    assert len(used) == count


@each_page
def test_reset_goes_back_and_a_link_leads_to_the_same_picture(tab, page):
    opened = tab(page)
    first = said(opened)
    opened.locator(".live-slider input").first.press("ArrowLeft")
    opened.locator(".live-panel[data-view=space] button").first.press("Shift+ArrowLeft")
    moved = said(opened)
    assert moved != first
    state = opened.locator(".live-link").first.get_attribute("href")
    opened.locator(".live-reset").first.press("Enter")
    assert said(opened) == first
    opened.goto("about:blank")
    again = tab(page, state)
    assert said(again) == moved


def test_a_short_address_is_enough_and_a_wrong_one_is_said(tab):
    page = next(page for page in PAGES if "one_dimension" in page)
    assert "diverges" in said(tab(page, "#lr=2.5"))
    tab(page).goto("about:blank")
    assert "the default stands" in said(tab(page, "#lr=%E0%A4%A"))
    tab(page).goto("about:blank")
    faulty = said(tab(page, "#lr=fast&beta=0.5&start=1,2&steps=7.5&methods=9&objective=-1"))
    assert all(
        fault in faulty for fault in ("lr=fast", "beta=0.5", "start=1,2", "steps=7.5", "methods=9", "objective=-1")
    )
    assert "the default stands" in faulty


def test_a_run_that_diverges_is_said_and_the_figure_stays_usable(tab):
    opened = tab(next(page for page in PAGES if "quadratics" in page))
    rate = opened.locator(".live-slider input").first
    rate.press("End")
    assert "diverges" in said(opened)
    rate.press("Home")
    assert "diverges" not in said(opened)


def test_the_start_is_dragged(tab):
    opened = tab(next(page for page in PAGES if "stationary_points" in page))
    handle = opened.locator(".live-panel[data-view=space] button").first
    before, box = said(opened), handle.bounding_box()
    opened.mouse.move(box["x"] + 13, box["y"] + 13)
    opened.mouse.down()
    opened.mouse.move(box["x"] - 40, box["y"] + 60, steps=4)
    opened.mouse.up()
    assert said(opened) != before
    moved = handle.bounding_box()
    assert abs(moved["x"] + 13 - (box["x"] - 40)) < 3


def test_a_click_on_the_plane_sets_both_sliders(tab):
    opened = tab(with_plane())
    box = opened.locator(".live-panel[data-view=plane] canvas").bounding_box()
    outputs = opened.locator(".live-slider output")
    before = outputs.all_inner_texts()
    opened.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.3)
    said(opened)
    changed = [a != b for a, b in zip(before, outputs.all_inner_texts(), strict=True)]
    assert changed == [True, True, False]
    assert "leaves" in opened.locator(".live-leaves").inner_text()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("tab", [PHONE], indirect=True)
@each_page
def test_it_fits_a_phone_and_answers_a_tap(tab, page):
    opened = tab(page)
    assert opened.evaluate(harness.WIDE) is None
    before = said(opened)
    canvas = opened.locator(".live-panel[data-view=space] canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.tap(position={"x": box["width"] * 0.7, "y": box["height"] * 0.6})
    assert said(opened) != before


def test_the_theme_recolors_the_drawing(tab):
    opened = tab(PAGES[0])
    before = picture(opened)
    opened.evaluate("document.body.dataset.theme = 'dark'")
    opened.wait_for_timeout(200)
    assert picture(opened) != before


@each_page
def test_axe_finds_nothing_in_a_figure_in_use(tab, page):
    opened = tab(page)
    opened.evaluate(harness.axe())
    assert opened.evaluate(harness.AXE, harness.LEVELS) == []


def test_nothing_is_loaded_before_a_figure_is_near(browser, address):
    page = next(page for page in PAGES if "rate_map" in page)
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address + page)
    opened.wait_for_timeout(300)
    assert not [url for url in asked if "live.js" in url or "/live/" in url]
    draw(opened)
    assert len([url for url in asked if "live.js" in url or "/live/" in url]) == 2
    context.close()


@each_page
def test_a_still_figure_stands_for_it_without_script(browser, address, page):
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address + page)
    assert not opened.locator(".live-stage").first.is_visible()
    assert opened.locator(".live-without, .live-still").first.is_visible()
    context.close()


@each_page
def test_a_still_figure_stands_for_it_in_print(tab, page):
    opened = tab(page)
    opened.emulate_media(media="print")
    assert not opened.locator(".live-stage").first.is_visible()
    assert opened.locator(".live-without, .live-still").first.is_visible()


def test_it_runs_from_a_file(browser):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((harness.SITE / PAGES[0]).as_uri())
    draw(opened)
    assert "after" in said(opened)
    context.close()


@each_page
def test_scripts_of_a_page_weigh_little(page, record_property):
    text = (harness.SITE / page).read_text(encoding="utf-8")
    folder = (harness.SITE / page).parent
    named = set(re.findall(r'data-(?:live|drawer)="([^"?]+)', text))
    named |= {name for name in re.findall(r'(?:src|href)="([^"?]+)', text) if "live_near" in name}
    sizes = {name: len(gzip.compress((folder / name).resolve().read_bytes(), 6)) for name in named}
    record_property("live", (page, sum(sizes.values())))
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
