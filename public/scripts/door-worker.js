// Keeps the door's page, styles and scripts on the device: with a network the fresh ones, without it those of the last time.
// What is there at the first visit, lists and scans the page keeps itself.

const kept = "door-1";
// The types of pages and of workers exclude one another.
const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const page = request.mode === "navigate" && /^\/teach\/events\/[^/]+\/door$/.test(pathname);
  if (page || /^\/(assets|scripts)\/|^\/favicon/.test(pathname)) event.respondWith(freshOrKept(request));
});

/** @param {Request} request */
async function freshOrKept(request) {
  const network = fetchAndKeep(request);
  const patience = new Promise((resolve) => setTimeout(resolve, 4000));
  const fresh = await Promise.race([network.catch(() => undefined), patience]);
  return (
    fresh ?? (await caches.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true })) ?? network
  );
}

/** @param {Request} request */
async function fetchAndKeep(request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await (await caches.open(kept)).put(request, answer.clone());
  return answer;
}
