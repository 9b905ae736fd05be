// Live figures: what draws one is loaded when it comes near the window, or when the address names a state of it.
// By script elements, not by import(): browsers refuse modules to a page that was opened from a file.
(() => {
  const figures = [...document.querySelectorAll(".live[data-live]")];
  const load = src => new Promise((done, fail) => {
    const script = document.createElement("script");
    Object.assign(script, {src, onload: done, onerror: fail});
    document.head.append(script);
  });
  let drawer = null;
  const start = async (figure, state = "") => {
    near.unobserve(figure);
    if ("started" in figure.dataset) return;
    figure.dataset.started = "";
    try {
      drawer ??= load(figure.dataset.drawer);
      await Promise.all([drawer, load(figure.dataset.live)]);
      optbookLive.start(figure, state);
    } catch {
      figure.classList.add("live-lost");
    }
  };
  const near = new IntersectionObserver(
    entries => entries.filter(entry => entry.isIntersecting).forEach(entry => start(entry.target)),
    {rootMargin: "500px"},
  );
  const state = location.hash.slice(1);
  if (state.includes("=")) {
    const named = new URLSearchParams(state).get("live");
    const figure = figures.find(one => one.id === named) ?? figures[0];
    start(figure, state).then(() => figure.scrollIntoView({block: "nearest"}));
  }
  figures.forEach(figure => near.observe(figure));
})();
