"""Each fault of a page is found where it is, and told with what was measured and what is allowed."""

from __future__ import annotations

import shutil

import pytest

import harness

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Made</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="a.css"><link rel="icon" href="a.svg">
</head>
<body><main class="content"><h1>Made</h1>{body}</main></body></html>"""
SHEET = """
body { background: #fff; color: #222; font: 16px sans-serif; }
.pale { color: #ccc; } .ground { background: #666; }
.wide { width: 2000px; } .late { height: 400px; }
pre, .math-scroll { overflow-x: auto; } .math-scroll { width: 1000px; }
img { display: block; width: 20px; height: 20px; }
.slow { transition: color 5s; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } .day { color: #222; } }
@media (prefers-color-scheme: light) { .night { color: #eee; } .moon { display: none; } }
@media (prefers-color-scheme: dark) { .sun { display: none; } }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>'
WORDS = "".join(f'<span class="n">word{place}</span> ' for place in range(200))
LATE = """
const late = Object.assign(document.createElement("p"), {className: "late"});
const painted = () => new Promise(requestAnimationFrame);
painted().then(painted).then(() => document.querySelector("h1").before(late));
"""
CODE = f"<pre tabindex='0'>{WORDS}"
FORMULAS = "<p><math><mi>x</mi><mo>+</mo><mi>y</mi></math></p>" * 20
LONG = (
    "<div class='math-scroll' tabindex='0'><math display='block' class='wide'><semantics><mi>x</mi>"
    "<annotation encoding='application/x-tex'>x + y</annotation></semantics></math></div>"
)
SCHEMES = "<p class='slow'>Not at once.</p><pre tabindex='0'>{} <span class='{}'>last</span></pre>"
SCROLLED = '<p>{}</p><script src="late.js" defer></script>'
FAULTS = {
    "good": (f"{CODE}</pre>{FORMULAS}", ""),
    "pale word": (f"<p>{WORDS}<span class='n pale'>last</span></p>", "color-contrast"),
    "dark ground": (f"<p>{WORDS}</p><p class='ground'><span class='n'><i>last</i></span></p>", "color-contrast"),
    "pale formula": (FORMULAS + "<p class='pale'><math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>", "color-contrast"),
    "after single letters": (f"<p>{'<b class=pale>x</b> ' * 9}<b class='pale'>last</b></p>", "color-contrast"),
    "after one out of sight": (f"{CODE}<b class='pale'>far</b>\n<b class='pale'>near</b></pre>", "color-contrast"),
    "no words": ("<img src='a.svg'>", "image-alt"),
    "no name": ("<button></button>", "button-name"),
    "wide": ("<p class='wide'>far</p>", "px wide, 1280 px allowed"),
    "long formula": (LONG, "a formula scrolls: 2000 px in 1000: x + y"),
    "long formula in a fold": (f"<details><summary>a</summary>{LONG}</details>", "a formula scrolls: 2000 px"),
    "style": ("<p style='color: red'>red</p>", "content security policy"),
    "script": ("<script>1</script>", "content security policy"),
    "missing picture": ("<img src='none.svg' alt='none'>", "image does not load: none.svg"),
    "other host": ("<img src='http://other.test/a.svg' alt='a'>", "asks another host: http://other.test/a.svg"),
    "late": (SCROLLED.format("text"), "layout shift 0."),
    "many": ("".join(f"<img src='a.svg?{place}' alt='a'>" for place in range(26)), "requests, 25 allowed"),
    "heavy": ("<img src='heavy.png' alt='heavy'>", "kB, 300 kB allowed; heaviest: heavy.png"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    shutil.copy(harness.SITE / "_headers", site)
    for name in ("day", "night"):
        (site / f"{name}.html").write_text(
            PAGE.format(body=SCHEMES.format("<span>word</span> " * 6, name)), encoding="utf-8"
        )
    for name in ("sun", "moon"):
        (site / f"{name}.html").write_text(PAGE.format(body=f"<img class='{name}' src='a.svg'>"), encoding="utf-8")
    for name, (body, _) in FAULTS.items():
        (site / f"{name}.html").write_text(PAGE.format(body=body), encoding="utf-8")
    texts = {"404.html": PAGE.format(body=""), "a.css": SHEET, "a.svg": PICTURE, "late.js": LATE}
    for name, text in texts.items():
        (site / name).write_text(text, encoding="utf-8")
    (site / "heavy.png").write_bytes((harness.ROOT / "docs/_static/readme.png").read_bytes() + bytes(300_000))
    with harness.serving(site) as url:
        yield url


@pytest.fixture(scope="module")
def reader(browser):
    return harness.Reader(browser, width=1280)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name, reader, made):
    (seen,) = reader.read(f"{made}{name}.html", "light")
    found = harness.problems(f"{name}.html", (1280, "light"), seen, made)
    told = FAULTS[name][1]
    if not told:
        assert found == []
    assert all(fault.startswith(f"{name}.html (1280 px, light): ") for fault in found)
    assert any(told in fault for fault in found) or not told, found


@pytest.mark.parametrize("schemes", [("light", "dark"), ("dark", "light")])
@pytest.mark.parametrize(("name", "faulty"), [("night", "light"), ("day", "dark")])
def test_a_fault_of_one_scheme_is_found_in_it_whichever_is_first(name, faulty, schemes, reader, made):
    visits = dict(zip(schemes, reader.read(f"{made}{name}.html", *schemes), strict=True))
    assert {scheme: [fault[0] for fault in seen.faults] for scheme, seen in visits.items()} == {
        "light": ["color-contrast"] * (faulty == "light"),
        "dark": ["color-contrast"] * (faulty == "dark"),
    }


@pytest.mark.parametrize("schemes", [("light", "dark"), ("dark", "light")])
@pytest.mark.parametrize(("name", "faulty"), [("sun", "light"), ("moon", "dark")])
def test_what_only_one_scheme_shows_is_examined_in_it_whichever_is_first(name, faulty, schemes, reader, made):
    visits = dict(zip(schemes, reader.read(f"{made}{name}.html", *schemes), strict=True))
    assert {scheme for scheme, seen in visits.items() if "image-alt" in [fault[0] for fault in seen.faults]} == {faulty}


def test_nothing_is_kept_from_one_page_to_the_next(reader, made):
    (once,) = reader.read(f"{made}many.html", "light")
    (again,) = reader.read(f"{made}many.html", "light")
    assert once.requests == again.requests
    assert once.transferred == again.transferred
    assert once.kilobytes > 0
