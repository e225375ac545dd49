import { fileTypeFromBuffer } from "file-type";
import type { FileType } from "#db/vocabulary";
import { drawImageAnew } from "./draw-image-anew.server";
import { endingFits, FileRefusal, type FileRefusalReason, fileLimits, nameRefusal } from "./file-types";
import { inspectOffice } from "./inspect-office.server";
import { inspectPdf } from "./inspect-pdf.server";
import { inspectText } from "./inspect-text.server";
import { Tail } from "./tail";

const HEAD = 4_100;
/** An archive's last entry with the longest comment it can have. */
const ARCHIVE_END = 65_557;
const pngStart = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
const archiveEnd = Buffer.from("PK\u0005\u0006", "latin1");

export interface InspectedFile {
  /** What may be kept: images are drawn anew, everything else is as it came. Throws `FileRefusal` in the middle. */
  content: AsyncIterable<Uint8Array>;
  /** What it is, known when the content has been read. */
  type(): FileType;
}

/**
 * Looks at a file while it streams by: what it really is, whether it is one of the types that are taken, whether it is
 * whole and holds nothing else. Throws `FileRefusal` at once for what its name or its beginning says already.
 */
export async function inspectFile(name: string, given: AsyncIterable<Uint8Array>): Promise<InspectedFile> {
  const wrongName = nameRefusal(name);
  if (wrongName) throw new FileRefusal(wrongName);
  const source = limited(given);
  const { head, content } = await beginning(source);
  let type: FileType | undefined;
  const settle = (known: FileType) => {
    if (!endingFits(name, known)) throw new FileRefusal("wrong_ending");
    type = known;
  };
  try {
    const found = await kindOf(head);
    if (found !== "office") settle(found);
    return {
      content: checked(found, content, settle),
      type: () => {
        if (!type) throw new Error("the file was not read to its end");
        return type;
      },
    };
  } catch (failure) {
    await source.return(undefined);
    throw failure;
  }
}

function checked(
  found: FileType | "office",
  content: AsyncIterable<Uint8Array>,
  settle: (type: FileType) => void,
): AsyncIterable<Uint8Array> {
  if (found === "office") return inspectOffice(content, settle);
  if (found === "pdf") return inspectPdf(withoutArchive(content));
  if (found === "txt") return inspectText(withoutArchive(content));
  if (found === "jpg" || found === "png" || found === "webp") return drawImageAnew(withoutArchive(content), found);
  throw new FileRefusal("not_listed");
}

/** By its first bytes, whatever its name and the browser say. */
async function kindOf(head: Buffer): Promise<FileType | "office"> {
  if (head.length === 0) throw new FileRefusal("empty");
  if (head.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return "office";
  const detected = await fileTypeFromBuffer(head).catch(() => undefined);
  // A PNG whose parts make no sense is still meant to be one.
  const { ext, mime } = detected ?? { ext: head.subarray(0, 8).equals(pngStart) ? "png" : "", mime: "" };
  if (ext === "png" && pixelsOf(head) > fileLimits.pixels) throw new FileRefusal("too_many_pixels");
  if (ext === "pdf" || ext === "jpg" || ext === "png" || ext === "webp") return ext;
  if (ext === "apng") throw new FileRefusal("animated");
  const reason = refusalOf(ext, mime);
  if (reason) throw new FileRefusal(reason);
  const text = head.toString("latin1");
  const wide = /^(\u00ff\u00fe|\u00fe\u00ff)/.test(text);
  const start = text.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (start.startsWith("<")) throw new FileRefusal("web_page");
  if (/^(#!|\{\\rtf|%!PS)/.test(start) || (!wide && head.includes(0))) throw new FileRefusal("not_listed");
  return "txt";
}

const archives = /zip|rar|7z|tar|gzip|bzip|xz|zst|lz|compress|cab|cpio|ar$|rpm|deb|iso|diskimage|unix-archive/;
const programs = /msdownload|elf|mach|executable|wasm|java|nintendo|apk|msi|shockwave|chrome-extension|dalvik/;

function refusalOf(ext: string, mime: string): FileRefusalReason | null {
  if (ext === "") return null;
  if (ext === "cfb") return "old_office";
  if (mime === "image/heic" || mime === "image/heif" || mime.startsWith("image/hei")) return "heic";
  if (mime.startsWith("audio/") || mime.startsWith("video/")) return "media";
  if (ext === "xml" || ext === "svg" || ext === "html") return "web_page";
  if (programs.test(mime)) return "program";
  return archives.test(mime) ? "archive" : "not_listed";
}

/** Width times height as a PNG's header says them. */
function pixelsOf(head: Buffer): number {
  return head.length < 24 ? 0 : head.readUInt32BE(16) * head.readUInt32BE(20);
}

async function* limited(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > fileLimits.bytes) throw new FileRefusal("too_large");
    yield chunk;
  }
}

/** An archive hides behind a picture or a PDF: programs that open it look for its end only. */
async function* withoutArchive(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const tail = new Tail(ARCHIVE_END);
  for await (const chunk of content) {
    tail.push(chunk);
    yield chunk;
  }
  if (tail.bytes.includes(archiveEnd)) throw new FileRefusal("two_kinds");
}

/** The first bytes, and the whole content again. */
async function beginning(content: AsyncGenerator<Uint8Array>) {
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD) {
    const { value, done } = await content.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      first.length = 0;
      yield* content;
    } finally {
      await content.return(undefined);
    }
  }
  return { head: Buffer.concat(first).subarray(0, HEAD), content: again() };
}
