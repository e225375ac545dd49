import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { unzipSync, zipSync } from "fflate";
import { openFile, sealFile } from "#app/files/file-cipher.server";
import { keepFile, readFile } from "#app/files/file-store.server";
import { keyProvider } from "#app/protection/key-provider.server";

export interface SheetPictures {
  /** As it came, without what a camera writes beside it. */
  photo: Uint8Array;
  /** The page laid straight. */
  straight: Uint8Array;
}

/** Keeps a scan's pictures in the file store, sealed under a key of the scan's own; answers with the SHA-256 of what is kept. */
export async function keepPictures(scanId: string, { photo, straight }: SheetPictures): Promise<Buffer> {
  const packed = zipSync({ "photo.jpg": photo, "straight.jpg": straight }, { level: 0 });
  const sealed = await whole(sealFile(keyOf(scanId), place(scanId), Readable.from([packed])));
  return (await keepFile(sealed)).sha256;
}

/** The pictures of a scan; throws where they are missing or changed. */
export async function openPictures(scanId: string, sha256: Buffer): Promise<SheetPictures> {
  const sealed = Buffer.from(await readFile(sha256));
  const files = unzipSync(await whole(openFile(keyOf(scanId), place(scanId), Readable.from([sealed]))));
  const { "photo.jpg": photo, "straight.jpg": straight } = files;
  if (!photo || !straight) throw new Error("a scan without its pictures");
  return { photo, straight };
}

const place = (scanId: string) => ({ file: scanId, subject: "sheet-scan" });

/** One key for every scan: the segments' numbers are the nonces, and two files under one key would share them. */
function keyOf(scanId: string): Buffer {
  return createHmac("sha256", keyProvider().derive("sheet-scan")).update(scanId).digest();
}

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
