import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPhoto } from "#app/training/sheets/read-photo.server";
import { docx, hugePng, pdf, photo, png, pngChunk, text, webp, xlsx } from "#tests/support/hostile-files";

const reason = async (content: Buffer) => {
  const read = await readPhoto(content);
  return read.ok ? "read" : read.reason;
};
const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();

describe("what is no photo of a sheet", () => {
  it("is refused with a reason, whatever it is, and takes nobody down", async () => {
    const broken = Buffer.from(await photo(900, 700));
    broken.fill(0xff, 300, 900);
    const given: [string, Buffer, RegExp][] = [
      ["nothing", Buffer.alloc(0), /^not_an_image$/],
      ["a text", text(), /^not_an_image$/],
      ["a PDF", pdf(), /^pdf$/],
      ["a letter", docx(), /^not_an_image$/],
      ["a list", xlsx(), /^not_an_image$/],
      ["a photo of something else", await photo(1200, 900), /^(no_sheet|too_dark)$/],
      ["a small picture", await png(), /^(too_small|not_an_image)$/],
      ["another small picture", await webp(), /^(too_small|not_an_image)$/],
      ["sixty thousand pixels square", hugePng(), /^(too_many_pixels|not_an_image)$/],
      ["a part of a PNG alone", pngChunk("IDAT", randomBytes(200)), /^not_an_image$/],
      ["a photo with a hole", broken, /^(not_an_image|no_sheet|too_small|too_dark)$/],
      ["the beginning of a photo", (await photo(900, 700)).subarray(0, 400), /^not_an_image$/],
      ["noise", await noise(1500, 1100), /^no_sheet$/],
    ];
    for (const [what, content, expected] of given) expect(await reason(content), what).toMatch(expected);
  });

  it("does not pile up: what comes when many are waiting is sent away", async () => {
    const content = await noise(800, 600);
    const answers = await Promise.all(Array.from({ length: 14 }, () => reason(content)));
    expect(answers.filter((answer) => answer === "busy").length).toBeGreaterThanOrEqual(1);
    expect(answers.filter((answer) => answer === "no_sheet").length).toBeGreaterThanOrEqual(10);
    expect(await reason(content)).toBe("no_sheet");
  });
});
