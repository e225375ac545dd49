import { FileRefusal } from "./file-types";

/** Lets text by: UTF-8, or UTF-16 that says so, without control characters and with no page or script in it. */
export async function* inspectText(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let before = "";
  const look = (text: string) => {
    if (/(?![\t\n\v\f\r])\p{Cc}/u.test(text)) throw new FileRefusal("not_text");
    if (/<(script|html|svg|iframe|!doctype|\?php)/i.test(before + text)) throw new FileRefusal("web_page");
    before = text.slice(-16);
  };
  for await (const chunk of content) {
    decoder ??= decoderFor(chunk);
    look(decoded(() => decoder?.decode(chunk, { stream: true }) ?? ""));
    yield chunk;
  }
  look(decoded(() => decoder?.decode() ?? ""));
}

function decoderFor(chunk: Uint8Array): TextDecoder {
  const [first, second] = chunk;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true });
}

function decoded(read: () => string): string {
  try {
    return read();
  } catch {
    throw new FileRefusal("not_text");
  }
}
