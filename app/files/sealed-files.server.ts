import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "#app/env.server";
import { openFile, sealFile } from "./file-cipher.server";
import { flush } from "./file-store.server";
import { FileRefusal } from "./file-types";

export interface SealedFile {
  id: string;
  /** The file's own key: the caller seals it under the subject's and keeps it in a row. */
  key: Buffer;
  /** Of the sealed bytes. */
  sha256: Buffer;
  /** Of the plain content. */
  bytes: number;
}

/**
 * Seals a stream into the file store under a fresh key; what lies on the disk is ciphertext from the first byte on. It
 * is whole and on the disk when this returns; where the content ends in an error nothing is left, except after a kill
 * (`clear-files` takes it away).
 */
export async function keepSealedFile(subject: string, content: AsyncIterable<Uint8Array>): Promise<SealedFile> {
  const id = randomUUID();
  const key = randomBytes(32);
  const hash = createHash("sha256");
  const counter = { bytes: 0 };
  const draft = join(incoming(), id);
  await mkdir(dirname(draft), { recursive: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    for await (const segment of sealFile(key, { file: id, subject }, counted(content, counter))) {
      hash.update(segment);
      await handle.writeFile(segment);
    }
    if (counter.bytes === 0) throw new FileRefusal("empty");
    await handle.sync();
    await handle.close();
    const place = placeOf(id);
    await mkdir(dirname(place), { recursive: true });
    // Written beside its place and renamed when whole: a killed process leaves no half file under a true name.
    await rename(draft, place);
    await flush(dirname(place));
  } catch (failure) {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
    throw failure;
  }
  return { id, key, sha256: hash.digest(), bytes: counter.bytes };
}

/** The plain content of a kept file, segment by segment; throws in the middle where a segment is not what was kept. */
export async function* readSealedFile(file: { id: string; key: Buffer }, subject: string): AsyncGenerator<Buffer> {
  // Opened by whoever reads: a missing file's error would otherwise reach a stream that nobody listens to.
  yield* openFile(file.key, { file: file.id, subject }, createReadStream(placeOf(file.id)));
}

/** True where the sealed bytes are there and still have their SHA-256. */
export async function isSealedFileWhole(id: string, sha256: Buffer): Promise<boolean> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(placeOf(id))) hash.update(chunk);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw failure;
  }
  return hash.digest().equals(sha256);
}

/** Takes the sealed bytes off the disk; one that is gone already is no error. */
export async function removeSealedFile(id: string): Promise<void> {
  await rm(placeOf(id), { force: true });
}

async function* counted(content: AsyncIterable<Uint8Array>, counter: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    counter.bytes += chunk.length;
    yield chunk;
  }
}

function folder(): string {
  return join(env().dataDir, "files", "sealed");
}

/** Shared with the other files of the store; backups leave it out. */
function incoming(): string {
  return join(env().dataDir, "files", "incoming");
}

function placeOf(id: string): string {
  return join(folder(), id.slice(0, 2), id);
}
