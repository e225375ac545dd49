// Saves every tap on a roster at once, keeps what could not be sent, undoes, searches and counts.
// The page works without it: a form with radio buttons and one button.

/** @typedef {{ id: string, before: string, after: string }} Change */

const root = /** @type {HTMLElement | null} */ (document.getElementById("roster"));
if (root) start(root);

/** @param {HTMLElement} roster */
function start(roster) {
  document.documentElement.classList.add("with-script");
  const form = /** @type {HTMLFormElement} */ (document.getElementById("roster-form"));
  const state = /** @type {HTMLElement} */ (document.getElementById("roster-state"));
  const undoButton = /** @type {HTMLButtonElement} */ (document.getElementById("roster-undo"));
  const search = /** @type {HTMLInputElement} */ (document.getElementById("roster-search"));
  const allPresent = /** @type {HTMLFormElement} */ (document.getElementById("all-present"));
  const text = roster.dataset;
  const keptName = `roster ${text.marks}`;
  const rows = [...form.querySelectorAll("li")].map((item) => ({
    item,
    id: (item.querySelector("input")?.name ?? "").slice(2),
    name: fold(item.querySelector("legend")?.textContent ?? ""),
    radios: [...item.querySelectorAll("input")],
  }));
  const rowById = new Map(rows.map((row) => [row.id, row]));
  /** What stands on the list now, by person. @type {Map<string, string>} */
  const marks = new Map(rows.map((row) => [row.id, checked(row.radios)]));
  /** What has not been saved yet. @type {Map<string, string>} */
  const waiting = new Map();
  /** @type {Change[][]} */
  const done = [];
  let sending = false;
  let wait = 1000;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type === "radio") change([[input.name.slice(2), input.value]]);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  allPresent.addEventListener("submit", (event) => {
    event.preventDefault();
    change(rows.filter((row) => marks.get(row.id) === "not_recorded").map((row) => [row.id, "present"]));
  });
  undoButton.addEventListener("click", undo);
  search.addEventListener("input", filter);
  form.addEventListener("keydown", move);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && event.target !== search) {
      event.preventDefault();
      undo();
    }
  });
  addEventListener("online", () => send());
  addEventListener("beforeunload", (event) => {
    if (waiting.size > 0) event.preventDefault();
  });
  takeUp();

  /** @param {[string, string][]} changes */
  function change(changes) {
    const real = changes.filter(([id, mark]) => marks.has(id) && marks.get(id) !== mark);
    if (real.length === 0) return;
    done.push(real.map(([id, after]) => ({ id, before: marks.get(id) ?? "not_recorded", after })));
    put(real);
  }

  function undo() {
    const last = done.pop();
    if (last) put(last.map(({ id, before }) => [id, before]));
  }

  /** Shows marks and sends them. @param {[string, string][]} changes */
  function put(changes) {
    for (const [id, mark] of changes) {
      marks.set(id, mark);
      waiting.set(id, mark);
      for (const radio of rowById.get(id)?.radios ?? []) radio.checked = radio.value === mark;
    }
    undoButton.disabled = done.length === 0;
    count();
    keep();
    send();
  }

  async function send() {
    clearTimeout(again);
    if (sending || waiting.size === 0) return;
    sending = true;
    const batch = new Map(waiting);
    if (wait === 1000) say("saving", text.saving ?? "");
    const outcome = await post(batch);
    sending = false;
    if (outcome === "saved") {
      wait = 1000;
      for (const [id, mark] of batch) if (waiting.get(id) === mark) waiting.delete(id);
      keep();
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
      if (waiting.size === 0) say("saved", (text.savedAt ?? "").replace("%", time));
      send();
      return;
    }
    if (outcome === "refused") return say("unsaved", text.refused ?? "");
    if (outcome === "signed-out") return say("unsaved", text.signedOut ?? "");
    say("unsaved", (text.unsaved ?? "").replace("%", String(waiting.size)));
    again = setTimeout(send, wait);
    wait = Math.min(wait * 2, 15000);
  }

  /** @param {Map<string, string>} batch */
  async function post(batch) {
    const body = new URLSearchParams([...batch].map(([id, mark]) => [`m.${id}`, mark]));
    try {
      const answer = await fetch(text.marks ?? "", { method: "POST", body, redirect: "manual" });
      if (answer.ok) return "saved";
      if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
      return answer.status >= 500 || answer.status === 429 ? "later" : "refused";
    } catch {
      return "later";
    }
  }

  /** @param {string} kind @param {string} words */
  function say(kind, words) {
    state.dataset.state = kind;
    state.textContent = words;
  }

  function count() {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const mark of marks.values()) counts[mark] = (counts[mark] ?? 0) + 1;
    for (const mark of ["present", "late", "absent", "excused"]) {
      const place = document.getElementById(`count-${mark}`);
      if (place) place.textContent = String(counts[mark] ?? 0);
    }
    const recorded = rows.length - (counts.not_recorded ?? 0);
    const bar = roster.querySelector("progress");
    if (bar) bar.value = recorded;
    const words = document.getElementById("roster-recorded");
    if (words) words.textContent = (text.progress ?? "").replace("%", String(recorded));
  }

  function filter() {
    const wanted = fold(search.value).split(" ");
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.every((word) => row.name.includes(word));
      row.item.hidden = !fits;
      if (fits) shown++;
    }
    const none = document.getElementById("roster-none");
    if (none) none.hidden = shown > 0;
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rowById.get(input.name.slice(2));
    if (!row) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(row, event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    const radio = row.radios.find(
      (one) => one.nextElementSibling?.textContent?.toLowerCase() === event.key.toLowerCase(),
    );
    if (!radio) return;
    event.preventDefault();
    change([[row.id, radio.value]]);
    step(row, 1);
  }

  /** @param {(typeof rows)[number]} from @param {1 | -1} direction */
  function step(from, direction) {
    const shown = rows.filter((row) => !row.item.hidden);
    const to = shown[shown.indexOf(from) + direction];
    (to?.radios.find((radio) => radio.checked) ?? to?.radios[0])?.focus();
  }

  /** What waits survives a reload; ids and marks only, no names. */
  function keep() {
    try {
      if (waiting.size > 0) sessionStorage.setItem(keptName, JSON.stringify([...waiting]));
      else sessionStorage.removeItem(keptName);
    } catch {
      // A browser that keeps nothing still sends.
    }
  }

  function takeUp() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(keptName) ?? "[]");
      if (Array.isArray(kept) && kept.length > 0) put(kept.filter(([id]) => marks.has(id)));
    } catch {
      // What cannot be read was not kept by us.
    }
  }
}

/** @param {HTMLInputElement[]} radios */
function checked(radios) {
  return radios.find((radio) => radio.checked)?.value ?? "not_recorded";
}

/** @param {string} words */
function fold(words) {
  return words
    .normalize("NFD")
    .replace(/\p{Mark}+/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}
