import { crc32, deflateRawSync, deflateSync } from "node:zlib";
import { strToU8, type Zippable, zipSync } from "fflate";
import sharp from "sharp";

/** Files made on the spot: none is stored, and none leaves the test. */

export const docxParts = (more: Zippable = {}): Zippable => ({
  "[Content_Types].xml": strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  ),
  "word/document.xml": strToU8("<w:document><w:body><w:p><w:r><w:t>Vendim</w:t></w:r></w:p></w:body></w:document>"),
  ...more,
});

export const docx = (more: Zippable = {}) => Buffer.from(zipSync(docxParts(more)));

export const xlsx = (more: Zippable = {}) =>
  Buffer.from(
    zipSync({ "[Content_Types].xml": strToU8("<Types/>"), "xl/workbook.xml": strToU8("<workbook/>"), ...more }),
  );

export const odt = (more: Zippable = {}) =>
  Buffer.from(
    zipSync({
      mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
      "content.xml": strToU8("<office:document-content/>"),
      "META-INF/manifest.xml": strToU8("<manifest:manifest/>"),
      ...more,
    }),
  );

/** A PDF of one page; `body` goes into its catalogue, `trailer` into its trailer. */
export function pdf({ body = "", trailer = "", after = "" } = {}): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${body} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n` +
      `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 4 ${trailer} >>\nstartxref\n9\n%%EOF\n${after}`,
    "latin1",
  );
}

export const text = (words = "Vendim i gjykatës, ë dhe ç.\n") => Buffer.from(words, "utf8");

/** A photo as a phone takes it: with place, owner and the way it was held. */
export function photo(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#8a1c1c" } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: "Telefoni", Artist: "Mirela Gjoka" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "41/1 19/1 39/1", GPSLongitudeRef: "E", GPSLongitude: "19/1 49/1 8/1" },
    })
    .jpeg()
    .toBuffer();
}

export function png(width = 20, height = 10): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
}

export function webp(width = 20, height = 10): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#123456" } })
    .webp()
    .toBuffer();
}

/** A PNG of few bytes whose header promises a whole wall. */
export function hugePng(width = 60_000, height = 60_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(Buffer.alloc(1_000))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

export function pngChunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The scanners' own test file, put together here so that no scanner takes this source for one. */
export const eicar = () =>
  Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", "$H+H*"].join(""), "latin1");

export interface RawEntry {
  name: string;
  content: Buffer;
  /** What the directory at the end says instead. */
  listedName?: string;
  flags?: number;
  method?: number;
}

/** An archive written by hand, so that it can say what no writer of archives would. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, listedName = name, flags = 0, method = 8 } of entries) {
    const packed = method === 8 ? deflateRawSync(content) : content;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from("PK\u0003\u0004", "latin1"), facts, Buffer.from(name), packed);
    const listed = Buffer.from(facts);
    listed.writeUInt16LE(Buffer.byteLength(listedName), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), listed, rest, Buffer.from(listedName));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listing, Buffer.from("PK\u0005\u0006", "latin1"), end]);
}

/** The entries of a true DOCX, for archives written by hand. */
export const docxEntries: readonly RawEntry[] = Object.entries(docxParts()).map(([name, content]) => ({
  name,
  content: Buffer.from(content as Uint8Array),
}));
