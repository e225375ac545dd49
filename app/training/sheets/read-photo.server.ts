import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileTypeFromBuffer } from "file-type";
import { type PhotoReading, type PhotoRefusal, partsOf } from "./photo-parts";
import type { RowReading } from "./read-rows";

export type SheetPhoto =
  | { ok: true; code: string; page: number; rows: RowReading[]; photo: Buffer; straight: Buffer }
  | { ok: false; reason: PhotoRefusal | "heic" | "pdf" | "timed_out" | "busy" };

const AT_ONCE = 2;
/** Photos that wait for their turn; more would only wait in memory. */
const WAITING = 8;
const PATIENCE_MS = 120_000;
const script = resolve("app/training/sheets/read-photo.ts");

let running = 0;
const waiting: (() => void)[] = [];

/** What a photo of a signature sheet shows, read by a process that has no key, no database and two minutes. */
export async function readPhoto(content: Buffer): Promise<SheetPhoto> {
  const refusal = await refusalOfType(content);
  if (refusal) return { ok: false, reason: refusal };
  if (waiting.length >= WAITING) return { ok: false, reason: "busy" };
  if (running >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  running++;
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const cut = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  try {
    const ended = once(child, "exit") as Promise<[number | null, string | null]>;
    // A process that dies before it has read everything closes the pipe; its end says why.
    child.stdin.on("error", () => {});
    child.stdin.end(content);
    const [answer, [code, signal]] = await Promise.all([buffer(child.stdout), ended]);
    if (signal === "SIGKILL") return { ok: false, reason: "timed_out" };
    if (code !== 0) return { ok: false, reason: "not_an_image" };
    return sheetPhoto(partsOf(answer));
  } finally {
    clearTimeout(cut);
    child.kill("SIGKILL");
    running--;
    waiting.shift()?.();
  }
}

function sheetPhoto([json, photo, straight]: Buffer[]): SheetPhoto {
  const reading = JSON.parse(String(json)) as PhotoReading;
  if (!reading.ok) return reading;
  if (!photo || !straight) throw new Error("the pictures are missing");
  return { ...reading, photo, straight };
}

async function refusalOfType(content: Buffer): Promise<"heic" | "pdf" | "not_an_image" | null> {
  const { ext = "", mime = "" } = (await fileTypeFromBuffer(content).catch(() => undefined)) ?? {};
  if (["jpg", "png", "webp"].includes(ext)) return null;
  if (/^image\/hei[cf]/.test(mime)) return "heic";
  return ext === "pdf" ? "pdf" : "not_an_image";
}
