import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { releaseLock, takeLock } from "#db/lock-file.server";

const folder = mkdtempSync(join(tmpdir(), "perkrah-lock-"));
const lock = join(folder, "a.lock");
beforeEach(() => rmSync(lock, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

test("is taken once and given back", () => {
  expect(takeLock(lock)).toBeUndefined();
  expect(takeLock(lock)).toBe(process.pid);
  releaseLock(lock);
  expect(takeLock(lock)).toBeUndefined();
});

test("of a dead process is none, nor that of a number which was given anew", () => {
  for (const stale of ["4000000", "4000000 123", `${process.pid} 1`]) {
    writeFileSync(lock, stale);
    expect(takeLock(lock)).toBeUndefined();
    expect(readFileSync(lock, "utf8")).toMatch(new RegExp(`^${process.pid} `));
    releaseLock(lock);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("that is being written holds for a moment, an empty one does not hold for ever", () => {
  writeFileSync(lock, "");
  expect(takeLock(lock)).toBe(0);
  const before = new Date(Date.now() - 10_000);
  utimesSync(lock, before, before);
  expect(takeLock(lock)).toBeUndefined();
});

test("of somebody else is not given back", () => {
  writeFileSync(lock, "1");
  releaseLock(lock);
  expect(readFileSync(lock, "utf8")).toBe("1");
});
