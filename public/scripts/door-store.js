// What a door keeps on the device: the sealed list, scans that wait (sealed for the server), and what the server refused.
// No name is ever written here.
import { openDB } from "/scripts/idb/index.js";

/**
 * @typedef {{ key: string, records: Record<string, string> }} List
 * @typedef {{ id: string, eventId: string, sittingId: string, kind: "in" | "out", at: number, offset: number | null, sealed: string }} Waiting
 * @typedef {{ id: string, eventId: string, at: number, outcome: string }} Problem
 */

const database = openDB("perkrah-door", 1, {
  upgrade(db) {
    db.createObjectStore("lists");
    db.createObjectStore("settings");
    db.createObjectStore("seen");
    db.createObjectStore("waiting", { keyPath: "id" }).createIndex("event", "eventId");
    db.createObjectStore("problems", { keyPath: "id" }).createIndex("event", "eventId");
  },
});

/** @param {string} eventId @returns {Promise<List | undefined>} */
export const keptList = async (eventId) => (await database).get("lists", eventId);
/** @param {string} eventId @param {List} list */
export const keepList = async (eventId, list) => (await database).put("lists", list, eventId);

/** @param {string} name @returns {Promise<any>} */
export const setting = async (name) => (await database).get("settings", name);
/** @param {string} name @param {unknown} value */
export const keepSetting = async (name, value) => (await database).put("settings", value, name);

/** @param {string} eventId @returns {Promise<Waiting[]>} */
export const waitingScans = async (eventId) => (await database).getAllFromIndex("waiting", "event", eventId);
/** @param {Waiting} scan */
export const keepScan = async (scan) => (await database).put("waiting", scan);

/** When somebody was last seen in a session, by a value that names nobody. @param {string} key @returns {Promise<{ kind: string, at: number } | undefined>} */
export const lastSeen = async (key) => (await database).get("seen", key);
/** @param {string} key @param {{ kind: string, at: number }} seen */
export const keepSeen = async (key, seen) => (await database).put("seen", seen, key);

/** @param {string} eventId @returns {Promise<Problem[]>} */
export const problems = async (eventId) => (await database).getAllFromIndex("problems", "event", eventId);
/** @param {string} id */
export const forgetProblem = async (id) => (await database).delete("problems", id);

/** Scans that were answered wait no longer, those refused become problems: both or neither. @param {string[]} answered @param {Problem[]} refused */
export async function settle(answered, refused) {
  const work = (await database).transaction(["waiting", "problems"], "readwrite");
  for (const id of answered) work.objectStore("waiting").delete(id);
  for (const problem of refused) work.objectStore("problems").put(problem);
  await work.done;
}
