// The door: scans are judged on the device, wait there, and are sent when there is a network. Offline is the normal case.
import { watchCamera } from "./door-camera.js";
import { bytesOfBadge, openRecord, sealForServer } from "./door-sealing.js";
import * as store from "./door-store.js";

/**
 * @typedef {"online" | "offline" | "signedOut" | "waiting" | "synced" | "neverSynced" | "in" | "out" | "since" | "unknownHere" | "unknownHereText" | "notBadge" | "walkedIn" | "seen" | "noCamera" | "noNames" | "nobody"} Word
 * @typedef {{ outcomes: Record<string, string>, flags: Record<string, string> } & Record<Word, string>} Words
 */

let doorMark = "";

const root = /** @type {HTMLElement | null} */ (document.getElementById("door"));
if (root) start(root);

/** @param {HTMLElement} door */
async function start(door) {
  const eventId = door.dataset.event ?? "";
  const here = door.dataset.here ?? "";
  const words = /** @type {Words} */ (JSON.parse(door.dataset.words ?? "{}"));
  const sitting = /** @type {HTMLSelectElement} */ (byId("door-sitting"));
  const letters = /** @type {HTMLInputElement} */ (byId("door-letters"));
  let list = await store.keptList(eventId);
  /** Our clock less the device's. @type {number | null} */
  let offset = (await store.setting("offset")) ?? null;
  let base = Date.now() - performance.now();
  /** @type {number | null} */
  let syncedAt = (await store.setting(`synced ${eventId}`)) ?? null;
  /** @type {"online" | "offline" | "signedOut"} */
  let reach = navigator.onLine ? "online" : "offline";
  let sending = false;
  let sound = true;
  /** @type {AudioContext | undefined} */
  let audio;
  const doorId = (await store.setting("door")) ?? crypto.randomUUID();
  await store.keepSetting("door", doorId);
  doorMark = String(doorId).slice(-4);

  installable();
  chooseSitting();
  await showStatus();
  await showProblems();
  listen();
  await sync();
  setInterval(sync, 30_000);

  function listen() {
    byId("door-code").addEventListener("submit", (event) => {
      event.preventDefault();
      scan(letters.value);
      letters.value = "";
      letters.focus();
    });
    document.addEventListener("keydown", wedge);
    byId("door-walk-in").addEventListener("submit", walkIn);
    byId("door-camera").addEventListener("click", camera);
    byId("door-sound").addEventListener("click", () => {
      sound = !sound;
      byId("door-sound").setAttribute("aria-pressed", String(sound));
    });
    document.getElementById("door-names")?.addEventListener("submit", findNames);
    addEventListener("online", sync);
    addEventListener("offline", () => {
      reach = "offline";
      showStatus();
    });
  }

  /** A hand scanner types a badge and ends it with Enter, wherever the focus is. @param {KeyboardEvent} event */
  function wedge(event) {
    const into = event.target;
    if (into instanceof HTMLInputElement || into instanceof HTMLSelectElement || event.ctrlKey || event.metaKey) return;
    if (event.key.length === 1 && event.key !== " ") letters.focus();
  }

  /** @param {string} text */
  async function scan(text) {
    const badge = bytesOfBadge(text);
    if (!badge) return say("danger", words.notBadge, "");
    if (!list) return say("danger", words.neverSynced, "");
    const at = Date.now();
    const kind = chosenKind();
    const record = await openRecord(badge, eventId, list.records).catch(() => null);
    const before = await seenBefore(badge, kind, at);
    await keep({ badge: text.replace(/\s+/g, "").toUpperCase() }, kind, at);
    if (!record) say("warn", words.unknownHere, words.unknownHereText);
    else if (record.state === "replaced") say("danger", words.outcomes.replaced_badge ?? "", "");
    else if (record.state !== "admitted")
      say("danger", record.name ?? "", words.outcomes[refusalOf(record.state)] ?? "");
    else if (before)
      say("warn", record.name ?? "", `${words.outcomes[`already_${kind}`]} ${words.since.replace("%", clock(before))}`);
    else say("calm", record.name ?? "", [words[kind], record.institution].filter(Boolean).join(" · "));
    sync();
  }

  /** Since when the person has been in or out already, as far as this device saw. @param {Uint8Array<ArrayBuffer>} badge @param {string} kind @param {number} at */
  async function seenBefore(badge, kind, at) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", badge));
    const key = `${sitting.value} ${Array.from(digest.subarray(0, 12)).join(".")}`;
    const seen = await store.lastSeen(key);
    if (seen?.kind === kind) return seen.at;
    await store.keepSeen(key, { kind, at });
    return null;
  }

  /** @param {SubmitEvent} event */
  async function walkIn(event) {
    event.preventDefault();
    if (!list) return say("danger", words.neverSynced, "");
    const form = /** @type {HTMLFormElement} */ (event.target);
    const person = Object.fromEntries(new FormData(form));
    await keep(person, "in", Date.now());
    say("calm", `${person.givenName} ${person.familyName}`, words.walkedIn);
    form.reset();
    form.closest("details")?.removeAttribute("open");
    sync();
  }

  /** @param {object} what @param {"in" | "out"} kind @param {number} at */
  async function keep(what, kind, at) {
    // A clock that jumps while the page is open takes the offset along.
    const now = Date.now() - performance.now();
    if (offset !== null && Math.abs(now - base) > 60_000) offset -= now - base;
    base = now;
    if (!list) throw new Error("no list yet");
    const sealed = await sealForServer(list.key, eventId, what);
    await store.keepScan({ id: crypto.randomUUID(), eventId, sittingId: sitting.value, kind, at, offset, sealed });
    await showStatus();
  }

  async function sync() {
    if (sending) return;
    sending = true;
    try {
      let waiting = await store.waitingScans(eventId);
      while (waiting.length > 0) {
        await send(waiting.slice(0, 50));
        waiting = await store.waitingScans(eventId);
      }
      const answer = await ask(`${here}/list`);
      list = { key: answer.key, records: answer.records };
      await store.keepList(eventId, list);
      syncedAt = Date.now();
      await store.keepSetting(`synced ${eventId}`, syncedAt);
      reach = "online";
    } catch (failure) {
      reach = failure instanceof SignedOut ? "signedOut" : "offline";
    }
    sending = false;
    await showStatus();
  }

  /** @param {import("./door-store.js").Waiting[]} scans */
  async function send(scans) {
    const body = JSON.stringify({
      doorId,
      label: deviceName(),
      deviceTime: Date.now(),
      scans: scans.map(({ eventId: _, ...scan }) => scan),
    });
    const headers = { "Content-Type": "application/json" };
    const { answers } = await ask(`${here}/scans`, { method: "POST", headers, body });
    const kept = ["recorded", "already_in", "already_out"];
    const at = new Map(scans.map((scan) => [scan.id, scan.at]));
    /** @type {import("./door-store.js").Problem[]} */
    const refused = answers
      .filter((/** @type {any} */ one) => !kept.includes(one.outcome) || one.flag)
      .map((/** @type {any} */ one) => ({
        id: one.id,
        eventId,
        at: at.get(one.id) ?? Date.now(),
        outcome: (kept.includes(one.outcome) ? words.flags[one.flag] : words.outcomes[one.outcome]) ?? one.outcome,
      }));
    await store.settle(
      answers.map((/** @type {any} */ one) => one.id),
      refused,
    );
    await showProblems();
    await showStatus();
  }

  /** @param {string} address @param {RequestInit} [options] */
  async function ask(address, options) {
    const asked = Date.now();
    const answer = await fetch(address, { ...options, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    offset = said.now - Math.round((asked + Date.now()) / 2);
    base = Date.now() - performance.now();
    await store.keepSetting("offset", offset);
    return said;
  }

  async function showStatus() {
    const { length } = await store.waitingScans(eventId);
    const parts = [words[reach], length > 0 && words.waiting.replace("%", String(length)), synced()];
    const line = byId("door-status");
    line.dataset.reach = reach;
    line.textContent = parts.filter(Boolean).join(" · ");
  }

  function synced() {
    return syncedAt === null ? words.neverSynced : words.synced.replace("%", clock(syncedAt));
  }

  async function showProblems() {
    const found = await store.problems(eventId);
    byId("door-problems").hidden = found.length === 0;
    byId("door-problem-list").replaceChildren(
      ...found.map(({ id, at, outcome }) => {
        const line = item(`${clock(at)} · ${outcome}`, "warn");
        const seen = document.createElement("button");
        seen.className = "button button-quiet button-small";
        seen.textContent = words.seen;
        seen.addEventListener("click", async () => {
          await store.forgetProblem(id);
          showProblems();
        });
        line.append(seen);
        return line;
      }),
    );
  }

  /** @param {string} tone @param {string} who @param {string} what */
  function say(tone, who, what) {
    byId("door-result").dataset.tone = tone;
    byId("door-who").textContent = who;
    byId("door-what").textContent = what;
    const log = byId("door-log");
    log.prepend(item([clock(Date.now()), who, what].filter(Boolean).join(" · "), tone));
    while (log.children.length > 30) log.lastChild?.remove();
    beep(tone);
  }

  /** One high tone for in order, two low ones for not. @param {string} tone */
  function beep(tone) {
    navigator.vibrate?.(tone === "calm" ? 60 : [120, 80, 120]);
    if (!sound) return;
    audio ??= new AudioContext();
    const tones = tone === "calm" ? [880] : tone === "warn" ? [660, 660] : [220, 220];
    for (const [place, pitch] of tones.entries()) {
      const oscillator = audio.createOscillator();
      oscillator.frequency.value = pitch;
      oscillator.connect(audio.destination);
      oscillator.start(audio.currentTime + place * 0.18);
      oscillator.stop(audio.currentTime + place * 0.18 + 0.12);
    }
  }

  async function camera() {
    const button = byId("door-camera");
    const video = /** @type {HTMLVideoElement & { stop?: () => void }} */ (byId("door-video"));
    if (video.stop) {
      video.stop();
      video.stop = undefined;
    } else {
      let last = "";
      let lastAt = 0;
      try {
        video.stop = await watchCamera(video, (text) => {
          // A badge held before the camera is one scan, not ten.
          if (text === last && Date.now() - lastAt < 4000) return;
          last = text;
          lastAt = Date.now();
          scan(text);
        });
      } catch {
        say("danger", words.noCamera, "");
      }
    }
    video.hidden = !video.stop;
    button.setAttribute("aria-pressed", String(!video.hidden));
  }

  /** @param {SubmitEvent} event */
  async function findNames(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (byId("door-name"));
    const place = byId("door-found");
    try {
      const answer = await fetch(`${here}/people?q=${encodeURIComponent(field.value)}`, { redirect: "manual" });
      const { people } = await answer.json();
      if (people.length === 0) place.replaceChildren(item(words.nobody, "plain"));
      else
        place.replaceChildren(
          ...people.map((/** @type {any} */ person) => {
            const line = document.createElement("li");
            const button = document.createElement("button");
            button.type = "button";
            button.className = "button button-quiet";
            button.textContent = [person.name, person.institution].filter(Boolean).join(" · ");
            button.addEventListener("click", () => {
              scan(person.badge);
              place.replaceChildren();
              field.value = "";
            });
            line.append(button);
            return line;
          }),
        );
    } catch {
      place.replaceChildren(item(words.noNames, "warn"));
    }
  }

  /** The session that is being held, else the next one. */
  function chooseSitting() {
    const now = Date.now() + (offset ?? 0);
    const coming = [...sitting.options].find((option) => Number(option.dataset.ends) + 1_800_000 > now);
    if (coming) sitting.value = coming.value;
  }

  async function installable() {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.crossOrigin = "use-credentials";
    link.href = `${here}/manifest`;
    document.head.append(link);
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register("/scripts/door-worker.js", { scope: here });
    // The worker sees nothing of the visit that brings it: what has been loaded already is kept from here.
    const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
    const own = loaded.filter((path) => /^\/(assets|scripts)\//.test(path));
    const all = [location.pathname, "/scripts/qr/decode.js", "/scripts/qr/index.js", ...own];
    await (await caches.open("door-1")).addAll([...new Set(all)]);
  }
}

class SignedOut extends Error {}

/** @param {string} state */
const refusalOf = (state) =>
  state === "waiting" ? "waiting" : state === "cancelled" || state === "declined" ? "cancelled" : "not_admitted";

function chosenKind() {
  const chosen = document.querySelector("input[name=kind]:checked");
  return chosen instanceof HTMLInputElement && chosen.value === "out" ? "out" : "in";
}

/** What the device is called in the history of a scan: "Android · 3f2a". */
function deviceName() {
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(navigator.userAgent)?.[0] ?? "";
  return `${system} · ${doorMark}`.slice(0, 40);
}

/** @param {string} text @param {string} tone */
function item(text, tone) {
  const line = document.createElement("li");
  line.dataset.tone = tone;
  line.textContent = text;
  return line;
}

/** @param {number} at */
function clock(at) {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}
