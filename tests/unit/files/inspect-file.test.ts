import { randomBytes } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { FileRefusal } from "#app/files/file-types";
import { inspectFile } from "#app/files/inspect-file.server";
import {
  docx,
  docxEntries,
  hugePng,
  odt,
  pdf,
  photo,
  png,
  rawZip,
  text,
  webp,
  xlsx,
} from "#tests/support/hostile-files";

async function* inPieces(content: Buffer, size: number) {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function taken(name: string, content: Buffer, size = 65_536) {
  const inspected = await inspectFile(name, inPieces(content, size));
  const chunks: Uint8Array[] = [];
  for await (const chunk of inspected.content) chunks.push(chunk);
  return { type: inspected.type(), content: Buffer.concat(chunks) };
}

const refusalOf = (name: string, content: Buffer, size?: number) =>
  taken(name, content, size).then(
    () => "taken",
    (failure) => (failure instanceof FileRefusal ? failure.reason : failure),
  );

describe("what is taken", () => {
  it.each([1, 7, 4_096, 65_536])("is taken as it is, in pieces of %i bytes", async (size) => {
    const given = {
      "vendimi.pdf": pdf(),
      "Kërkesë për mbrojtje.DOCX": docx(),
      "lista.xlsx": xlsx(),
      "shkresa.odt": odt(),
      "shënim.txt": text(),
      "pa mbaresë": pdf(),
    };
    for (const [name, content] of Object.entries(given)) {
      const found = await taken(name, content, size);
      expect(found.content.equals(content), name).toBe(true);
    }
    expect((await taken("a.docx", docx(), size)).type).toBe("docx");
    expect((await taken("a.xlsx", xlsx(), size)).type).toBe("xlsx");
    expect((await taken("a.odt", odt(), size)).type).toBe("odt");
  });

  it("keeps nothing of what a photo says beside its picture, and turns it the way it was held", async () => {
    const given = await photo(64, 48);
    expect((await sharp(given).metadata()).exif).toBeDefined();
    expect(given.includes("Mirela Gjoka")).toBe(true);
    const { type, content } = await taken("IMG_0042.JPG", given);
    const { exif, icc, xmp, iptc, width, height } = await sharp(content).metadata();
    expect({ type, exif, icc, xmp, iptc, width, height }).toEqual({ type: "jpg", width: 48, height: 64 });
    expect(content.includes("Mirela Gjoka")).toBe(false);
  });

  it("draws PNG and WebP anew", async () => {
    expect((await taken("a.png", await png())).type).toBe("png");
    expect((await taken("a.webp", await webp())).type).toBe("webp");
  });

  it("leaves what hides in an image behind", async () => {
    const image = await photo();
    const hidden = Buffer.concat([image, strToU8("<script>alert(1)</script>")]);
    expect((await taken("a.jpg", hidden)).content.includes("<script>")).toBe(false);
  });
});

describe("what is refused", () => {
  const zip = (parts: Record<string, Uint8Array>) => Buffer.from(zipSync(parts));
  const cases: [string, string, () => Buffer | Promise<Buffer>, string][] = [
    ["nothing", "a.pdf", () => Buffer.alloc(0), "empty"],
    ["a PDF called a picture", "a.jpg", () => pdf(), "wrong_ending"],
    ["a picture called a PDF", "a.pdf", () => png(), "wrong_ending"],
    ["a program's ending", "fatura.pdf.exe", () => pdf(), "wrong_ending"],
    ["an archive", "a.zip", () => zip({ "a.txt": strToU8("x") }), "archive"],
    ["an archive called DOCX", "a.docx", () => zip({ "a.txt": strToU8("x") }), "archive"],
    ["slides", "a.pptx", () => zip({ "[Content_Types].xml": strToU8("<Types/>") }), "not_listed"],
    ["macros by their part", "a.docx", () => docx({ "word/vbaProject.bin": strToU8("x") }), "macros"],
    ["macros in ODT", "a.odt", () => odt({ "Basic/Standard/Module1.xml": strToU8("x") }), "macros"],
    ["an embedded object", "a.docx", () => docx({ "word/embeddings/oleObject1.bin": strToU8("x") }), "embedded"],
    [
      "a template from elsewhere",
      "a.docx",
      () =>
        docx({
          "word/_rels/settings.xml.rels": strToU8(
            '<Relationships><Relationship Type="http://x/relationships/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/></Relationships>',
          ),
        }),
      "active",
    ],
    [
      "an encrypted ODT",
      "a.odt",
      () => odt({ "META-INF/manifest.xml": strToU8("<manifest:encryption-data/>") }),
      "password",
    ],
    [
      "a bomb",
      "a.docx",
      () => rawZip([...docxEntries, { name: "word/media/a.xml", content: Buffer.alloc(120 * 2 ** 20) }]),
      "unpacks_too_large",
    ],
    ["a DOCX with something behind it", "a.docx", () => Buffer.concat([docx(), strToU8("<html>")]), "two_kinds"],
    ["two DOCX in one", "a.docx", () => Buffer.concat([docx(), docx()]), "two_kinds"],
    [
      "a DOCX that lists other parts than it has",
      "a.docx",
      () => rawZip([...docxEntries, { name: "word/a.xml", content: text(), listedName: "word/vbaProject.bin" }]),
      "two_kinds",
    ],
    ["a DOCX with a password", "a.docx", () => rawZip(docxEntries.map((one) => ({ ...one, flags: 1 }))), "password"],
    [
      "a way out of the folder",
      "a.docx",
      () => rawZip([{ name: "../../a.sh", content: text() }, ...docxEntries]),
      "archive",
    ],
    ["packed in an unknown way", "a.docx", () => rawZip([{ name: "a", content: text(), method: 99 }]), "broken"],
    ["half a DOCX", "a.docx", () => docx().subarray(0, 300), "broken"],
    ["a PDF with a password", "a.pdf", () => pdf({ trailer: "/Encrypt 5 0 R" }), "password"],
    ["a PDF that runs something", "a.pdf", () => pdf({ body: "/OpenAction << /S /JavaScript /JS (x) >>" }), "active"],
    ["the same, written otherwise", "a.pdf", () => pdf({ body: "/OpenAction << /S /J#61vaScript >>" }), "active"],
    ["a PDF that carries a file", "a.pdf", () => pdf({ body: "/Names << /EmbeddedFiles 9 0 R >>" }), "embedded"],
    ["a PDF and an archive", "a.pdf", () => Buffer.concat([pdf(), zip({ a: strToU8("x") })]), "two_kinds"],
    ["half a PDF", "a.pdf", () => pdf().subarray(0, 120), "broken"],
    [
      "a picture and an archive",
      "a.jpg",
      async () => Buffer.concat([await photo(), zip({ a: strToU8("x") })]),
      "two_kinds",
    ],
    ["a wall of pixels", "a.png", () => hugePng(), "too_many_pixels"],
    ["half a picture", "a.jpg", async () => (await photo()).subarray(0, 400), "broken"],
    ["SVG", "a.svg", () => text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "web_page"],
    ["HTML called a picture", "a.jpg", () => text("<!doctype html><script>alert(1)</script>"), "web_page"],
    ["HTML in a text", "a.txt", () => text("hello <script>alert(1)</script>"), "web_page"],
    ["bytes called a text", "a.txt", () => randomBytes(5_000), "not_listed"],
    ["a text of another time", "a.txt", () => Buffer.from("k\u00eb", "latin1"), "not_text"],
    [
      "an old Word file",
      "a.doc",
      () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      "old_office",
    ],
    ["a Windows program", "a.pdf", () => Buffer.concat([strToU8("MZ"), Buffer.alloc(600)]), "program"],
    [
      "a film",
      "a.mp4",
      () => Buffer.concat([Buffer.from("0000001866747970", "hex"), strToU8("isom"), Buffer.alloc(600)]),
      "media",
    ],
    [
      "HEIC",
      "a.heic",
      () => Buffer.concat([Buffer.from("0000001866747970", "hex"), strToU8("heic"), Buffer.alloc(600)]),
      "heic",
    ],
    ["too much", "a.txt", () => Buffer.alloc(25 * 2 ** 20 + 1, "a"), "too_large"],
  ];

  it.each(cases)("%s", async (_, name, make, reason) => {
    const content = await make();
    expect(await refusalOf(name, content)).toBe(reason);
    if (content.length < 10_000) expect(await refusalOf(name, content, 13)).toBe(reason);
  });

  it.each([
    ["", "name_missing"],
    ["..", "name_missing"],
    ["../../etc/passwd.pdf", "name_path"],
    ["C:\\dokumente\\a.pdf", "name_path"],
    ["a\u0000.pdf", "name_control"],
    ["a\r\nSet-Cookie: b.pdf", "name_control"],
    ["fatura\u202efdp.exe", "name_direction"],
    [`${"a".repeat(300)}.pdf`, "name_too_long"],
  ])("the name %j", async (name, reason) => {
    expect(await refusalOf(name, pdf())).toBe(reason);
  });

  it("not the name of somebody who likes pictures in it", async () => {
    expect(await refusalOf("📄 vendimi ‘i fundit’ (2).pdf", pdf())).toBe("taken");
  });
});
