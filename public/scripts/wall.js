// Fetches the next code when it is time, and shows how long the present one lasts. The page works without it: it reloads.

const STEP = 20_000;
let wall = /** @type {HTMLElement | null} */ (document.getElementById("wall"));
let until = performance.now() + Number(wall?.dataset.left ?? STEP);

if (wall) {
  setInterval(tick, 250);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) next();
  });
}

let asking = false;

function tick() {
  const left = until - performance.now();
  const bar = wall?.querySelector("progress");
  if (bar) bar.value = Math.max(0, left / 1000);
  if (left <= 0) next();
}

async function next() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(location.pathname, { redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("wall");
    if (!fresh) throw new Error("no wall");
    wall?.replaceWith(fresh);
    wall = fresh;
    until = performance.now() + Number(fresh.dataset.left);
  } catch {
    const lost = document.getElementById("wall-lost");
    if (lost) lost.textContent = wall?.dataset.lost ?? "";
    until = performance.now() + 3000;
  }
  asking = false;
}
