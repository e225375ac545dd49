import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "#app/env.server";

const ASIDE = "aside-";
const ASIDE_MS = 30 * 86_400_000;

/**
 * Names of the files older than `before` that lie in folders of two letters under a folder of the store ("" for the
 * store itself), a folder at a time.
 */
export async function* oldFiles(folder: string, before: Date): AsyncGenerator<string[]> {
  for (const part of await namesIn(inStore(folder))) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    const old: string[] = [];
    for (const name of await namesIn(inStore(folder, part)))
      if (await isOlder(inStore(folder, part, name), before)) old.push(name);
    if (old.length > 0) yield old;
  }
}

/**
 * Takes a file that no row names out of the store for a month: nobody asks for it, but after a start with a wrong
 * DATABASE_URL somebody still wants it. One that was kept again since `before` stays; false then.
 */
export async function setFileAside(folder: string, name: string, before: Date): Promise<boolean> {
  const place = inStore(folder, name.slice(0, 2), name);
  const aside = inStore("incoming", `${ASIDE}${name}`);
  await mkdir(dirname(aside), { recursive: true });
  await rename(place, aside);
  if (!(await isOlder(aside, before))) {
    await rename(aside, place);
    return false;
  }
  const now = new Date();
  await utimes(aside, now, now);
  return true;
}

/** Removes half-written files older than `before` and what was set aside a month before that; answers with their number. */
export async function clearIncoming(before: Date): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(inStore("incoming"))) {
    const limit = name.startsWith(ASIDE) ? new Date(before.getTime() - ASIDE_MS) : before;
    if (!(await isOlder(inStore("incoming", name), limit))) continue;
    await rm(inStore("incoming", name), { force: true });
    removed += 1;
  }
  return removed;
}

function inStore(...parts: string[]): string {
  return join(env().dataDir, "files", ...parts);
}

async function namesIn(path: string): Promise<string[]> {
  return readdir(path).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === "ENOENT") return [];
    throw failure;
  });
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.mtime < before;
}
