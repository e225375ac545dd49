import { FileRefusal, type FileRefusalReason } from "./file-types";
import { Tail } from "./tail";

const OVERLAP = 64;
const END = 2_048;

/** Names in a PDF that make it more than paper. Those inside compressed object streams are not seen. */
const marks: [RegExp, FileRefusalReason][] = [
  [/\/Encrypt[\s/<\d]/, "password"],
  [/\/JavaScript\b|\/Launch\b|\/RichMedia\b/, "active"],
  [/\/EmbeddedFiles?\b/, "embedded"],
];

/** Lets a PDF by that is whole, has no password, runs nothing and carries no other file. */
export async function* inspectPdf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const before = new Tail(OVERLAP);
  const end = new Tail(END);
  let begun = false;
  for await (const chunk of content) {
    const text = Buffer.concat([before.bytes, chunk]).toString("latin1");
    if (!begun && /<(html|script|svg|!doctype)/i.test(text.slice(0, 1_024))) throw new FileRefusal("two_kinds");
    begun = true;
    const plain = text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    for (const [mark, reason] of marks) if (mark.test(plain)) throw new FileRefusal(reason);
    before.push(chunk);
    end.push(chunk);
    yield chunk;
  }
  const text = end.bytes.toString("latin1");
  const last = text.lastIndexOf("%%EOF");
  if (last === -1) throw new FileRefusal("broken");
  if (/[^\s\0]/.test(text.slice(last + "%%EOF".length))) throw new FileRefusal("two_kinds");
}
