import { createCipheriv, createDecipheriv } from "node:crypto";

/** What a sealed file belongs to; it opens under no other name. */
export interface FilePlace {
  file: string;
  /** The subject whose key seals the file's own: the request. */
  subject: string;
}

const VERSION = 1;
const SEGMENT = 64 * 1024;
const TAG = 16;

/**
 * Seals a stream in segments of 64 KiB (docs/decisions/018-sealed-files.md), holding one segment at a time. The key is
 * the file's own and seals nothing else: the nonce is the segment's number.
 */
export async function* sealFile(
  key: Buffer,
  place: FilePlace,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield Buffer.from([VERSION]);
  let number = 0;
  for await (const { bytes, last } of inSegments(content, SEGMENT)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number, last), { authTagLength: TAG });
    cipher.setAAD(associatedData(place, number, last));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number++;
  }
}

/** Opens what `sealFile` closed; throws at the first segment that is changed, moved, missing or one too many. */
export async function* openFile(
  key: Buffer,
  place: FilePlace,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, last } of inSegments(withoutVersion(sealed), SEGMENT + TAG)) {
    if (bytes.length < TAG) throw new Error("a sealed file that ends too early");
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(number, last), { authTagLength: TAG });
    decipher.setAAD(associatedData(place, number, last));
    decipher.setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]);
    if (plain.length > 0) yield plain;
    number++;
  }
}

async function* withoutVersion(sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let known = false;
  for await (const chunk of sealed) {
    if (chunk.length === 0) continue;
    if (!known && chunk[0] !== VERSION) throw new Error("a sealed file of an unknown version");
    yield known ? chunk : chunk.subarray(1);
    known = true;
  }
}

/** Cuts a stream into pieces of one size; the last one, which may be shorter or empty, says that it is the last. */
async function* inSegments(
  content: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let segment = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of content)
    for (let from = 0; from < chunk.length; ) {
      if (filled === size) {
        yield { bytes: segment, last: false };
        segment = Buffer.allocUnsafe(size);
        filled = 0;
      }
      const part = chunk.subarray(from, from + size - filled);
      segment.set(part, filled);
      filled += part.length;
      from += part.length;
    }
  yield { bytes: segment.subarray(0, filled), last: true };
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function associatedData(place: FilePlace, number: number, last: boolean): Buffer {
  return Buffer.from([VERSION, "file", place.file, place.subject, number, last ? "last" : "more"].join("|"));
}
