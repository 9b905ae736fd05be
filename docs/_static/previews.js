// What a link within the book leads to, beside the link: on hover and on keyboard focus, until Escape, and while the
// pointer rests on it. A tap follows the link. From a file, only targets of the same page are shown.
(() => {
  const WAIT = 250, GRACE = 300; // ms until it opens, and until it closes behind the pointer
  const BLOCKS = "figure, .math-wrapper, .box, aside.footnote, div.citation, dl.py > dt";
  const FOCUSABLE = "[href], [tabindex], [contenteditable]";
  const pages = new Map();
  const links = document.querySelectorAll("article a.internal[href], article a.footnote-reference");
  let card = null, shown = null, asked = null, timer = 0;

  const load = async url => {
    if (url.origin === location.origin && url.pathname === location.pathname) return document;
    if (!pages.has(url.pathname)) {
      pages.set(url.pathname, fetch(url).then(answer => answer.ok ? answer.text() : Promise.reject())
        .then(text => new DOMParser().parseFromString(text, "text/html")));
    }
    return pages.get(url.pathname);
  };

  const parts = (page, anchor) => {
    const named = anchor ? page.getElementById(anchor) : page.querySelector("article section");
    if (!named) return [];
    const block = named.closest(BLOCKS) ?? (named.matches("strong") ? named.closest("p") : null);
    if (block) return block.matches("dt") ? [block, block.nextElementSibling?.querySelector("p")] : [block];
    const section = named.closest("section");
    if (!section) return [];
    return [section.querySelector("h1, h2, h3, h4, h5"), section.querySelector(":scope > :is(.opening, p)")];
  };

  const copy = (part, base) => {
    const made = document.importNode(part, true);
    made.querySelectorAll(".headerlink, .copybtn, details, .figure-sources, .to-solution, .backrefs, annotation")
      .forEach(left => left.remove());
    for (const inner of [made, ...made.querySelectorAll("*")]) {
      inner.removeAttribute("id");
      if (inner.matches("img")) {
        inner.loading = "eager";
        inner.src = new URL(inner.getAttribute("src"), base).href;
      }
      if (inner.matches(FOCUSABLE)) ["href", "tabindex", "contenteditable"].forEach(name => inner.removeAttribute(name));
    }
    return made;
  };

  const place = link => {
    const box = link.getBoundingClientRect(), margin = 8;
    const room = document.documentElement.clientWidth;
    const left = Math.max(margin, Math.min(box.left, room - card.offsetWidth - margin));
    const below = box.bottom + card.offsetHeight + margin < innerHeight || box.top < card.offsetHeight + margin;
    const top = below ? box.bottom + 4 : box.top - card.offsetHeight - 4;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    asked = null;
    shown?.removeAttribute("aria-describedby");
    card?.remove();
    card = shown = null;
  };

  const show = async link => {
    if (shown === link) return;
    hide();
    asked = link;
    const url = new URL(link.href);
    let found;
    try {
      found = parts(await load(url), decodeURIComponent(url.hash.slice(1))).filter(Boolean);
    } catch {
      return; // not served, or not there: the link still leads to it
    }
    if (asked !== link || !found.length) return;
    card = document.createElement("div");
    card.className = "preview";
    card.id = "preview";
    card.setAttribute("role", "tooltip");
    card.append(...found.map(part => copy(part, url)));
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(hide, GRACE));
    document.body.append(card);
    place(link);
    card.querySelectorAll("img").forEach(image => image.addEventListener("load", () => card && place(link)));
    link.setAttribute("aria-describedby", "preview");
    shown = link;
  };

  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  for (const link of links) {
    if (link.matches(".download, .headerlink")) continue;
    link.addEventListener("pointerenter", event => {
      if (event.pointerType === "touch") return;
      if (shown === link) clearTimeout(timer);
      else later(() => show(link), WAIT);
    });
    link.addEventListener("pointerleave", event => {
      if (event.pointerType !== "touch" && document.activeElement !== link) later(hide, GRACE);
    });
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("click", hide);
  }
  document.addEventListener("keydown", event => event.key === "Escape" && hide());
})();
