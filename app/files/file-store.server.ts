import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { env } from "#app/env.server";

export interface StoredFile {
  sha256: Buffer;
  bytes: number;
}

let made: { folder: string; disk: Disk } | undefined;

/** The disk under DATA_DIR; files are named after their content, so that none can be changed unnoticed. */
function store(): { folder: string; disk: Disk } {
  const folder = join(env().dataDir, "files");
  if (made?.folder !== folder)
    made = { folder, disk: new Disk(new FSDriver({ location: folder, visibility: "private" })) };
  return made;
}

/**
 * Keeps the bytes and answers with their SHA-256. They are on the disk, not in its cache, when this returns: a row
 * that names them may be committed. The same content is kept once.
 */
export async function keepFile(content: Uint8Array): Promise<StoredFile> {
  const { folder, disk } = store();
  const sha256 = createHash("sha256").update(content).digest();
  const key = keyOf(sha256);
  if (!(await isKeptAgain(join(folder, key)))) {
    // Written beside its place and renamed when whole: a killed process leaves no half file under a true name. The
    // disk's own `move` copies.
    const draft = `incoming/${sha256.toString("hex")}-${process.pid}-${counter++}`;
    const place = join(folder, key);
    try {
      await disk.put(draft, content);
      await flush(join(folder, draft));
      await mkdir(dirname(place), { recursive: true });
      await rename(join(folder, draft), place);
      await flush(dirname(place));
    } catch (failure) {
      await rm(join(folder, draft), { force: true });
      throw failure;
    }
  }
  return { sha256, bytes: content.byteLength };
}

let counter = 0;

/** Whether the content is there already; it is young again then, so that `clear-files` leaves it to the row to come. */
async function isKeptAgain(place: string): Promise<boolean> {
  const now = new Date();
  return utimes(place, now, now).then(
    () => true,
    (failure: NodeJS.ErrnoException) => {
      if (failure.code === "ENOENT") return false;
      throw failure;
    },
  );
}

/** The bytes of a kept file; throws where they are missing or no longer what their name says. */
export async function readFile(sha256: Buffer): Promise<Uint8Array> {
  const content = await store().disk.getBytes(keyOf(sha256));
  if (!createHash("sha256").update(content).digest().equals(sha256)) throw new Error("a kept file has changed");
  return content;
}

/** The bytes of a kept file as a stream, not checked on the way. */
export function streamFile(sha256: Buffer): Promise<Readable> {
  return store().disk.getStream(keyOf(sha256));
}

function keyOf(sha256: Buffer): string {
  const name = sha256.toString("hex");
  return `${name.slice(0, 2)}/${name}`;
}

/** Brings a file or a folder's list of names onto the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
