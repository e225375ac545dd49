import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileRefusal, type FileRefusalReason, fileLimits } from "./file-types";

const AT_ONCE = 3;
const PATIENCE_MS = 60_000;
const script = resolve("app/files/draw-image-anew.mjs");
const reasons: Record<number, FileRefusalReason> = { 4: "too_many_pixels", 5: "animated", 6: "two_kinds" };

let running = 0;
const waiting: (() => void)[] = [];

/**
 * The same picture without its metadata, drawn by a process that knows no key and no database and dies with a hostile
 * image instead of us. Nothing of it comes before the whole content was read.
 */
export async function* drawImageAnew(
  content: AsyncIterable<Uint8Array>,
  type: "jpg" | "png" | "webp",
): AsyncGenerator<Uint8Array> {
  if (running >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  running++;
  const child = spawn(process.execPath, [script, type, String(fileLimits.pixels)], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  // Its time begins when it has everything: a slow line is not its fault.
  let cut: NodeJS.Timeout | undefined;
  const ended = once(child, "exit");
  const fed = pipeline(Readable.from(content), child.stdin).then(() => {
    cut = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  });
  fed.catch(() => child.kill("SIGKILL"));
  try {
    yield* child.stdout;
    await fed;
    const [code] = await ended;
    if (code !== 0) throw new FileRefusal(reasons[code] ?? "broken");
  } finally {
    clearTimeout(cut);
    child.kill("SIGKILL");
    running--;
    waiting.shift()?.();
  }
}
