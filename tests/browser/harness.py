"""What the browser tests share: the built site, a server that sends it as a host would, a browser, and measuring."""

from __future__ import annotations

import gzip
import http.server
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from chromium import FLAGS, INSTALL, executable

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "docs" / "_build" / "html"
JAVA = "no Java on this machine; one command installs it: sudo apt-get install --yes default-jre-headless"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
}
PACKED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}
MOST_REQUESTS = 25
MOST_KILOBYTES = 300
MOST_SHIFT = 0.01
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pages(site: Path = SITE) -> list[str]:
    """Every page, by its path in the site."""
    paths = (path.relative_to(site) for path in sorted(site.rglob("*.html")))
    return [path.as_posix() for path in paths if path.parts[0] != "_static"]


def kind(page: str) -> str:
    """What sort of page a path is."""
    folder, _, name = page.rpartition("/")
    top = page.split("/")[0]
    if not folder:
        return {"index.html": "front page", "search.html": "search"}.get(page, "index and 404")
    if top == "gallery":
        return "gallery list" if name == "index.html" else "gallery figure"
    if top in {"front", "back", "api"}:
        return {"front": "front matter", "back": "back matter", "api": "package"}[top]
    return "chapter" if name == "index.html" else "section"


def headers(site: Path = SITE) -> dict[str, str]:
    """What `_headers`, the file the publisher's host reads, says of every path."""
    rules = (site / "_headers").read_text(encoding="utf-8").split("\n/*\n")[-1]
    return dict(re.findall(r"^  ([\w-]+): (.+)$", rules.split("\n/")[0], re.M))


@cache
def body(path: Path, mtime: int) -> tuple[bytes, str | None]:
    """Bytes to send and their encoding."""
    raw = path.read_bytes()
    return (gzip.compress(raw, 6), "gzip") if path.suffix in PACKED else (raw, None)


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends the files of a site with gzip and with the headers of `_headers`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, or the page for what is not there."""
        path = self.server.site / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else self.server.site / "404.html"
        sent, encoding = body(path, path.stat().st_mtime_ns)
        self.send_response(200 if found else 404)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(sent)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        with suppress(BrokenPipeError, ConnectionResetError):  # the window has moved on
            self.end_headers()
            self.wfile.write(sent)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path = SITE) -> Iterator[str]:
    """Serve a site on localhost; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site, server.headers = site, headers(site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browsing() -> Iterator[object]:
    """A running Chromium."""
    path = executable()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@cache
def axe() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


WATCH = """
window.seen = {shift: 0, paint: 0, painted: '', violations: []};
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.seen.paint = entry.startTime;
    window.seen.painted = entry.element ? entry.element.outerHTML.slice(0, 80) : '';
  }
}).observe({type: 'largest-contentful-paint', buffered: true});
addEventListener('securitypolicyviolation', event =>
  window.seen.violations.push(`${event.violatedDirective}: ${event.blockedURI} at line ${event.lineNumber}`));
"""
PAINTED = """
async () => {
  for (let tries = 0; tries < 50 && !window.seen.paint; tries++) await new Promise(done => setTimeout(done, 100));
  await new Promise(done => setTimeout(done, 300));
}
"""
SCROLL = """
async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  await document.fonts.ready;
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await frame();
  }
  const shown = [...document.images].filter(image => image.checkVisibility());
  await Promise.race([
    Promise.all(shown.map(image => image.complete || new Promise(done => { image.onload = image.onerror = done; }))),
    new Promise(done => setTimeout(done, 5000)),
  ]);
  scrollTo(0, 0);
  await frame();
  return shown.filter(image => !image.naturalWidth).map(image => image.getAttribute('src'));
}
"""
WIDE = """
() => {
  const room = document.documentElement.clientWidth;
  const frames = [document.documentElement, ...document.querySelectorAll('.page, .main, .content')];
  const wide = frames.filter(part => part.scrollWidth > part.clientWidth + 1);
  if (!wide.length) return null;
  const scrolls = part => {
    for (; part && !part.matches('.content'); part = part.parentElement)
      if (getComputedStyle(part).overflowX !== 'visible') return true;
    return false;
  };
  const parts = [...document.querySelectorAll('article *')].filter(part =>
    part.getBoundingClientRect().right > room + 1 && !scrolls(part.parentElement));
  const name = part => part.outerHTML.slice(0, 120);
  return {got: Math.max(...wide.map(part => part.scrollWidth)), room: wide[0].clientWidth,
          parts: parts.slice(-3).map(name)};
}
"""
# Formulas that scroll, also those in folds, which a reader opens.
LONG = """
() => {
  const folds = [...document.querySelectorAll('details:not([open])')];
  for (const fold of folds) fold.open = true;
  const told = [...document.querySelectorAll('.math-scroll')].filter(box => box.scrollWidth > box.clientWidth + 1)
    .map(box => `${box.scrollWidth} px in ${box.clientWidth}: ${box.querySelector('annotation').textContent}`);
  for (const fold of folds) fold.open = false;
  return told;
}
"""
# Colors that are on their way from one scheme to the other are nobody's.
AT_ONCE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
MARK = """
() => {
  document.querySelectorAll('details').forEach(part => { part.open = true; });
  // Of a formula and of code, which hold nothing else that is examined, only words with colors of their own stay apart.
  for (const formula of document.querySelectorAll('math'))
    if (!formula.querySelector('[mathcolor], [mathbackground]')) {
      const text = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'mtext');
      text.textContent = formula.querySelector('mrow')?.textContent || formula.textContent;
      formula.replaceChildren(text);
    }
  // Contrast is a matter of a word's colors, size and weight, and of the grounds beneath it. Of all words alike in
  // these the first three speak for the others: three, since axe has no opinion on signs, on single letters, and on
  // what is scrolled out of sight. (Where something lies over a word, it tells a doubt, not a violation.)
  const clear = color => color === 'transparent' || /, 0\\)$|\\/ 0\\)$/.test(color);
  const looks = new Map();
  const look = part => {
    if (!part) return '';
    if (!looks.has(part)) {
      const style = getComputedStyle(part);
      const ground = clear(style.backgroundColor) ? '' : style.backgroundColor;
      const image = style.backgroundImage === 'none' ? '' : style.backgroundImage;
      const veil = [style.opacity, style.filter, style.mixBlendMode, style.textShadow].join();
      const place = style.position === 'static' ? '' : style.position;
      const own = ground + image + place + (veil === '1,none,normal,none' ? '' : veil);
      const above = look(part.parentElement);
      looks.set(part, own ? above + '|' + own : above);
    }
    return looks.get(part);
  };
  const heard = new Map();
  for (const part of document.querySelectorAll('*')) {
    const texts = [...part.childNodes].filter(node => node.nodeType === 3).map(node => node.data);
    if (!part.matches('input, select, textarea') && !texts.join('').trim()) continue;
    const long = texts.join('').match(/[\\p{L}\\p{N}]/gu)?.length > 1;
    const style = getComputedStyle(part);
    const shown = part.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const word = [long, shown, style.color, style.fontSize, style.fontWeight, part.tagName === 'A', look(part)];
    const times = heard.get(word.join()) ?? 0;
    heard.set(word.join(), times + 1);
    if (times < 3) part.setAttribute('data-speaks', '');
  }
}
"""
AXE = """
async levels => {
  for (const word of document.querySelectorAll('pre span[class]:not([data-speaks])'))
    word.replaceWith(...word.childNodes);
  for (const pre of document.querySelectorAll('pre')) pre.normalize();
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-speaks]'}]});
  // Another color scheme changes nothing but colors, unless it shows what was not shown before (other than an icon).
  const shown = [...document.querySelectorAll('body *')].filter(part =>
    part.checkVisibility() && !part.closest('.theme-toggle'));
  const known = window.examined && shown.every(part => window.examined.has(part));
  window.examined = new Set(shown);
  const found = await axe.run(document, {
    runOnly: known ? {type: 'rule', values: ['color-contrast', 'link-in-text-block']} : {type: 'tag', values: levels},
    rules: known ? {} : {'target-size': {enabled: true}}, resultTypes: ['violations'],
  });
  return found.violations.flatMap(fault => fault.nodes.map(node =>
    [fault.id, node.html.slice(0, 150),
     [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ').slice(0, 250)]));
}
"""


@dataclass
class Seen:
    """What a visit of one page in one setting found."""

    requests: list[str] = field(default_factory=list)
    transferred: dict[str, int] = field(default_factory=dict)
    shift: float = 0.0
    paint: float = 0.0
    painted: str = ""
    console: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    wide: dict | None = None
    long: list[str] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def kilobytes(self) -> float:
        """What was transferred, in kB."""
        return sum(self.transferred.values()) / 1000


class Reader:
    """A window of one width, which opens one page after another, each as if it were the first, light or dark.

    Nothing is kept between pages: neither in the cache of the browser nor in that of the window.
    """

    def __init__(self, browser, *, width: int, slow: bool = False) -> None:
        size = {"width": width, "height": 844 if width < 800 else 800}
        self.context = browser.new_context(viewport=size, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("console", lambda m: self.hear(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.hear(str(error)))
        self.wire = self.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.wire.on("Network.requestWillBeSent", self.ask)
        self.wire.on("Network.loadingFinished", self.come)
        if slow:  # a slow 4G line, and a processor four times slower
            line = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
            self.wire.send("Network.emulateNetworkConditions", line)
            self.wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        self.seen = Seen()
        self.names: dict[str, str] = {}
        self.counting = False

    def hear(self, told: str) -> None:
        """Note what the console says."""
        self.seen.console.append(told)

    def ask(self, event: dict) -> None:
        """Note a request."""
        url = event["request"]["url"]
        if self.counting and not url.startswith("data:"):
            self.names[event["requestId"]] = url
            self.seen.requests.append(url)

    def come(self, event: dict) -> None:
        """Note what came over the line."""
        if event["requestId"] in self.names:
            self.seen.transferred[self.names[event["requestId"]]] = int(event["encodedDataLength"])

    def open(self, url: str) -> Seen:
        """Open a page."""
        self.seen, self.names, self.counting = Seen(), {}, True
        self.page.goto(url, wait_until="load")
        return self.seen

    def show(self, scheme: str) -> None:
        """Take another color scheme, also while a page is open."""
        self.page.emulate_media(color_scheme=scheme)

    def read(self, url: str, *schemes: str) -> list[Seen]:
        """Open a page in the first of some color schemes, and see it in each.

        In each it is scrolled to its end, measured, and examined with axe.  What is asked for in a later scheme is what
        it needs besides the first.
        """
        self.show(schemes[0])
        visits = [self.open(url)]
        for scheme in schemes:
            if scheme != schemes[0]:
                self.show(scheme)
                self.seen = Seen()
                visits.append(self.seen)
            seen = self.seen
            seen.broken = self.page.evaluate(SCROLL)
            seen.wide = self.page.evaluate(WIDE)
            seen.long = self.page.evaluate(LONG)
            told = self.page.evaluate("window.seen")
            seen.shift = told["shift"] - sum(before.shift for before in visits[:-1])
            seen.violations = told["violations"][sum(len(before.violations) for before in visits[:-1]) :]
        self.counting = False  # what a reader opens, comes later
        self.page.evaluate(AT_ONCE)
        for scheme in schemes:  # before code is put together: words that are alike in one scheme differ in another
            self.show(scheme)
            self.page.evaluate(MARK)
        self.page.evaluate(axe())
        for scheme, seen in zip(schemes, visits, strict=True):
            self.show(scheme)
            seen.faults = [tuple(fault) for fault in self.page.evaluate(AXE, LEVELS)]
        return visits

    def wait(self, url: str) -> Seen:
        """Open a page and wait for its largest paint."""
        seen = self.open(url)
        self.page.evaluate(PAINTED)
        told = self.page.evaluate("window.seen")
        seen.paint, seen.painted = told["paint"], told["painted"]
        return seen


def problems(page: str, setting: tuple[int, str], seen: Seen, address: str) -> list[str]:
    """All that is wrong with a page in one setting, with what was measured and what is allowed."""
    where = f"{page} ({setting[0]} px, {setting[1]})"
    found = [f"{where}: {name}: {html}: {told}" for name, html, told in seen.faults]
    found += [f"{where}: console: {told}" for told in seen.console]
    found += [f"{where}: content security policy: {told}" for told in seen.violations]
    found += [f"{where}: image does not load: {src}" for src in seen.broken]
    found += [f"{where}: asks another host: {url}" for url in seen.requests if not url.startswith(address)]
    if seen.wide:
        told = "; ".join(seen.wide["parts"])
        found.append(f"{where}: {seen.wide['got']} px wide, {seen.wide['room']} px allowed: {told}")
    found += [f"{where}: a formula scrolls: {told}" for told in seen.long]
    if seen.shift >= MOST_SHIFT:
        found.append(f"{where}: layout shift {seen.shift:.4f}, under {MOST_SHIFT} allowed")
    if len(seen.requests) > MOST_REQUESTS:
        names = " ".join(url.removeprefix(address).rpartition("/")[2].partition("?")[0] for url in seen.requests)
        found.append(f"{where}: {len(seen.requests)} requests, {MOST_REQUESTS} allowed: {names}")
    if seen.kilobytes > MOST_KILOBYTES:
        heavy = sorted(seen.transferred.items(), key=lambda entry: -entry[1])[:5]
        names = ", ".join(f"{url.rpartition('/')[2]} {size / 1000:.0f} kB" for url, size in heavy)
        found.append(f"{where}: {seen.kilobytes:.0f} kB, {MOST_KILOBYTES} kB allowed; heaviest: {names}")
    return found


if __name__ == "__main__":
    sys.exit("\n".join([INSTALL] * (not executable()) + [JAVA] * (not shutil.which("java"))) or None)
