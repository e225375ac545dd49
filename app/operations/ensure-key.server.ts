import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "#app/env.server";

/** Makes the key-encryption key where none is configured, once; answers its file if it is new. */
export function ensureKey(dataDir: string): string | null {
  const { keyEncryptionKey } = env();
  if (keyEncryptionKey) return null;
  const file = join(dataDir, "key-encryption-key");
  const isNew = !existsSync(file);
  if (isNew) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  process.env.KEY_ENCRYPTION_KEY_FILE = file;
  return isNew ? file : null;
}
