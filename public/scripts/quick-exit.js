// The way out of the help pages: button, or Shift three times within five seconds. Stores nothing.
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-quick-exit]"));
const endAt = button?.form?.getAttribute("action") ?? "/help/exit";
const withinMs = 5000;
/** @type {number[]} */
let presses = [];
let gone = false;

function leave() {
  const to = button?.dataset.quickExit;
  if (!button || !to) return;
  gone = true;
  document.title = "\u200b";
  document.documentElement.replaceChildren();
  endOnServer();
  location.replace(to);
}

/** Nothing that keeps this from being sent may keep her here. */
function endOnServer() {
  try {
    if (navigator.sendBeacon?.(endAt)) return;
  } catch {}
  fetch(endAt, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
}

button?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  const now = performance.now();
  presses = [...presses.filter((press) => now - press < withinMs), now];
  if (presses.length >= 3) leave();
});

// Back may bring the page out of the browser's memory: never with what stood on it.
addEventListener("pageshow", (event) => {
  if (event.persisted && gone) leave();
  else if (event.persisted) location.reload();
});
