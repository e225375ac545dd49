import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyProvider } from "./key-provider.server";

/** SHA-256 of a token: what the database keeps instead of the token. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A token for links and cookies: 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Keyed hash of a phone number or mail address in its canonical form, for exact look-up. */
export function contactHash(canonical: string): Buffer {
  return createHmac("sha256", keyProvider().derive("contact")).update(canonical).digest();
}

/** Keyed hash of each folded name part, cut to 5 bits a part: finds candidates, proves nothing. */
export function nameBuckets(foldedParts: string[]): number[] {
  const key = keyProvider().derive("name");
  return [...new Set(foldedParts.map((part) => createHmac("sha256", key).update(part).digest().readUInt8(0) & 0x1f))];
}

/** True where both texts are the same, in a time that does not tell how much. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

// Without 0/O, 1/I/L, U/V, 2/Z, 5/S, 8/B: what is read aloud or copied by hand arrives.
const letters = "ACDEFGHJKMNPQRTWXY34679";

/** A code for people: unambiguous capitals and digits. */
export function newCode(length: number): string {
  let code = "";
  while (code.length < length) {
    const byte = randomBytes(1)[0] ?? 0;
    if (byte < letters.length * 11) code += letters[byte % letters.length];
  }
  return code;
}
