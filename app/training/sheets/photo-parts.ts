import type { Writable } from "node:stream";
import type { PageRefusal } from "./read-page";
import type { RowReading } from "./read-rows";

export type PhotoRefusal = PageRefusal | "no_sheet" | "not_an_image" | "too_many_pixels" | "animated";

/** What the reading process says of a photo. */
export type PhotoReading =
  | { ok: true; code: string; page: number; rows: RowReading[] }
  | { ok: false; reason: PhotoRefusal };

/** Sends parts one after the other, each behind its length in four bytes. */
export function sendParts(to: Writable, parts: readonly Buffer[]): void {
  for (const part of parts) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    to.write(length);
    to.write(part);
  }
  to.end();
}

/** The parts again; throws where they do not add up. */
export function partsOf(sent: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < sent.length; ) {
    const end = at + 4 + sent.readUInt32BE(at);
    if (end > sent.length) throw new Error("a part of the answer is missing");
    parts.push(sent.subarray(at + 4, end));
    at = end;
  }
  return parts;
}
