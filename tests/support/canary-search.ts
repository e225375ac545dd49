import { fold } from "#app/i18n/fold";

/**
 * Every mark of a run begins with the same word, so that one pass finds them all in an encoding; what follows the word
 * says which mark it is, and five letters behind that keep codings in groups from cutting it off.
 */
export interface Mark {
  name: string;
  text: string;
  /** What every mark of its kind begins with. */
  root: string;
}

const consonants = "bdfgklmnprstvxz";

/** Makes marks by name: words with ë and ç, mail addresses, telephone numbers. Another root in every run. */
export function markMaker(random = Math.random) {
  const letters = (count: number) =>
    Array.from({ length: count }, () => consonants[Math.floor(random() * consonants.length)]).join("");
  const digits = (count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, "0");
  const word = `Qënçë${letters(6)}`;
  const number = `693${digits(5)}`;
  const marks = new Map<string, Mark>();
  const numbered = () => {
    const count = marks.size;
    return `${consonants[Math.floor(count / 15) % 15]}${consonants[count % 15]}`;
  };
  const keep = (name: string, text: string, root: string) => {
    const known = marks.get(name);
    if (known) return known.text;
    marks.set(name, { name, text, root });
    return text;
  };
  return {
    all: () => [...marks.values()],
    word: (name: string) => keep(name, `${word}${numbered()}mbrul`, word),
    email: (name: string) => keep(name, `${fold(word)}${numbered()}mbrul@example.al`, fold(word)),
    phone: (name: string) => `+355${keep(name, `${number}${String(marks.size).padStart(3, "0")}`, number)}`,
    /** Something that came out of the journey, such as a receipt's digits: found by itself. */
    secret: (name: string, text: string) => keep(name, text, text),
  };
}

interface Needle {
  encoding: string;
  bytes: Buffer;
}

/** How a text may stand somewhere, letters without case. */
export function needlesOf(text: string): Needle[] {
  const found = new Map<string, Needle>();
  for (const [spelling, written] of spellings(text))
    for (const [encoding, bytes] of encodings(written)) {
      const lower = lowered(bytes);
      const key = lower.toString("latin1");
      if (lower.length >= 6 && !found.has(key))
        found.set(key, { encoding: `${encoding} ${spelling}`.trim(), bytes: lower });
    }
  return [...found.values()];
}

function spellings(text: string): [string, string][] {
  return [
    ["", text],
    ["folded", fold(text)],
    ["upper", text.toLocaleUpperCase("sq")],
    ["decomposed", text.normalize("NFD")],
  ];
}

function encodings(text: string): [string, Buffer][] {
  const utf8 = Buffer.from(text, "utf8");
  const utf16 = Buffer.from(text, "utf16le");
  const swapped = Buffer.from(utf16).swap16();
  const ascii = (written: string) => Buffer.from(written, "latin1");
  const each = (write: (letter: string, code: number) => string) =>
    ascii([...text].map((letter) => (letter > "\u007f" ? write(letter, letter.codePointAt(0) ?? 0) : letter)).join(""));
  const percent = encodeURIComponent(text);
  return [
    ["utf-8", utf8],
    ["utf-16le", utf16],
    ["utf-16be", swapped],
    ["latin-1", Buffer.from(text, "latin1")],
    ["hex", ascii(utf8.toString("hex"))],
    ["hex of utf-16le", ascii(utf16.toString("hex"))],
    ["hex of utf-16be", ascii(swapped.toString("hex"))],
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64 +${shift}`, ascii(base64(utf8, shift))]),
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64 of utf-16le +${shift}`, ascii(base64(utf16, shift))]),
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64url +${shift}`, ascii(urlSafe(base64(utf8, shift)))]),
    ["percent", ascii(percent)],
    ["percent twice", ascii(encodeURIComponent(percent))],
    ["html names", each((letter) => ({ ë: "&euml;", Ë: "&Euml;", ç: "&ccedil;", Ç: "&Ccedil;" })[letter] ?? letter)],
    ["html numbers", each((_, code) => `&#${code};`)],
    ["html hex", each((_, code) => `&#x${code.toString(16)};`)],
    ["json", each((_, code) => `\\u${code.toString(16).padStart(4, "0")}`)],
    [
      "quoted-printable",
      each((letter) =>
        Buffer.from(letter)
          .toString("hex")
          .replace(/../g, (pair) => `=${pair}`),
      ),
    ],
    ["octal", each((letter) => [...Buffer.from(letter)].map((byte) => `\\${byte.toString(8)}`).join(""))],
  ];
}

/** What of the text's base64 is the same wherever the text begins `shift` bytes into a group. */
function base64(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  return whole.toString("base64").slice([0, 2, 3][shift]);
}

function urlSafe(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_");
}

/** ASCII letters small, everything else as it is; base64 is compared without case, too. */
export function lowered(bytes: Buffer): Buffer {
  const lower = Buffer.from(bytes);
  for (let index = 0; index < lower.length; index++) {
    const byte = lower[index] ?? 0;
    if (byte >= 65 && byte <= 90) lower[index] = byte + 32;
  }
  return lower;
}

/** A mark of which only the beginning was found. */
export const CUT = "?";

export interface Sighting {
  mark: string;
  encoding: string;
}

/** Looks for marks in bytes: `search(bytes)` names each mark once with the encoding in which it was seen first. */
export function searcher(marks: readonly Mark[]) {
  const roots = [...new Set(marks.map(({ root }) => root))].flatMap((root) =>
    needlesOf(root).map((needle) => ({ ...needle, root })),
  );
  const whole = marks.flatMap(({ name, text }) => needlesOf(text).map(({ bytes }) => ({ name, bytes })));
  return {
    encodings: new Set(roots.map(({ encoding }) => encoding)).size,
    search(bytes: Buffer): Sighting[] {
      const lower = lowered(bytes);
      const seen = new Map<string, string>();
      for (const { bytes: needle, encoding } of roots)
        for (let at = lower.indexOf(needle); at !== -1; at = lower.indexOf(needle, at + needle.length)) {
          const here = whole.filter((full) => lower.subarray(at, at + full.bytes.length).equals(full.bytes));
          for (const { name } of here) if (!seen.has(name)) seen.set(name, encoding);
          // The word without what says which mark it is: cut off, and still a leak.
          if (here.length === 0 && !seen.has(CUT)) seen.set(CUT, encoding);
        }
      return [...seen].map(([mark, encoding]) => ({ mark, encoding }));
    },
  };
}
