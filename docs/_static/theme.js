// Script runs: what waits for it is shown at once, before anything is painted, so that nothing shifts later.
document.documentElement.classList.remove("no-js");

// The reader's choice of light or dark, before anything is painted; and what a keyboard asks of the drawers.
document.body.dataset.theme = (() => {
  try {
    return localStorage.getItem("theme") || "auto";
  } catch {
    return "auto"; // no storage: a file, or a browser that refuses it
  }
})();

const close = () => {
  const open = document.querySelector(".sidebar-toggle:checked");
  if (!open) return false;
  open.checked = false;
  return open;
};
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  const drawer = close();
  if (drawer) drawer.focus();
});
document.addEventListener("click", event => {
  if (event.target.closest(".toc-drawer a, .sidebar-drawer a")) close();
});
