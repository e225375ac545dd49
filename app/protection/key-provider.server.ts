import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { env } from "#app/env.server";

/** Wraps and unwraps data keys; a key-management service can stand in for the key from file or environment. */
export interface KeyProvider {
  id: string;
  wrap(key: Buffer, subjectId: string): Buffer;
  unwrap(wrapped: Buffer, subjectId: string): Buffer;
  /** A further secret for one purpose (look-up hashes), always the same. */
  derive(purpose: string): Buffer;
}

/** A provider over 32 bytes written as 64 hex digits or base64; throws where they are not. */
export function localKeyProvider(secret: string): KeyProvider {
  const master = parseKey(secret);
  const id = createHash("sha256").update("kek|").update(master).digest("hex").slice(0, 16);
  const wrapping = Buffer.from(hkdfSync("sha256", master, "", "perkrah|wrap", 32));
  return {
    id,
    wrap(key, subjectId) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", wrapping, nonce, { authTagLength: 16 });
      cipher.setAAD(Buffer.from(`kek|${id}|${subjectId}`));
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped, subjectId) {
      const decipher = createDecipheriv("aes-256-gcm", wrapping, wrapped.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(`kek|${id}|${subjectId}`));
      decipher.setAuthTag(wrapped.subarray(-16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
    },
    derive: (purpose) => Buffer.from(hkdfSync("sha256", master, "", `perkrah|${purpose}`, 32)),
  };
}

let provider: KeyProvider | undefined;

/** The provider of this process, from KEY_ENCRYPTION_KEY or its file. */
export function keyProvider(): KeyProvider {
  if (!provider) {
    const secret = env().keyEncryptionKey;
    if (!secret) throw new Error("KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE is not set");
    provider = localKeyProvider(secret);
  }
  return provider;
}

function parseKey(secret: string): Buffer {
  const text = secret.trim();
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (key.length !== 32) throw new Error("the key-encryption key must be 32 bytes, as 64 hex digits or base64");
  return key;
}
