import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScannerAddress, scannerAnswers, scanStream } from "#app/files/scanner.server";
import { freePort } from "#tests/support/app";
import { type Clamd, startClamd } from "#tests/support/clamd";
import { eicar, pdf } from "#tests/support/hostile-files";

const folder = mkdtempSync(join(tmpdir(), "perkrah-clamd-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* pieces(content: Buffer, size = 100_000) {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}
const long = Buffer.concat([pdf(), Buffer.alloc(3_000_000, " ")]);

describe("a server that speaks clamd's protocol", () => {
  let clamd: Clamd;
  beforeAll(async () => {
    clamd = await startClamd();
  });
  afterAll(() => clamd.stop());

  it("gets every byte, over TCP and over a socket in the file system", async () => {
    const local = await startClamd(join(folder, "clamd.sock"));
    for (const one of [clamd, local]) {
      expect(await scannerAnswers(one.address)).toBe(true);
      expect(await scanStream(one.address, pieces(long))).toEqual({ clean: true });
      expect(one.seen.at(-1)?.equals(long)).toBe(true);
    }
    await local.stop();
    expect(await scannerAnswers(local.address)).toBe(false);
  });

  it("names what it found, wherever it stood in the stream", async () => {
    const found = { clean: false, finding: "Eicar-Test-Signature" };
    expect(await scanStream(clamd.address, pieces(Buffer.concat([eicar(), long])))).toEqual(found);
    expect(await scanStream(clamd.address, pieces(Buffer.concat([long, eicar()]), 7_919))).toEqual(found);
  });

  it.each(["silent", "hangs up", "too large", "garbled"] as const)(
    "that is %s says nothing about a file",
    async (mood) => {
      clamd.mood = mood;
      await expect(scanStream(clamd.address, pieces(long), 300)).rejects.toThrow();
      clamd.mood = "well";
      expect(await scanStream(clamd.address, pieces(pdf()))).toEqual({ clean: true });
    },
  );

  it("hears nothing of a file that breaks off in the middle", async () => {
    const before = clamd.seen.length;
    async function* broken() {
      yield pdf();
      throw new Error("a segment does not open");
    }
    await expect(scanStream(clamd.address, broken())).rejects.toThrow("does not open");
    expect(clamd.seen.length).toBe(before);
  });

  it("that takes the connection and never reads is given up", async () => {
    const deaf = createServer((socket) => socket.pause());
    await new Promise<void>((listening) => deaf.listen(0, "127.0.0.1", listening));
    const { port } = deaf.address() as { port: number };
    const began = Date.now();
    await expect(scanStream({ host: "127.0.0.1", port }, pieces(Buffer.alloc(20_000_000)), 300)).rejects.toThrow();
    expect(await scannerAnswers({ host: "127.0.0.1", port }, 300)).toBe(false);
    expect(Date.now() - began).toBeLessThan(10_000);
    deaf.close();
  });
});

/** Where it is installed: CLAMD_BINARY, or on the path. Its signatures are made here, none is fetched. */
const binary = [
  process.env.CLAMD_BINARY ?? "",
  ...(process.env.PATH ?? "").split(delimiter).map((path) => join(path, "clamd")),
].find((path) => path !== "" && existsSync(path));

if (!binary)
  console.warn(
    "The real clamd was not tried: none is on the path and CLAMD_BINARY names none. Its protocol was, above.",
  );

describe.runIf(binary)("the real clamd", () => {
  let child: ChildProcess;
  let address: ScannerAddress;
  beforeAll(async () => {
    const port = await freePort();
    address = { host: "127.0.0.1", port };
    mkdirSync(join(folder, "signatures"));
    writeFileSync(join(folder, "signatures", "own.ndb"), `Own-Eicar:0:*:${eicar().toString("hex")}\n`);
    const settings = [`DatabaseDirectory ${join(folder, "signatures")}`, `TCPSocket ${port}`, "TCPAddr 127.0.0.1"];
    writeFileSync(join(folder, "clamd.conf"), [...settings, "StreamMaxLength 30M", "Foreground yes", ""].join("\n"));
    child = spawn(binary ?? "", ["-c", join(folder, "clamd.conf")], { stdio: "ignore" });
    for (let tries = 0; tries < 100 && !(await scannerAnswers(address)); tries++) await pause(200);
  });
  afterAll(() => child.kill());

  it("calls a good file clean and names a bad one", async () => {
    expect(await scanStream(address, pieces(long))).toEqual({ clean: true });
    expect(await scanStream(address, pieces(eicar()))).toEqual({ clean: false, finding: "Own-Eicar.UNOFFICIAL" });
    expect(await scanStream(address, pieces(Buffer.alloc(25 * 2 ** 20, "a")))).toEqual({ clean: true });
  });

  it("does not take more than it was told to, and then nothing is known", async () => {
    await expect(scanStream(address, pieces(Buffer.alloc(31 * 2 ** 20, "a")))).rejects.toThrow();
  });
});
