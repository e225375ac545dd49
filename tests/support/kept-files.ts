import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { refreshEnvironment } from "#app/env.server";

/** A file store of this test file's own; gone with its last test. */
export function ownFileStore(): string {
  const folder = mkdtempSync(join(tmpdir(), "perkrah-files-"));
  process.env.DATA_DIR = folder;
  refreshEnvironment();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
