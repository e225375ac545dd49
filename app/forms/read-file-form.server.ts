import { once } from "node:events";
import { Readable } from "node:stream";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { FileRefusal, type FileRefusalReason, fileLimits } from "#app/files/file-types";

export interface GivenFile {
  /** As the browser says it, with whatever path stands in it. */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

export type FileFormRefusal = FileRefusalReason | "required" | "two_files" | "form_broken";
export type FileForm<T> = { fields: URLSearchParams } & (
  | { ok: true; kept: T }
  | { ok: false; reason: FileFormRefusal }
);

const FIELDS = 20;
const FIELD_BYTES = 10_000;

interface FileFormOptions<T> {
  field: string;
  maxBytes?: number;
  keep: (file: GivenFile) => Promise<T>;
  /** Takes back what was kept of a form that is refused. */
  drop?: (kept: T) => Promise<void>;
}

/**
 * Reads a form with one file while it arrives: `keep` gets the file as a stream, no more of it than a few segments is
 * held. What refuses it is answered as a reason, after the rest of the form was read and thrown away: a browser that
 * still sends would see a broken line instead of the sentence.
 */
export async function readFileForm<T>(
  request: Request,
  { field, maxBytes = fileLimits.bytes, keep, drop }: FileFormOptions<T>,
): Promise<FileForm<T>> {
  const fields = new URLSearchParams();
  const kept: Promise<T>[] = [];
  const streams: BusboyFileStream[] = [];
  let refusal: FileFormRefusal | undefined;
  const parser = parserFor(request, maxBytes);
  if (!parser || !request.body) return { fields, ok: false, reason: "form_broken" };
  parser.on("field", (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) refusal ??= "form_broken";
    else fields.append(name, value);
  });
  for (const limit of ["partsLimit", "fieldsLimit"] as const)
    parser.on(limit, () => {
      refusal ??= "form_broken";
    });
  parser.on("filesLimit", () => {
    refusal ??= "two_files";
  });
  parser.on("file", (name, stream, fileName) => {
    // Browsers send an empty part without a name where no file was chosen.
    if (name !== field || !fileName) {
      if (name !== field) refusal ??= "form_broken";
      stream.resume();
      return;
    }
    stream.on("limit", () => {
      refusal ??= "too_large";
    });
    streams.push(stream);
    const keeping = keep({ name: fileName, content: chunksOf(stream) }).finally(() => {
      // Whoever stopped reading leaves the rest to be read past.
      stream.removeAllListeners("readable");
      stream.resume();
    });
    keeping.catch(() => {});
    kept.push(keeping);
  });
  const cut = await finished(parser, request.body);
  refusal = cut ?? refusal;
  // A line that was cut ends no stream by itself.
  if (cut) for (const stream of streams) if (!stream.readableEnded) stream.destroy(new Error("the form broke off"));
  const [result] = await Promise.allSettled(kept);
  if (result?.status === "rejected") {
    if (!(result.reason instanceof FileRefusal)) throw result.reason;
    return { fields, ok: false, reason: refusal ?? result.reason.reason };
  }
  if (refusal && result) await drop?.(result.value);
  if (refusal) return { fields, ok: false, reason: refusal };
  return result ? { fields, ok: true, kept: result.value } : { fields, ok: false, reason: "required" };
}

function parserFor(request: Request, maxBytes: number): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { "content-type": request.headers.get("Content-Type") ?? "" },
      preservePath: true,
      limits: {
        files: 1,
        fields: FIELDS,
        parts: FIELDS + 1,
        fieldSize: FIELD_BYTES,
        fileSize: maxBytes,
        headerPairs: 20,
        headerSize: 8_192,
      },
    });
  } catch {
    return null;
  }
}

/** What was wrong with the form as a whole, if anything; the body is read to its end in any case. */
async function finished(parser: BusboyInstance, body: ReadableStream<Uint8Array>): Promise<"form_broken" | null> {
  let broken = false;
  const ended = new Promise<void>((resolve) => {
    parser.on("finish", resolve);
    parser.on("error", () => {
      broken = true;
      resolve();
    });
  });
  try {
    for await (const chunk of Readable.fromWeb(body as never) as AsyncIterable<Buffer>)
      if (!broken && !parser.write(chunk)) await Promise.race([once(parser, "drain"), ended]);
  } catch {
    parser.destroy();
    return "form_broken";
  }
  if (!broken) parser.end();
  await ended;
  return broken ? "form_broken" : null;
}

/**
 * The file's bytes; a form that breaks off in the middle of it is an error, and so is a file that was cut. Whoever stops
 * reading leaves the stream alive: what is still to come has to be read past.
 */
async function* chunksOf(stream: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } catch {
    throw new FileRefusal("broken");
  }
  if (stream.truncated) throw new FileRefusal("too_large");
}
