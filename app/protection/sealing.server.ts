import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Where a sealed value stands; it opens nowhere else. */
export interface SealedPlace {
  table: string;
  column: string;
  row: string;
  /** The subject whose key seals it: request, lawyer file, account. */
  subject: string;
}

const VERSION = 1;
const PADDED = [64, 256, 1024, 4096];

/** Seals text with AES-256-GCM, padded so that its length says little. */
export function seal(key: Buffer, place: SealedPlace, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  cipher.setAAD(associatedData(place));
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.update(pad(text)), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` closed; throws where the key, the place or the bytes are other ones. */
export function open(key: Buffer, place: SealedPlace, bytes: Buffer): string {
  if (bytes[0] !== VERSION) throw new Error("a sealed value of an unknown version");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return unpad(Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()]));
}

/** `open` for a column that may be empty. */
export function openMaybe(key: Buffer, place: SealedPlace, bytes: Buffer | null): string | null {
  return bytes === null ? null : open(key, place, bytes);
}

/** `seal` for an answer that may be missing. */
export function sealMaybe(key: Buffer, place: SealedPlace, text: string | null | undefined): Buffer | null {
  return text === null || text === undefined || text === "" ? null : seal(key, place, text);
}

function associatedData(place: SealedPlace): Buffer {
  return Buffer.from([VERSION, place.table, place.column, place.row, place.subject].join("|"));
}

/** Length as four bytes, then the text, then zeros up to 64, 256, 1024, 4096 bytes or multiples of 4096. */
function pad(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const needed = bytes.length + 4;
  const size = PADDED.find((step) => step >= needed) ?? Math.ceil(needed / 4096) * 4096;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(bytes.length, 0);
  bytes.copy(padded, 4);
  return padded;
}

function unpad(padded: Buffer): string {
  return padded.subarray(4, 4 + padded.readUInt32BE(0)).toString("utf8");
}
