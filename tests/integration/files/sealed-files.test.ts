import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { inspectFile } from "#app/files/inspect-file.server";
import { isSealedFileWhole, keepSealedFile, readSealedFile } from "#app/files/sealed-files.server";
import { ownFileStore } from "#tests/support/kept-files";

const store = join(ownFileStore(), "files");
const subject = "1f0e2d3c-4b5a-4678-9abc-def012345678";
const megabyte = 2 ** 20;

const files = () =>
  readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));

/** A PDF of so many bytes that is never whole in memory. */
async function* largePdf(bytes: number, mark = "") {
  const head = Buffer.from(`%PDF-1.7\n${mark}\n`);
  yield head;
  for (let left = bytes - head.length - 6; left > 0; left -= 64 * 1024) {
    yield randomBytes(Math.min(left, 64 * 1024));
    await pause(0);
  }
  yield Buffer.from("%%EOF\n");
}

describe("a sealed file", () => {
  it("of 25 MB is looked at, sealed and read again in little memory", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const used = async () => {
      collect();
      // What was collected is given back a moment later.
      await pause(20);
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = await used();
    let most = 0;
    const watched = async function* (content: AsyncIterable<Uint8Array>) {
      let count = 0;
      for await (const chunk of content) {
        if (count++ % 50 === 0) most = Math.max(most, (await used()) - before);
        yield chunk;
      }
    };
    const inspected = await inspectFile("a.pdf", watched(largePdf(25 * megabyte)));
    const file = await keepSealedFile(subject, inspected.content);
    expect(file.bytes).toBe(25 * megabyte);
    let read = 0;
    for await (const chunk of watched(readSealedFile(file, subject))) read += chunk.length;
    expect(read).toBe(file.bytes);
    expect(most).toBeLessThan(6 * megabyte);
    expect(await isSealedFileWhole(file.id, file.sha256)).toBe(true);
  });

  it("is never on the disk as it is, not even while it is written", async () => {
    const mark = `Mirela-${randomBytes(8).toString("hex")}`;
    let looks = 0;
    const content = async function* () {
      for await (const chunk of largePdf(3 * megabyte, mark)) {
        yield chunk;
        looks++;
        for (const path of files()) expect(readFileSync(path).includes(mark)).toBe(false);
      }
    };
    const { id } = await keepSealedFile(subject, content());
    expect(looks).toBeGreaterThan(40);
    expect(files().some((path) => path.endsWith(id))).toBe(true);
    expect(files().every((path) => !readFileSync(path).includes(mark))).toBe(true);
  });

  it("whose content ends in an error leaves nothing", async () => {
    const before = files();
    const content = async function* () {
      yield randomBytes(300_000);
      throw new Error("the line was cut");
    };
    await expect(keepSealedFile(subject, content())).rejects.toThrow("the line was cut");
    expect(files()).toEqual(before);
  });

  it("of a killed process is a draft, and no file of the store", async () => {
    const before = files();
    const script = `
      import { keepSealedFile } from "#app/files/sealed-files.server";
      async function* endless() { for (;;) { yield Buffer.alloc(65536, "Mirela"); process.stdout.write("."); } }
      await keepSealedFile("${subject}", endless());`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    await pause(100);
    child.kill("SIGKILL");
    await once(child, "exit");
    const left = files().filter((path) => !before.includes(path));
    expect(left.map((path) => path.slice(store.length + 1).split("/")[0])).toEqual(["incoming"]);
    expect(readFileSync(left[0] ?? "").includes("Mirela")).toBe(false);
  });
});
