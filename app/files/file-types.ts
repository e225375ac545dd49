import type { FileType } from "#db/vocabulary";

/** Every type that is taken: how it travels, and what its names may end in. */
export const fileTypeFacts: Record<FileType, { mime: string; endings: readonly string[] }> = {
  pdf: { mime: "application/pdf", endings: ["pdf"] },
  jpg: { mime: "image/jpeg", endings: ["jpg", "jpeg", "jfif"] },
  png: { mime: "image/png", endings: ["png"] },
  webp: { mime: "image/webp", endings: ["webp"] },
  docx: { mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: ["docx"] },
  xlsx: { mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: ["xlsx"] },
  odt: { mime: "application/vnd.oasis.opendocument.text", endings: ["odt"] },
  txt: { mime: "text/plain; charset=utf-8", endings: ["txt"] },
};

/** For `accept`: without HEIC, so that an iPhone hands over a JPEG. */
export const acceptedEndings = Object.values(fileTypeFacts)
  .flatMap(({ endings }) => endings.map((ending) => `.${ending}`))
  .join(",");

const megabyte = 2 ** 20;

export const fileLimits = {
  bytes: 25 * megabyte,
  /** Of an image, width times height. */
  pixels: 60_000_000,
  /** What the parts of a DOCX, XLSX or ODT may unpack to, all together, and how many there may be. */
  unpackedBytes: 100 * megabyte,
  unpackedRatio: 150,
  parts: 4_000,
  nameCharacters: 180,
} as const;

export const fileRefusals = [
  "empty",
  "too_large",
  "broken",
  "wrong_ending",
  "not_listed",
  "archive",
  "program",
  "web_page",
  "media",
  "heic",
  "old_office",
  "password",
  "macros",
  "active",
  "embedded",
  "two_kinds",
  "unpacks_too_large",
  "too_many_pixels",
  "animated",
  "not_text",
  "name_missing",
  "name_too_long",
  "name_path",
  "name_control",
  "name_direction",
] as const;
export type FileRefusalReason = (typeof fileRefusals)[number];

/** Why a file is not taken; the reason has its sentence in the `forms` messages as `file_…`. */
export class FileRefusal extends Error {
  override name = "FileRefusal";
  constructor(readonly reason: FileRefusalReason) {
    super(reason);
  }
}

/** Why a file's name is not taken: paths, control characters, letters that turn the reading direction. */
export function nameRefusal(name: string): FileRefusalReason | null {
  if (name.trim() === "" || /^\.+$/.test(name.trim())) return "name_missing";
  if (/\p{Cc}|\p{Cs}|\ufffd/u.test(name)) return "name_control";
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name)) return "name_direction";
  if (/[/\\]/.test(name)) return "name_path";
  if ([...name].length > fileLimits.nameCharacters) return "name_too_long";
  return null;
}

/** True where the name's ending fits the type, or where there is none (cameras, scans). */
export function endingFits(name: string, type: FileType): boolean {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase();
  return ending === undefined || fileTypeFacts[type].endings.includes(ending);
}

/** The name for the download: as it was given, with the type's ending where it has none. */
export function downloadName(name: string, type: FileType): string {
  return /\.[^.]+$/.test(name) ? name : `${name}.${fileTypeFacts[type].endings[0]}`;
}
