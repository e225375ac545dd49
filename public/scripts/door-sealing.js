// What a door reads and writes sealed: a record of its list opens with the person's own badge only, and what the door keeps
// until there is a network opens at the server only. The other half is app/training/presence/door-sealing.server.ts.

const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWX";
const none = new Uint8Array();

/** The bytes of a badge as a camera, a hand scanner or fingers gave it; null where it is none. @param {string} given */
export function bytesOfBadge(given) {
  const badge = given.replace(/\s+/g, "").toUpperCase();
  if (!/^[0-9A-HJ-NP-X]{40}$/.test(badge)) return null;
  const bits = [...badge].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/**
 * The record of whoever holds the badge; null where the list has none for it.
 * @param {Uint8Array<ArrayBuffer>} badge @param {string} eventId @param {Record<string, string>} records
 * @returns {Promise<{ state: string, name?: string, institution?: string | null } | null>}
 */
export async function openRecord(badge, eventId, records) {
  const derived = await derive(badge, none, `perkrah door list|${eventId}`, 44);
  const sealed = records[inBase64(derived.subarray(0, 12))];
  if (!sealed) return null;
  const bytes = fromBase64(sealed);
  const key = await crypto.subtle.importKey("raw", derived.subarray(12), "AES-GCM", false, ["decrypt"]);
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
  return JSON.parse(new TextDecoder().decode(opened));
}

/** Seals what only the server shall read. @param {string} serverKey @param {string} eventId @param {unknown} what */
export async function sealForServer(serverKey, eventId, what) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const server = await crypto.subtle.importKey("raw", fromBase64(serverKey), curve, false, []);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256);
  const raw = await derive(new Uint8Array(secret), point, `perkrah door|${eventId}`, 32);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = new TextEncoder().encode(JSON.stringify(what));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, body));
  const whole = new Uint8Array(point.length + iv.length + sealed.length);
  whole.set(point);
  whole.set(iv, point.length);
  whole.set(sealed, point.length + iv.length);
  return inBase64(whole);
}

/**
 * HKDF-SHA-256.
 * @param {Uint8Array<ArrayBuffer>} secret @param {Uint8Array<ArrayBuffer>} salt @param {string} purpose @param {number} length
 */
async function derive(secret, salt, purpose, length) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}

/** @param {Uint8Array} bytes */
function inBase64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
function fromBase64(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
