import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { keyProvider } from "#app/protection/key-provider.server";
import { bytesOfBadge } from "./badge-letters";

const CURVE = "prime256v1";
const POINT_BYTES = 65;
const NONCE_BYTES = 12;
const TAG = 16;

/**
 * A record of a door's list that only the badge itself can find and open: the badge's 25 bytes give, through
 * HKDF-SHA-256, 12 bytes under which it lies and an AES-256-GCM key. `public/scripts/door-sealing.js` is the other half.
 */
export function sealForBadge(badge: string, eventId: string, record: unknown): [tag: string, sealed: string] {
  const bytes = bytesOfBadge(badge);
  if (!bytes) throw new Error("not a badge");
  const derived = Buffer.from(hkdfSync("sha256", bytes, "", `perkrah door list|${eventId}`, 44));
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derived.subarray(12), nonce, { authTagLength: TAG });
  const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(record)), cipher.final(), cipher.getAuthTag()]);
  return [derived.subarray(0, 12).toString("base64url"), sealed.toString("base64url")];
}

/** The public key to which doors seal what they keep: badges that were scanned, people who came without one. */
export function doorKey(): string {
  return ownKey().getPublicKey("base64url");
}

/** What a door sealed (point, nonce, AES-256-GCM), or null where it is not for us, not for this event, or broken. */
export function openFromDoor(sealed: string, eventId: string): unknown {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= POINT_BYTES + NONCE_BYTES + TAG) return null;
  const point = bytes.subarray(0, POINT_BYTES);
  try {
    const secret = ownKey().computeSecret(point);
    const key = Buffer.from(hkdfSync("sha256", secret, point, `perkrah door|${eventId}`, 32));
    const nonce = bytes.subarray(POINT_BYTES, POINT_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    const body = bytes.subarray(POINT_BYTES + NONCE_BYTES, -TAG);
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8"));
  } catch {
    return null;
  }
}

function ownKey() {
  const pair = createECDH(CURVE);
  pair.setPrivateKey(keyProvider().derive("door"));
  return pair;
}
