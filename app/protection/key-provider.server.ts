import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { env } from "#app/env.server";

/** Wraps and unwraps data keys; a key-management service can stand in for the key from file or environment. */
export interface KeyProvider {
  /** Names the key that wraps; says nothing about it. */
  id: string;
  wrap(key: Buffer, subjectId: string): Buffer;
  /** `keyId` is the key that wrapped it, the present one unless told; throws where it is unknown or the bytes are others. */
  unwrap(wrapped: Buffer, subjectId: string, keyId?: string): Buffer;
  /** Every key that still opens, the present one first, each with a value that proves it and gives nothing away. */
  known(): { id: string; proof: Buffer }[];
  /** A further secret for one purpose (look-up hashes), always the same, whatever key wraps. */
  derive(purpose: string): Buffer;
}

/**
 * A provider over a ring of keys: 32 bytes each as 64 hex digits or base64, apart by spaces, commas or lines. The first
 * wraps, all of them open; `lookup=` carries the secret of the look-up hashes past a rotation.
 */
export function localKeyProvider(ring: string): KeyProvider {
  const { masters, lookup } = parseRing(ring);
  const keys = masters.map(masterKey);
  const [present] = keys;
  if (!present) throw new Error("the key-encryption key must be 32 bytes, as 64 hex digits or base64");
  return {
    id: present.id,
    wrap(key, subjectId) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", present.wrapping, nonce, { authTagLength: 16 });
      cipher.setAAD(Buffer.from(`kek|${present.id}|${subjectId}`));
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped, subjectId, keyId = present.id) {
      const wrapping = keys.find(({ id }) => id === keyId)?.wrapping;
      if (!wrapping) throw new Error(`wrapped by the key-encryption key ${keyId}, which is not configured`);
      const decipher = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(`kek|${keyId}|${subjectId}`));
      decipher.setAuthTag(wrapped.subarray(-16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
    },
    known: () => keys.map(({ id, proof }) => ({ id, proof })),
    derive: (purpose) => Buffer.from(hkdfSync("sha256", lookup, "", `perkrah|${purpose}`, 32)),
  };
}

/** The keys of a ring and the secret of the look-up hashes; the first key's own where the ring names none. */
export function parseRing(ring: string): { masters: Buffer[]; lookup: Buffer } {
  const parts = ring.split(/[\s,]+/).filter((part) => part !== "");
  const masters = parts.filter((part) => !part.startsWith("lookup=")).map(parseKey);
  const named = parts.find((part) => part.startsWith("lookup="));
  const [first = Buffer.alloc(0)] = masters;
  return {
    masters,
    lookup: named ? parseKey(named.slice("lookup=".length)) : derived(first, "lookup"),
  };
}

function masterKey(master: Buffer) {
  return {
    id: createHash("sha256").update("kek|").update(master).digest("hex").slice(0, 16),
    wrapping: derived(master, "wrap"),
    proof: derived(master, "proof"),
  };
}

function derived(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "", `perkrah|${purpose}`, 32));
}

let current: { provider: KeyProvider; source: string; stamp: string } | undefined;

/** The provider of this process, from KEY_ENCRYPTION_KEY or its file; a file that has changed is read again. */
export function keyProvider(): KeyProvider {
  const { keyEncryptionKey, keyEncryptionKeyFile } = env();
  const source = keyEncryptionKeyFile ?? keyEncryptionKey ?? "";
  const stamp = keyEncryptionKeyFile ? stampOf(keyEncryptionKeyFile) : "";
  if (current?.source !== source || current.stamp !== stamp) {
    const ring = keyEncryptionKeyFile ? readFileSync(keyEncryptionKeyFile, "utf8") : keyEncryptionKey;
    if (!ring) throw new Error("KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE is not set");
    current = { provider: localKeyProvider(ring), source, stamp };
  }
  return current.provider;
}

function stampOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  return `${mtimeMs}-${size}-${ino}`;
}

function parseKey(secret: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(secret) ? Buffer.from(secret, "hex") : Buffer.from(secret, "base64");
  if (key.length !== 32) throw new Error("the key-encryption key must be 32 bytes, as 64 hex digits or base64");
  return key;
}
