/**
 * The 32 letters of a badge. A hand scanner types what it reads as if on an American keyboard: Y and Z, which change
 * places on ours, and every sign but letters and digits are left out; so are I and O, which people take for 1 and 0.
 */
const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWX";

/** A badge as it stands in a QR: 25 bytes, five bits a letter. */
export const badgePattern = /^[0-9A-HJ-NP-X]{40}$/;

/** Bytes as letters, five bits each; the number of bytes is a multiple of five. */
export function inLetters(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join("");
}

/** The bytes of a badge as a camera, a hand scanner or fingers gave it; `null` where it is none. */
export function bytesOfBadge(given: string): Uint8Array | null {
  const badge = given.replace(/\s+/g, "").toUpperCase();
  if (!badgePattern.test(badge)) return null;
  const bits = [...badge].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
