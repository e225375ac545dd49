import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { encryptTo } from "./backup-archive.server";

export interface CopiedFiles {
  /** In the store now. */
  kept: number;
  /** New since the last backup. */
  copied: number;
}

/**
 * Copies every kept file that the backup has not got yet, each encrypted for itself: a kept file never changes, so what
 * is there stays. Its time says when it was last in the store.
 */
export async function backupFiles(
  store: string,
  folder: string,
  recipients: readonly string[],
  now: Date,
): Promise<CopiedFiles> {
  const count = { kept: 0, copied: 0 };
  for await (const name of filesIn(store)) {
    // Written beside its place and moved when whole: half a file is not kept yet.
    if (name.startsWith("incoming/")) continue;
    const copy = join(folder, `${name}.age`);
    if (!existsSync(copy) && !(await copyFile(join(store, name), copy, recipients))) continue;
    else count.kept++;
    await utimes(copy, now, now);
  }
  return count;

  async function copyFile(source: string, copy: string, to: readonly string[]): Promise<boolean> {
    await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
    const draft = `${copy}.part`;
    try {
      await encryptTo(draft, Readable.toWeb(createReadStream(source)) as ReadableStream<Uint8Array>, to);
    } catch (failure) {
      await rm(draft, { force: true });
      // Erased between the listing and the reading.
      if ((failure as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(source)) return false;
      throw failure;
    }
    await rename(draft, copy);
    count.copied++;
    return true;
  }
}

/** Takes away copies that have not been in the store since `before`, and answers with their number. */
export async function pruneFiles(folder: string, before: Date): Promise<number> {
  let pruned = 0;
  for await (const name of filesIn(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).mtime >= before) continue;
    await rm(path, { force: true });
    pruned++;
  }
  return pruned;
}

/** Every file below a folder, as a path with `/`; none where there is no folder. */
export async function* filesIn(folder: string): AsyncGenerator<string, void, undefined> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) yield entry.name;
    if (entry.isDirectory()) for await (const name of filesIn(join(folder, entry.name))) yield `${entry.name}/${name}`;
  }
}
