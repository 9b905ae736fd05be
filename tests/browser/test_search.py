"""The search finds letters, methods and claims; the ledgers list every claim and every mistake of the book."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

import harness
from optbook.claims import all_claims

CLAIMS = sorted(all_claims())
WANTED = {
    "κ": "front/notation.html#symbol-kappa",
    "kappa": "front/notation.html#symbol-kappa",
    "η": "front/notation.html#symbol-eta",
    "heavy ball": "momentum/heavy_ball.html",
    "HeavyBall": "api/optimizers.html#optbook.optimizers.heavy_ball.HeavyBall",
    "gradient descent": "optimizers.gradient_descent",
    "leaky sum": "momentum/leaky_averages.html#term-leaky-sum",
    "EWMA": "back/terms.html",
    "descend": "#optbook.trajectory.descend",
}
# The box of each claim, or mistake, with its number and what was measured; and the same as the ledger has it.
ENTRIES = """
async () => {
  const pages = new Map();
  const page = async url => {
    if (!pages.has(url)) pages.set(url, new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html'));
    return pages.get(url);
  };
  const plain = cell => cell.textContent.trim().replaceAll('\u2019', "'");
  const measured = part => [...part.querySelectorAll('.measured > *')].map(plain);
  const found = [];
  for (const entry of document.querySelectorAll('.ledger .entry')) {
    const link = entry.querySelector('a'), url = new URL(link.href);
    const box = (await page(url.pathname)).getElementById(decodeURIComponent(url.hash.slice(1)));
    found.push({anchor: url.hash.slice(1), text: link.textContent, title: box?.querySelector('.box-title')?.textContent,
                here: measured(entry), there: box ? measured(box) : null});
  }
  return found;
}
"""


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(harness.WATCH)
    yield page
    context.close()


def search(tab, address: str, words: str) -> list[str]:
    """Addresses of what is found, best first."""
    tab.goto(f"{address}search.html?q={quote(words)}")
    tab.locator("#search-results .search-summary").wait_for()
    tab.wait_for_function(
        "/finished|no documents|did not match/i.test(document.querySelector('#search-results').innerText)"
    )
    assert tab.evaluate("window.seen.violations") == []
    links = tab.locator("#search-results ul.search > li > a").all()
    return [link.evaluate("link => link.href").removeprefix(address) for link in links]


@pytest.mark.parametrize("words", WANTED)
def test_the_search_finds(words, tab, address):
    found = [re.sub(r"\?highlight=[^#]*", "", url) for url in search(tab, address, words)]
    assert any(url.endswith(WANTED[words]) or WANTED[words] in url for url in found[:5]), found[:10]


@pytest.mark.parametrize("words", ["momentum", "saddle point", "batch size", "local minima", "convex"])
def test_the_search_puts_pages_of_the_book_before_scripts_of_figures(words, tab, address):
    kinds = [harness.kind(re.split("[?#]", url)[0]) for url in search(tab, address, words)]
    assert kinds[0] in {"section", "chapter"}
    assert "gallery figure" in kinds
    assert "gallery figure" not in kinds[:8]


@pytest.mark.parametrize(("words", "page"), {"adam": "adaptive/adam", "line search": "descent/line_search"}.items())
def test_the_search_puts_the_page_of_that_title_first(words, page, tab, address):
    assert search(tab, address, words)[0].startswith(f"{page}.html")


@pytest.mark.parametrize("key", CLAIMS[:: max(1, len(CLAIMS) // 5)])
def test_the_search_finds_a_claim_by_its_name(key, tab, address):
    page, _, name = key.rpartition(".")
    anchor = "claim-" + key.replace(".", "-").replace("_", "-")
    found = search(tab, address, name.replace("_", " "))
    assert f"{page.replace('.', '/')}.html#{anchor}" in found[:10], found[:10]


def test_the_ledger_lists_every_claim_with_what_its_page_tells(tab, address):
    tab.goto(f"{address}back/claims.html")
    found = tab.evaluate(ENTRIES)
    assert len(found) == len(CLAIMS)
    for entry in found:
        number, _, name = entry["text"].partition(" ")
        assert entry["title"], f"{entry['text']} leads nowhere"
        assert number in entry["title"]
        assert name in entry["title"]
        assert entry["here"]
        assert entry["here"] == entry["there"]


def test_every_mistake_is_listed_and_leads_to_its_box(tab, address):
    boxes = [
        anchor
        for page in harness.pages()
        for anchor in re.findall(
            r'class="[^"]*box mistake[^"]*" id="([^"]*)"', (harness.SITE / page).read_text("utf-8")
        )
    ]
    tab.goto(f"{address}back/mistakes.html")
    found = tab.evaluate(ENTRIES)
    assert boxes
    assert sorted(entry["anchor"] for entry in found) == sorted(boxes)
    assert all(entry["text"].partition(" ")[0] in entry["title"] for entry in found)
