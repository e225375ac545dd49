import { Unzip, type UnzipFile, UnzipInflate, UnzipPassThrough } from "fflate";
import type { FileType } from "#db/vocabulary";
import { FileRefusal, fileLimits } from "./file-types";
import { Tail } from "./tail";

/** Small steps bound what one of them can unpack to: deflate makes at most a thousandfold. */
const STEP = 4_096;
const DIRECTORY = 2 ** 20;
const READ_INSIDE = 4 * 2 ** 20;
const FREE_BYTES = 4 * 2 ** 20;

/** Flags of an entry: its content has a password, its name is UTF-8. */
const ENCRYPTED = 1;
const UTF8 = 2_048;

/** Parts whose words are looked at: what the document says it is, and what it points to. */
const telling = /(^\[Content_Types\]\.xml|^mimetype|^META-INF\/manifest\.xml|\.rels)$/;
const macroParts = /vbaProject|vbaData|macrosheets\/|^Basic\/|^Scripts\/|\/activeX\//i;

/**
 * Lets a DOCX, XLSX or ODT by that is whole, has no password, no macros, no foreign objects, and does not unpack to
 * much more than itself. The parts that stream by must be those that its directory at the end names.
 */
export async function* inspectOffice(
  content: AsyncIterable<Uint8Array>,
  settle: (type: FileType) => void,
): AsyncGenerator<Uint8Array> {
  const parts = new Parts();
  const tail = new Tail(DIRECTORY);
  let length = 0;
  for await (const chunk of content) {
    if (length === 0 && chunk.length > 6 && ((chunk[6] ?? 0) & ENCRYPTED) !== 0) throw new FileRefusal("password");
    for (let from = 0; from < chunk.length; from += STEP) parts.push(chunk.subarray(from, from + STEP));
    tail.push(chunk);
    length += chunk.length;
    yield chunk;
  }
  compareWithDirectory(tail.bytes, length, parts.names);
  settle(parts.type());
}

/** The parts of an archive as they stream by. */
class Parts {
  readonly names: string[] = [];
  readonly #texts = new Map<string, string>();
  readonly #unzip: Unzip;
  #packed = 0;
  #unpacked = 0;
  #read = 0;

  constructor() {
    this.#unzip = new Unzip((part) => this.#begin(part));
    this.#unzip.register(UnzipInflate);
    this.#unzip.register(UnzipPassThrough);
  }

  push(bytes: Uint8Array): void {
    this.#packed += bytes.length;
    try {
      this.#unzip.push(bytes);
    } catch (failure) {
      throw failure instanceof FileRefusal ? failure : new FileRefusal("broken");
    }
  }

  /** Which of the three it is, by the parts that each must have. */
  type(): FileType {
    const types = this.#texts.get("[Content_Types].xml") ?? "";
    const kind = this.#texts.get("mimetype")?.trim();
    if (/macroEnabled/i.test(types)) throw new FileRefusal("macros");
    if (/encryption-data/.test(this.#texts.get("META-INF/manifest.xml") ?? "")) throw new FileRefusal("password");
    for (const text of this.#texts.values()) if (fetchesMore(text)) throw new FileRefusal("active");
    if (types && this.names.includes("word/document.xml")) return "docx";
    if (types && this.names.includes("xl/workbook.xml")) return "xlsx";
    if (kind === "application/vnd.oasis.opendocument.text" && this.names.includes("content.xml")) return "odt";
    throw new FileRefusal(types || kind ? "not_listed" : "archive");
  }

  #begin(part: UnzipFile): void {
    const { name, compression } = part;
    this.names.push(name);
    if (this.names.length > fileLimits.parts) throw new FileRefusal("unpacks_too_large");
    if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(name)) throw new FileRefusal("archive");
    if (macroParts.test(name)) throw new FileRefusal("macros");
    if (/oleObject|embeddings\/.*\.bin$/i.test(name)) throw new FileRefusal("embedded");
    if (compression !== 0 && compression !== 8) throw new FileRefusal("broken");
    part.ondata = (failure, data) => {
      if (failure) throw failure instanceof FileRefusal ? failure : new FileRefusal("broken");
      this.#unpacked += data.length;
      const fair = FREE_BYTES + this.#packed * fileLimits.unpackedRatio;
      if (this.#unpacked > Math.min(fileLimits.unpackedBytes, fair)) throw new FileRefusal("unpacks_too_large");
      if (!telling.test(name)) return;
      this.#read += data.length;
      if (this.#read > READ_INSIDE) throw new FileRefusal("unpacks_too_large");
      this.#texts.set(name, (this.#texts.get(name) ?? "") + Buffer.from(data).toString("latin1"));
    };
    part.start();
  }
}

/** A template or frame from elsewhere is fetched when the document opens; a plain link is not. */
function fetchesMore(relations: string): boolean {
  return [...relations.matchAll(/<Relationship\b[^>]*>/g)].some(
    ([one]) => /TargetMode="External"/i.test(one) && !/\/relationships\/hyperlink"/i.test(one),
  );
}

/** What other programs believe is the directory at the end; it must say what streamed by, and nothing may lie around it. */
function compareWithDirectory(tail: Buffer, length: number, names: readonly string[]): void {
  const end = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (end === -1 || end + 22 > tail.length) throw new FileRefusal("broken");
  const comment = tail.readUInt16LE(end + 20);
  const size = tail.readUInt32LE(end + 12);
  const from = end - size;
  if (end + 22 + comment !== tail.length || tail.readUInt32LE(end + 16) + size + 22 + comment !== length)
    throw new FileRefusal("two_kinds");
  if (from < 0) throw new FileRefusal("unpacks_too_large");
  const listed: string[] = [];
  for (let at = from; at < end; ) {
    if (at + 46 > end || tail.readUInt32LE(at) !== 0x02014b50) throw new FileRefusal("broken");
    const flags = tail.readUInt16LE(at + 8);
    if (flags & ENCRYPTED) throw new FileRefusal("password");
    const nameEnd = at + 46 + tail.readUInt16LE(at + 28);
    listed.push(tail.subarray(at + 46, nameEnd).toString(flags & UTF8 ? "utf8" : "latin1"));
    at = nameEnd + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  if (listed.sort().join("\0") !== names.toSorted().join("\0")) throw new FileRefusal("two_kinds");
}
