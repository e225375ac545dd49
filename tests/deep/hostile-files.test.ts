import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beginSignIn } from "#app/accounts/session.server";
import { messages } from "#app/i18n/messages.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import { receiptSignIns } from "#db/schema/aid-requests";
import { rateLimits } from "#db/schema/rate-limits";
import { buildAccount, buildCourse, buildEvent } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { changedTables, fingerprint } from "#tests/support/hostile";
import {
  docx,
  docxEntries,
  hugePng,
  odt,
  pdf,
  photo,
  png,
  pngChunk,
  rawZip,
  text,
  webp,
  xlsx,
} from "#tests/support/hostile-files";
import { ownFileStore } from "#tests/support/kept-files";
import { networkOn } from "#tests/support/network";
import { startUploadServer, type UploadServer } from "#tests/support/upload-server";

const store = ownFileStore();
const database = await testDatabase();
let server: UploadServer;
/** Every address that takes a file, with the cookie of whoever may send one there. */
const uploads: Record<string, { path: string; cookie: string }> = {
  "the lawyer's case": { path: "", cookie: "" },
  "the desk's request": { path: "", cookie: "" },
  "behind the receipt": { path: "/help/status/documents", cookie: "" },
  "the training's list": { path: "", cookie: "" },
};
const places = Object.keys(uploads);
const forDocuments = places.slice(0, 3);

beforeAll(async () => {
  const network = networkOn(database);
  const desk = await network.desk();
  const lawyer = await network.lawyer();
  const accepted = await network.request(desk);
  const [offer] = await network.offer(desk, accepted, lawyer.id);
  const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
  const requestId = await network.request(desk);
  const manager = await buildAccount(database.owner, { roles: ["training_manager"] });
  const course = await buildCourse(database.owner);
  const event = await buildEvent(database.owner, { courseId: course.id });
  const token = newToken();
  const now = new Date();
  await database.owner.insert(receiptSignIns).values({
    tokenHash: tokenHash(token),
    requestId,
    seenAt: now,
    endsAt: new Date(now.getTime() + 3_600_000),
  });
  const cookieOf = async (id: string, role: "lawyer" | "coordinator" | "training_manager") =>
    (await beginSignIn({ id, roles: [role] }, null, now, now)).split(";")[0] ?? "";
  Object.assign(uploads, {
    "the lawyer's case": {
      path: `/lawyer/cases/${caseId}/documents`,
      cookie: await cookieOf(lawyer.account.id, "lawyer"),
    },
    "the desk's request": {
      path: `/desk/requests/${requestId}/documents`,
      cookie: await cookieOf(desk.accountId, "coordinator"),
    },
    "behind the receipt": {
      path: "/help/status/documents",
      cookie: (await helpCookie("receipt", token)).split(";")[0] ?? "",
    },
    "the training's list": {
      path: `/manage/events/${event.id}/import`,
      cookie: await cookieOf(manager.id, "training_manager"),
    },
  });
  server = await startUploadServer([
    "routes/lawyer/case-documents.tsx",
    "routes/desk/request-documents.tsx",
    "routes/help/status-documents.tsx",
    "routes/manage/import.tsx",
  ]);
});
afterAll(async () => {
  await server.stop();
  await stopSendingBoss();
});
beforeEach(() => database.owner.delete(rateLimits));

const boundary = "----perkrah1f0e2d3c";
const multipart = `multipart/form-data; boundary=${boundary}`;
const field = (name: string, value: string) =>
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
const filePart = (name: string, content: Buffer, partName = "file") =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${partName}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from("\r\n"),
  ]);
const end = Buffer.from(`--${boundary}--\r\n`);
const formOf = (name: string, content: Buffer) => Buffer.concat([field("kind", "other"), filePart(name, content), end]);

const kept = () =>
  readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort();

/** A refusal names its reason: a sentence of the form, or a plain page. */
function sentenceOf(said: string): string {
  const forms: Record<string, string> = messages.sq.forms;
  return forms[said.split("|")[0] ?? ""] ?? said;
}

async function refusedAt(place: string, type: string, body: Buffer) {
  const { path, cookie } = uploads[place] ?? { path: "", cookie: "" };
  const answer = await server.post(path, cookie, type, body);
  return { place, ...answer };
}

let standing: string | undefined;

/** Sends it to the addresses; answers with what was said there, after a look at everything that could have changed. */
async function sentTo(chosen: readonly string[], type: string, body: Buffer) {
  // Nothing here may change anything: what stood after the last one stands before this one.
  standing ??= await fingerprint(database);
  const files = kept();
  const answers = [];
  for (const place of chosen) answers.push(await refusedAt(place, type, body));
  for (const { place, status, said } of answers) {
    expect(status, `${place}: ${said}`).toBeGreaterThanOrEqual(400);
    expect(status, `${place}: ${said}`).toBeLessThan(500);
    expect(sentenceOf(said), place).toMatch(/\p{L}{2,}.*\s.*\p{L}{2,}/u);
  }
  expect(changedTables(standing, await fingerprint(database))).toEqual([]);
  expect(kept()).toEqual(files);
  return answers.slice(0, chosen.length).map(({ said }) => said);
}

const zip = (parts: Record<string, Uint8Array>) => Buffer.from(zipSync(parts));
const starting = (hex: string, length = 600) => Buffer.concat([Buffer.from(hex, "hex"), Buffer.alloc(length)]);
const external =
  '<Relationships><Relationship Type="http://x/relationships/oleObject" Target="http://x" TargetMode="External"/></Relationships>';

const kinds: [string, string, () => Buffer | Promise<Buffer>, string][] = [
  ["zero bytes", "a.pdf", () => Buffer.alloc(0), "file_empty"],
  ["a PDF called a picture", "foto.jpg", () => pdf(), "file_wrong_ending"],
  ["a picture called a PDF", "a.pdf", () => png(), "file_wrong_ending"],
  ["a PDF called a program", "fatura.pdf.exe", () => pdf(), "file_wrong_ending"],
  ["a DOCX called a spreadsheet", "a.xlsx", () => docx(), "file_wrong_ending"],
  [
    "a PDF that is an archive, too",
    "a.pdf",
    async () => Buffer.concat([pdf(), zip({ a: strToU8("x") })]),
    "file_two_kinds",
  ],
  [
    "a picture that is an archive, too",
    "a.jpg",
    async () => Buffer.concat([await photo(), zip({ a: strToU8("x") })]),
    "file_two_kinds",
  ],
  [
    "a WebP that is an archive, too",
    "a.webp",
    async () => Buffer.concat([await webp(), zip({ a: strToU8("x") })]),
    "file_two_kinds",
  ],
  [
    "a page in a PDF's first lines",
    "a.pdf",
    () =>
      Buffer.from(pdf().toString("latin1").replace("%PDF-1.7", "%PDF-1.7\n<html><script>alert(1)</script>"), "latin1"),
    "file_two_kinds",
  ],
  ["a PDF with something behind it", "a.pdf", () => pdf({ after: "MZ program" }), "file_two_kinds"],
  [
    "a zip bomb called DOCX",
    "a.docx",
    () => rawZip([...docxEntries, { name: "word/a.xml", content: Buffer.alloc(150 * 2 ** 20) }]),
    "file_unpacks_too_large",
  ],
  [
    "a bomb of many small parts",
    "a.docx",
    () =>
      rawZip([
        ...docxEntries,
        ...Array.from({ length: 5_000 }, (_, n) => ({ name: `word/${n}`, content: Buffer.from("x") })),
      ]),
    "file_unpacks_too_large",
  ],
  ["a DOCX with macros", "a.docx", () => docx({ "word/vbaProject.bin": strToU8("x") }), "file_macros"],
  ["an XLSX with old macros", "a.xlsx", () => xlsx({ "xl/macrosheets/sheet1.xml": strToU8("<x/>") }), "file_macros"],
  [
    "a macro type in a DOCX",
    "a.docx",
    () =>
      docx({
        "[Content_Types].xml": strToU8('<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
      }),
    "file_macros",
  ],
  ["an ODT with a program", "a.odt", () => odt({ "Scripts/python/a.py": strToU8("x") }), "file_macros"],
  [
    "a DOCX that fetches from elsewhere",
    "a.docx",
    () => docx({ "word/_rels/document.xml.rels": strToU8(external) }),
    "file_active",
  ],
  [
    "a DOCX with an object inside",
    "a.docx",
    () => docx({ "word/embeddings/oleObject1.bin": strToU8("x") }),
    "file_embedded",
  ],
  [
    "a DOCX that lists what it has not",
    "a.docx",
    () => rawZip([...docxEntries, { name: "a.xml", content: text(), listedName: "word/vbaProject.bin" }]),
    "file_two_kinds",
  ],
  [
    "a DOCX with a way out of its folder",
    "a.docx",
    () => rawZip([{ name: "../../etc/cron.d/a", content: text() }, ...docxEntries]),
    "file_archive",
  ],
  [
    "a DOCX packed in an unknown way",
    "a.docx",
    () => rawZip([...docxEntries, { name: "a", content: text(), method: 99 }]),
    "file_broken",
  ],
  ["half a DOCX", "a.docx", () => docx().subarray(0, 300), "file_broken"],
  ["an archive", "a.zip", () => zip({ "a.txt": strToU8("x") }), "file_archive"],
  [
    "an archive with a password",
    "a.zip",
    () => rawZip([{ name: "a.txt", content: text(), flags: 1 }]),
    "file_password",
  ],
  ["RAR", "a.rar", () => starting("526172211a0700"), "file_archive"],
  ["7z", "a.7z", () => starting("377abcaf271c"), "file_archive"],
  ["gzip", "a.gz", () => gzipSync(text()), "file_archive"],
  ["an old Word file, or one with a password", "a.docx", () => starting("d0cf11e0a1b11ae1"), "file_old_office"],
  [
    "an ODT with a password",
    "a.odt",
    () => odt({ "META-INF/manifest.xml": strToU8("<manifest:encryption-data/>") }),
    "file_password",
  ],
  ["a PDF with a password", "a.pdf", () => pdf({ trailer: "/Encrypt 5 0 R" }), "file_password"],
  [
    "a PDF with a script",
    "a.pdf",
    () => pdf({ body: "/OpenAction << /S /JavaScript /JS (app.alert) >>" }),
    "file_active",
  ],
  ["a PDF with a hidden script", "a.pdf", () => pdf({ body: "/AA << /O << /S /#4aav#61Script >> >>" }), "file_active"],
  [
    "a PDF that starts a program",
    "a.pdf",
    () => pdf({ body: "/OpenAction << /S /Launch /F (cmd.exe) >>" }),
    "file_active",
  ],
  ["a PDF with a file inside", "a.pdf", () => pdf({ body: "/Names << /EmbeddedFiles 9 0 R >>" }), "file_embedded"],
  ["half a PDF", "a.pdf", () => pdf().subarray(0, 100), "file_broken"],
  ["a picture of a wall", "a.png", () => hugePng(), "file_too_many_pixels"],
  [
    "a picture that moves",
    "a.png",
    async () => {
      const still = await png();
      return Buffer.concat([
        still.subarray(0, 33),
        pngChunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
        still.subarray(33),
      ]);
    },
    "file_animated",
  ],
  ["half a picture", "a.jpg", async () => (await photo(400, 400)).subarray(0, 700), "file_broken"],
  [
    "a picture of noise",
    "a.png",
    () => Buffer.concat([hugePng(10, 10).subarray(0, 33), randomBytes(2_000)]),
    "file_broken",
  ],
  [
    "SVG with a script",
    "a.svg",
    () => text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "file_web_page",
  ],
  ["SVG called PNG", "a.png", () => text('<?xml version="1.0"?><svg><script/></svg>'), "file_web_page"],
  ["HTML called JPG", "a.jpg", () => text("<!doctype html><script>alert(1)</script>"), "file_web_page"],
  ["HTML called text, after words", "a.txt", () => text("hello <script>alert(1)</script>"), "file_web_page"],
  ["a Windows program", "a.pdf", () => starting("4d5a9000"), "file_program"],
  ["a Linux program", "a.pdf", () => starting("7f454c46020101"), "file_program"],
  ["a shell script", "a.txt", () => text("#!/bin/sh\nrm -rf /\n"), "file_not_listed"],
  ["RTF", "a.rtf", () => text("{\\rtf1 hello}"), "file_not_listed"],
  [
    "a film",
    "a.mp4",
    () => Buffer.concat([starting("0000001866747970", 0), strToU8("isom"), Buffer.alloc(600)]),
    "file_media",
  ],
  ["a sound", "a.wav", () => starting("524946466402000057415645666d7420"), "file_media"],
  [
    "HEIC",
    "a.heic",
    () => Buffer.concat([starting("0000001866747970", 0), strToU8("heic"), Buffer.alloc(600)]),
    "file_heic",
  ],
  ["TIFF", "a.tif", () => starting("49492a0008000000"), "file_not_listed"],
  ["noise", "a.txt", () => randomBytes(5_000), "file_not_listed"],
  ["a text with a bell", "a.txt", () => text("ding\u0007"), "file_not_text"],
  ["a text of another time", "a.txt", () => Buffer.from("k\u00eb\u00e7", "latin1"), "file_not_text"],
];

describe("a hostile file, at every address that takes files", () => {
  it.each(kinds)("%s", async (_, name, make, key) => {
    const body = formOf(name, await make());
    const said = await sentTo(places, multipart, body);
    expect(said.slice(0, forDocuments.length)).toEqual(forDocuments.map(() => key));
    expect(said.at(-1)).toMatch(/^(list_|file_|required_file)/);
  });

  it("26 MB", async () => {
    const said = await sentTo(places, multipart, formOf("a.pdf", Buffer.alloc(26 * 2 ** 20, "a")));
    for (const words of said) expect(words).toContain("25 MB");
  });

  it("one byte more than 25 MB", async () => {
    const content = Buffer.alloc(25 * 2 ** 20 + 1, "a");
    expect(await sentTo(places, multipart, formOf("a.txt", content))).toEqual([
      ...forDocuments.map(() => "file_too_large"),
      "list_file_too_big",
    ]);
  });
});

describe("a hostile name", () => {
  const names: [string, string, string][] = [
    ["a way up", "../../../etc/passwd.pdf", "file_name_path"],
    ["a Windows path", "C:\\\\Users\\\\a.pdf", "file_name_path"],
    ["NUL", "a\u0000.pdf", "file_name_control"],
    ["a letter that turns the reading", "fatura\u202efdp.pdf", "file_name_direction"],
    ["300 letters", `${"ë".repeat(300)}.pdf`, "file_name_too_long"],
    ["only dots", "..", "file_name_missing"],
    ["an escape", "\u001b[31m.pdf", "file_name_control"],
    ["bytes that are no UTF-8", "a\ufffd.pdf", "file_name_control"],
  ];

  it.each(names)("%s", async (_, name, key) => {
    expect(await sentTo(forDocuments, multipart, formOf(name, pdf()))).toEqual(forDocuments.map(() => key));
  });

  it("line breaks end no header", async () => {
    const content = randomBytes(3_000);
    for (const name of ["a\r\nSet-Cookie: a=b\r\n\r\n.png", "a\nb.png", 'a"; name="kind"; filename="b\r\n'])
      await sentTo(forDocuments, multipart, formOf(name, content));
  });
});

describe("a form that is none", () => {
  const good = filePart("a.pdf", pdf());
  const forms: [string, string, Buffer][] = [
    ["no boundary", "multipart/form-data", Buffer.concat([good, end])],
    ["an empty boundary", "multipart/form-data; boundary=", Buffer.concat([good, end])],
    ["another boundary", "multipart/form-data; boundary=other", Buffer.concat([good, end])],
    ["no end", multipart, good],
    ["an end in the middle of the file", multipart, good.subarray(0, -40)],
    ["an end in the middle of the headers", multipart, good.subarray(0, 90)],
    ["two files", multipart, Buffer.concat([good, filePart("b.pdf", pdf()), end])],
    [
      "two files, the second under another name",
      multipart,
      Buffer.concat([good, filePart("b.pdf", pdf(), "other"), end]),
    ],
    ["the file under another name", multipart, Buffer.concat([filePart("a.pdf", pdf(), "other"), end])],
    ["no file", multipart, Buffer.concat([field("kind", "other"), end])],
    ["a file without a name", multipart, Buffer.concat([filePart("", pdf()), end])],
    ["nothing", multipart, Buffer.alloc(0)],
    ["only the end", multipart, end],
    [
      "100 fields",
      multipart,
      Buffer.concat([...Array.from({ length: 100 }, (_, n) => field(`f${n}`, "x")), good, end]),
    ],
    ["a field of 100 kB", multipart, Buffer.concat([field("kind", "x".repeat(100_000)), good, end])],
    [
      "a header of 200 kB",
      multipart,
      Buffer.concat([
        Buffer.from(`--${boundary}\r\nX-A: ${"x".repeat(200_000)}\r\n`),
        filePart("a.pdf", randomBytes(3_000)),
        end,
      ]),
    ],
    [
      "no disposition",
      multipart,
      Buffer.from(`--${boundary}\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--${boundary}--\r\n`),
    ],
    [
      "a form in a form",
      multipart,
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n`,
        ),
        end,
      ]),
    ],
    ["plain fields", "application/x-www-form-urlencoded", Buffer.from("kind=other&file=a.pdf")],
    ["JSON", "application/json", Buffer.from('{"file":"a.pdf"}')],
    ["the file itself", "application/pdf", pdf()],
    ["text", "text/plain", good],
    ["noise", multipart, randomBytes(10_000)],
  ];

  it.each(forms)("%s", async (_, type, body) => {
    await sentTo(places, type, body);
  });

  it("a kind that is none, and the file before its fields", async () => {
    const [desk = ""] = forDocuments.slice(1);
    const body = Buffer.concat([good, field("kind", "secret"), end]);
    expect(await sentTo([desk], multipart, body)).toEqual(["choice"]);
  });

  it.each(places)("a length that lies, to %s", async (place) => {
    const { path, cookie } = uploads[place] ?? { path: "", cookie: "" };
    const body = Buffer.concat([good, end]);
    const before = await fingerprint(database);
    const files = kept();
    const start = `POST ${path} HTTP/1.1\r\nHost: ${new URL(server.address).host}\r\nOrigin: ${server.address}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nContent-Type: ${multipart}\r\n`;
    const lies = [
      `Content-Length: ${body.length - 60}\r\n\r\n`,
      `Content-Length: ${body.length + 5_000}\r\n\r\n`,
      `Content-Length: ${body.length}\r\nContent-Length: 5\r\n\r\n`,
      "Content-Length: -5\r\n\r\n",
      "Content-Length: 99999999999999999999\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\n",
      `Transfer-Encoding: chunked\r\nContent-Length: ${body.length}\r\n\r\n`,
    ];
    for (const lie of lies) {
      const answer = await server.raw(Buffer.concat([Buffer.from(start + lie), body]));
      expect(answer, lie).not.toMatch(/^HTTP\/1\.1 (5|2|3)/);
    }
    // What was cut in the middle is noticed a moment later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(changedTables(before, await fingerprint(database))).toEqual([]);
    expect(kept()).toEqual(files);
  });
});

it("takes the good ones at the same addresses all the while", async () => {
  for (const place of forDocuments) {
    const { path, cookie } = uploads[place] ?? { path: "", cookie: "" };
    const answer = await server.post(path, cookie, multipart, formOf("Vendimi 📄 ‘i ri’.pdf", pdf()));
    expect(answer.status, answer.said).toBeGreaterThanOrEqual(300);
    expect(answer.status, answer.said).toBeLessThan(304);
  }
  expect(kept().length).toBe(3);
});
