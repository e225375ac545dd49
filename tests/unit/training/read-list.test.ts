import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import iconv from "iconv-lite";
import { describe, expect, it, test } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readList } from "#app/training/imports/read-list.server";

const sample = (name: string) => readFileSync(`tests/support/samples/${name}`);

async function listOf(content: Buffer | string) {
  const read = await readList(Buffer.from(content));
  if (!read.ok) throw new Error(read.reason);
  return read.list;
}

const reasonOf = async (content: Buffer | string) => {
  const read = await readList(Buffer.from(content));
  return read.ok ? null : read.reason;
};

const rows = "Emri;Mbiemri;Qyteti\nËngjëllushe;Çela;Kukës\n";

describe("encodings", () => {
  test.each([
    ["UTF-8", Buffer.from(rows)],
    ["UTF-8 (BOM)", Buffer.from(`\ufeff${rows}`)],
    ["UTF-16 LE", iconv.encode(`\ufeff${rows}`, "utf-16le")],
    ["UTF-16 BE", iconv.encode(`\ufeff${rows}`, "utf-16be")],
    ["Windows-1250", iconv.encode(rows, "windows-1250")],
    ["Windows-1250", iconv.encode(`${rows}Đorđe;Šabić;Čačak\n`, "windows-1250")],
    ["Windows-1252", iconv.encode(`${rows}Señor;Ñandú;Åarhus øst\nNoël;Müller;Ærø, Ãão\n`, "windows-1252")],
  ])("%s", async (encoding, content) => {
    const list = await listOf(content);
    expect(list.encoding).toBe(encoding);
    expect(list.sheets[0]?.rows[1]).toEqual(["Ëngjëllushe", "Çela", "Kukës"]);
  });

  test.each(["utf-16le", "utf-16be"])("%s without its mark", async (encoding) => {
    expect((await listOf(iconv.encode(rows, encoding, { addBOM: false }))).sheets[0]?.rows[1]?.[1]).toBe("Çela");
  });
});

describe("text", () => {
  test.each([";", ",", "\t", "|"])("with %j between the columns", async (delimiter) => {
    const list = await listOf(rows.replaceAll(";", delimiter));
    expect(list.delimiter).toBe(delimiter);
    expect(list.sheets[0]?.rows[1]).toHaveLength(3);
  });

  it("takes Excel's word for the delimiter and still tells the file's own lines", async () => {
    const list = await listOf(`sep=;\r\n${rows}`);
    expect(list.sheets[0]?.lines).toEqual([2, 3]);
  });

  it("keeps the lines of cells with line ends in them", async () => {
    const list = await listOf('emri,institucioni\n"Arta Hoxha","Bashkia\nKukës"\nZef Dedë,Shkolla\n');
    expect(list.sheets[0]?.lines).toEqual([1, 2, 4]);
    expect(list.sheets[0]?.rows[1]).toEqual(["Arta Hoxha", "Bashkia Kukës"]);
  });

  it("takes invisible signs out of cells", async () => {
    const list = await listOf("emri;qyteti\nA\u200brta\u0007 \u202eHoxha;Kukës\n");
    expect(list.sheets[0]?.rows[1]?.[0]).toBe("A rta Hoxha");
  });

  it("names the line of a quotation mark that never closes", async () => {
    const read = await readList(Buffer.from('emri,qyteti\nArta,Kukës\n"Zef,Has\nDrita,Krumë\n'));
    expect(read).toMatchObject({ ok: false, reason: "file_quote_open" });
    expect(read.ok ? 0 : read.line).toBeGreaterThan(1);
  });
});

describe("workbooks", () => {
  it("gives every sheet with its name, its lines, and numbers as they were typed", async () => {
    const list = await listOf(sample("pjesemarresit-elbasan.xlsx"));
    expect(list.sheets.map(({ name }) => name)).toEqual(["Dita 1", "Dita 2"]);
    const [first] = list.sheets;
    const row = first?.rows.findIndex((cells) => cells.includes("689513254")) ?? -1;
    expect(first?.lines[row]).toBe(7);
  });

  it("reads what another library wrote", async () => {
    const cell = (value: string | number) => ({ value });
    const file = await writeExcelFile([
      [cell("Emri"), cell("Telefoni")],
      [cell("Çlirim"), cell(671234567)],
    ]).toBuffer();
    expect((await listOf(file)).sheets[0]?.rows[1]).toEqual(["Çlirim", "671234567"]);
  });
});

describe("files that are no list", () => {
  const sheet = (cells: string) =>
    strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
    );
  const workbook = (cells: string) =>
    Buffer.from(
      zipSync({
        "[Content_Types].xml": strToU8("<Types/>"),
        "xl/workbook.xml": strToU8(
          '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ),
        "xl/_rels/workbook.xml.rels": strToU8(
          '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
        "xl/worksheets/sheet1.xml": sheet(cells),
      }),
    );
  const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");

  test.each([
    ["nothing", Buffer.alloc(0), "file_empty"],
    ["only empty cells", Buffer.from(";;;\n;;;\n"), "file_empty"],
    ["a PDF", Buffer.from("%PDF-1.7\n%âãÏÓ"), "file_wrong"],
    ["a picture", Buffer.concat([Buffer.from("\x89PNG\r\n", "latin1"), randomBytes(300)]), "file_wrong"],
    ["random bytes with zeros", Buffer.concat([Buffer.from([0, 1, 2, 0, 0, 7]), randomBytes(600)]), "file_wrong"],
    ["an old workbook", Buffer.concat([ole, Buffer.from("Workbook", "utf16le")]), "file_old_excel"],
    ["a locked workbook", Buffer.concat([ole, Buffer.from("EncryptedPackage", "utf16le")]), "file_encrypted"],
    ["a document", Buffer.from(zipSync({ "word/document.xml": strToU8("<w/>") })), "file_wrong"],
    ["half a workbook", sample("pjesemarresit-elbasan.xlsx").subarray(0, 4000), "file_broken"],
    ["one word", Buffer.from("lista"), "file_no_delimiter"],
    ["more than 25 MB", Buffer.alloc(25 * 2 ** 20 + 1, "a"), "file_too_big"],
    ["20,051 rows", Buffer.from(`emri;qyteti\n${"Arta;Kukës\n".repeat(20_060)}`), "file_too_many_rows"],
    ["300 columns", Buffer.from(`${"emri;".repeat(300)}\n`), "file_too_wide"],
    ["a cell in the last row", workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "file_too_many_rows"],
    ["a cell in the last column", workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "file_too_wide"],
    [
      "a bomb",
      workbook(`<row r="1"><c r="A1" t="inlineStr"><is><t>${"0".repeat(40_000_000)}</t></is></c></row>`),
      "file_bomb",
    ],
  ])("%s", async (_case, content, reason) => {
    expect(await reasonOf(content)).toBe(reason);
  });

  it("overlooks formatted cells without content, however far below", async () => {
    const list = await listOf(
      workbook(
        '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="3"/></row><row r="1048576" spans="1:7"><c r="B1048576" s="2"/></row>',
      ),
    );
    expect(list.sheets[0]?.rows).toEqual([["7"]]);
  });
});
