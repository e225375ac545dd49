// Reads a photo of a signature sheet in a process of its own: a hostile image takes down this one, which knows no key and
// no database. Standard input to standard output: what it shows as JSON, the photo and the page laid straight as JPEG.
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { fileLimits } from "#app/files/file-types";
import { findQr } from "./find-qr";
import { sheetPage } from "./layout";
import { type PhotoReading, sendParts } from "./photo-parts";
import { readPage } from "./read-page";
import { PICTURE, straightPicture } from "./straight-picture";

/** The longer side that is kept and read; more tells nothing more. */
const LONGEST = 2600;
const SMALLEST = 700;
/** Mean brightness below which nothing can be seen. */
const DARK = 40;

const { reading, pictures } = await read(await buffer(process.stdin));
sendParts(process.stdout, [Buffer.from(JSON.stringify(reading)), ...pictures]);

async function read(given: Buffer): Promise<{ reading: PhotoReading; pictures: Buffer[] }> {
  const refused = (reason: Extract<PhotoReading, { ok: false }>["reason"]) => ({
    reading: { ok: false as const, reason },
    pictures: [],
  });
  const photo = await decoded(given);
  if (typeof photo === "string") return refused(photo);
  const { width, height } = photo;
  const grey = { width, height, data: greyOf(photo.data) };
  const qr = await findQr(grey);
  if (!qr) {
    if (Math.max(width, height) < SMALLEST) return refused("too_small");
    return refused(meanOf(grey.data) < DARK ? "too_dark" : "no_sheet");
  }
  const page = readPage(grey, qr.corners);
  if (!page.ok) return refused(page.reason);
  const raw = { width, height, channels: 3 as const };
  const straight = { width: sheetPage.width * PICTURE, height: sheetPage.height * PICTURE, channels: 3 as const };
  return {
    reading: { ok: true, code: qr.code, page: qr.page, rows: page.rows },
    pictures: await Promise.all([
      sharp(photo.data, { raw }).jpeg({ quality: 85 }).toBuffer(),
      sharp(straightPicture(photo, page.plane), { raw: straight }).jpeg({ quality: 80 }).toBuffer(),
    ]),
  };
}

async function decoded(given: Buffer) {
  try {
    const image = sharp(given, { failOn: "error", limitInputPixels: false, sequentialRead: true });
    const { width, height, pages = 1 } = await image.metadata();
    if (width * height > fileLimits.pixels) return "too_many_pixels";
    if (pages > 1) return "animated";
    const { data, info } = await image
      .autoOrient()
      .resize(LONGEST, LONGEST, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { width: info.width, height: info.height, data } : "not_an_image";
  } catch {
    return "not_an_image";
  }
}

/** As bright as an eye sees it (Rec. 601). */
function greyOf(colours: Uint8Array): Uint8Array {
  const grey = new Uint8Array(colours.length / 3);
  for (let at = 0, from = 0; at < grey.length; at++, from += 3)
    grey[at] =
      (299 * (colours[from] as number) + 587 * (colours[from + 1] as number) + 114 * (colours[from + 2] as number)) /
      1000;
  return grey;
}

function meanOf(values: Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
