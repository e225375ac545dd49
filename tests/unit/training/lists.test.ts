import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readChoices } from "#app/training/imports/forms";
import { dayIn, headingRow, meaningOf } from "#app/training/imports/headings";
import { legendOf, markOf } from "#app/training/imports/marks";
import { givenNameTest, joinName, splitName } from "#app/training/imports/names";
import { judgeRows, mergeRows, readEntries, type Sheet } from "#app/training/imports/rules";

const days = ["2021-05-27", "2021-05-28"];
const event = { days, sittings: [1, 2, 3, 4].map((position) => ({ position, day: days[position < 3 ? 0 : 1] ?? "" })) };
const help = {
  isGivenName: givenNameTest(),
  municipalities: new Map([
    ["kukes", "01"],
    ["ura vajgurore", "02"],
  ]),
};
const sheet = (rows: string[][], name: string | null = null): Sheet => ({
  name,
  rows,
  lines: rows.map((_row, place) => place + 1),
});

function read(rows: string[][], choices = {}, name: string | null = null) {
  const result = readEntries({ sheets: [sheet(rows, name)], delimiter: ";" }, event, help, choices);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

describe("headings", () => {
  test.each([
    ["Emri Mbiemri", "full_name"],
    ["EMËR MBIEMËR", "full_name"],
    ["Emri", "given_name"],
    ["Surname", "family_name"],
    ["E-mail", "email"],
    ["Nr. tel", "phone"],
    ["Nr.", "number"],
    ["Institucioni/Organizata", "institution"],
    ["Detyra", "profession"],
    ["Bashkia", "municipality"],
    ["Prezent", "presence"],
    ["Seanca 3", "sitting_3"],
    ["session 2", "sitting_2"],
    ["Dita 1", "day_1"],
    ["27.05.2021", "day_1"],
    ["28 maj", "day_2"],
    ["Nënshkrimi", "ignore"],
    ["Ngjyra e preferuar", null],
    ["", null],
  ])("%s means %s", (heading, meaning) => {
    expect(meaningOf(heading, days)).toBe(meaning);
  });

  it("stand below the titles, in any order, and a name alone is the whole name", () => {
    const found = headingRow(
      [["LISTA E PJESËMARRJES"], ["Kukës, 27.05.2021"], [], ["Telefoni", "Emri", "E-mail"]],
      days,
    );
    expect(found).toEqual({ place: 3, meanings: ["phone", "full_name", "email"] });
    expect(
      headingRow([
        ["Arta Hoxha", "Kukës"],
        ["Zef Dedë", "Has"],
      ]),
    ).toBeNull();
  });

  test.each([
    ["Elbasan, 27 maj 2021", "2021-05-27"],
    ["27/5/21", "2021-05-27"],
    ["2021-05-28", "2021-05-28"],
    ["127.05.2021", null],
    ["27 qershor", null],
  ])("%s names the day %s", (text, day) => {
    expect(dayIn(text, days)).toBe(day);
  });
});

describe("names", () => {
  const given = givenNameTest(["tringë"]);
  test.each([
    ["Ylli Vuçaj", "Ylli", "Vuçaj", []],
    ["Mëhilli Xhevahire", "Xhevahire", "Mëhilli", ["surname_first"]],
    ["Mëhilli, Xhevahire", "Xhevahire", "Mëhilli", ["surname_first"]],
    ["AGIM TUSHA", "Agim", "Tusha", ["capitals"]],
    ["ëngjëllushe çela", "Ëngjëllushe", "Çela", ["capitals"]],
    ["Kastriot (Vuçaj) Ymeri", "Kastriot", "Ymeri (Vuçaj)", ["former_name"]],
    ["3. Av. Ana Maria Hoxha", "Ana Maria", "Hoxha", []],
    ["Smajli Tringë", "Tringë", "Smajli", ["surname_first"]],
    ["Qwerta Zyxwa", "Qwerta", "Zyxwa", ["order_unsure"]],
    ["Ylli", "Ylli", "", []],
    ["Arben Zoti", "Arben", "Zoti", []],
    ["Zoti Arben", "Arben", "Zoti", ["surname_first"]],
    ["Zoti Arben Hoxha", "Arben", "Hoxha", []],
    ["Prof. Dr. Arben Zoti", "Arben", "Zoti", []],
  ])("%s", (text, first, last, remarks) => {
    expect(splitName(text, given)).toEqual({ given: first, family: last, remarks });
  });

  test.each(["", "12", "=HYPERLINK(1)", "@SUM", "a", "x@y.al", "<b>Arta</b>", "Gjithsej: 18", "-", "069 123"])(
    "%j is no name",
    (text) => {
      expect(splitName(text, given)).toBeNull();
    },
  );

  it("come from two columns as well", () => {
    expect(joinName("Znj. Drita", "KOLA (Leka)")).toEqual({
      given: "Drita",
      family: "Kola (Leka)",
      remarks: ["former_name", "capitals"],
    });
    expect(joinName("", "")).toBeNull();
  });

  it("never break on anything typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const name = splitName(text, given);
        if (name) expect(name.given.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("marks", () => {
  test.each([
    ["P", "present"],
    ["✓", "present"],
    ["√", "present"],
    ["x", "present"],
    ["PO", "present"],
    ["1", "present"],
    ["V", "late"],
    ["A", "excused"],
    ["M", "absent"],
    ["jo", "absent"],
    ["", null],
    ["Kukës", "unreadable"],
  ])("%s says %s", (cell, mark) => {
    expect(markOf(cell, "sq")).toBe(mark);
  });

  it("are English where late and excused are, and then A is absent", () => {
    expect(legendOf(["P", "A", "L"])).toBe("en");
    expect(legendOf(["P", "A", "L", "M"])).toBe("sq");
    expect(legendOf(["P", "A"])).toBe("sq");
    expect([markOf("A", "en"), markOf("E", "en"), markOf("L", "en")]).toEqual(["absent", "excused", "late"]);
  });
});

describe("reading a list", () => {
  it("finds people and says why a row is none", () => {
    const { rows } = read([
      ["Nr", "Emri", "Mbiemri", "E-mail", "Bashkia", "Telefoni"],
      ["1", "Arta", "Hoxha", "ARTA@Example.al", "Kukës", "067 23 32 130"],
      ["2", "", "", "vetem@example.al", "", ""],
      ["3", "=cmd|' /C calc'!A0", "x", "", "", ""],
      ["Nr", "Emri", "Mbiemri", "E-mail", "Bashkia", "Telefoni"],
      ["4", "", "", "", "", ""],
      ["5", "Zef", "Dedë", "zef(at)example", "Atlantida", "12"],
      ["", "Gjithsej", "5", "", "", ""],
    ]);
    expect(rows.map(({ skip }) => skip)).toEqual([
      null,
      "no_name",
      "name_unreadable",
      "heading_again",
      null,
      "total_line",
    ]);
    expect(rows[0]?.entry).toMatchObject({
      mail: "arta@example.al",
      municipalityCode: "01",
      phone: "+355 67 233 2130",
    });
    expect(rows[4]).toMatchObject({
      line: 7,
      remarks: ["mail_unreadable", "phone_unreadable", "municipality_unknown"],
      entry: { mail: null, phone: null },
    });
  });

  it("follows the majority where the order of a name cannot be told", () => {
    const { rows } = read([
      ["Emri Mbiemri", "E-mail"],
      ["Hoxha Arta", ""],
      ["Dedë Zef", ""],
      ["Zyxwa Qwerta", ""],
    ]);
    expect(rows[2]?.entry).toMatchObject({ given: "Qwerta", family: "Zyxwa" });
  });

  it("lets a presence column mark the sheet's day, and a person decide otherwise", () => {
    const table = [
      ["Emri Mbiemri", "Prezent"],
      ["Arta Hoxha", "✓"],
    ];
    expect(read(table).layout).toMatchObject({ warnings: ["presence_for_all_days"], sheets: [{ day: "all" }] });
    expect(read(table, {}, "Dita 2").rows[0]?.entry.marks).toEqual({ 3: "present", 4: "present" });
    expect(read(table, { days: { "0": 1 } }).rows[0]?.entry.marks).toEqual({ 1: "present", 2: "present" });
    expect(read(table, { days: { "0": "none" } })).toMatchObject({ layout: { warnings: ["day_missing"] } });
    expect(read(table, { columns: { "0-1": "sitting_4" } }).rows[0]?.entry.marks).toEqual({ 4: "present" });
    expect(read(table, { columns: { "0-1": "sitting_9" } }).layout.warnings).toEqual(["marks_without_sitting"]);
  });

  it("refuses a file without headings or without people", () => {
    const refusal = (rows: string[][]) => readEntries({ sheets: [sheet(rows)], delimiter: ";" }, event, help);
    expect(refusal([["069 123 4567", "arta@example.al"]])).toEqual({ ok: false, reason: "no_heading" });
    expect(
      refusal([
        ["Emri", "Mbiemri"],
        ["Gjithsej", "0"],
      ]),
    ).toEqual({ ok: false, reason: "no_people" });
  });

  it("survives any cells below its headings", () => {
    const cells = fc.array(fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 6 }), {
      maxLength: 8,
    });
    const headings = ["Nr", "Emri Mbiemri", "E-mail", "Telefoni", "seanca 1", "Prezent"];
    fc.assert(
      fc.property(cells, (table) => {
        const result = readEntries({ sheets: [sheet([headings, ...table])], delimiter: "," }, event, help);
        if (result.ok) judgeRows(mergeRows(result.rows), { known: [], seatsLeft: 3 });
      }),
      { numRuns: 1000 },
    );
  });
});

describe("merging and judging", () => {
  const headings = ["Emri Mbiemri", "E-mail", "Telefoni", "seanca 1"];
  const judged = (table: string[][], known: Parameters<typeof judgeRows>[1]["known"] = [], seatsLeft = 99) =>
    judgeRows(mergeRows(read([headings, ...table]).rows), { known, seatsLeft });
  const known = { id: "p1", folded: "arta hoxha", mail: null, phone: null, institution: null, state: null };

  it("brings duplicates together and fills what the first lacked", () => {
    const rows = judged([
      ["Zef Dedë", "", "", "P"],
      ["DEDE ZEF", "zef@example.al", "067 123 45 67", "M"],
    ]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["new_person", "duplicate"]);
    expect(rows[0]?.entry).toMatchObject({
      mail: "zef@example.al",
      phone: "+355 67 123 4567",
      marks: { 1: "present" },
    });
    expect(rows[1]).toMatchObject({ entry: { of: 1 }, personId: null });
    expect(rows[1]?.remarks).toContain("marks_differ");
  });

  it("keeps namesakes apart and an office's address with the first", () => {
    const rows = judged([
      ["Arta Hoxha", "a1@example.al", "", ""],
      ["Arta Hoxha", "a2@example.al", "", ""],
      ["Drita Kola", "a1@example.al", "", ""],
    ]);
    expect(rows.map(({ verdict, entry }) => [verdict, entry.mail])).toEqual([
      ["new_person", "a1@example.al"],
      ["new_person", "a2@example.al"],
      ["new_person", null],
    ]);
    expect(rows[1]?.remarks).toEqual(["namesake_in_file"]);
    expect(rows[2]?.remarks).toEqual(["mail_shared"]);
  });

  it("says who is known and by what, each person once", () => {
    const rows = judged(
      [
        ["Arta Hoxha", "", "", ""],
        ["Arta Hoxha", "a@example.al", "067 111 11 11", ""],
      ],
      [known],
    );
    expect(rows.map(({ verdict, personId }) => [verdict, personId])).toEqual([
      ["known_person", "p1"],
      ["duplicate", null],
    ]);
    const two = judged([["Arta Hoxha", "", "", ""]], [known, { ...known, id: "p2" }]);
    expect(two[0]).toMatchObject({ verdict: "new_person", personId: null, remarks: ["several_known"] });
    const enrolled = judged([["Arta Hoxha", "", "", ""]], [known, { ...known, id: "p2", state: "admitted" }]);
    expect(enrolled[0]).toMatchObject({ verdict: "already_enrolled", personId: "p2" });
  });

  it("leaves somebody else's address with them", () => {
    const [row] = judged([["Drita Kola", "arta@example.al", "", ""]], [{ ...known, mail: "arta@example.al" }]);
    expect(row).toMatchObject({ verdict: "new_person", entry: { mail: null } });
    expect(row?.remarks).toContain("mail_of_other");
  });

  it("gives seats in the order of the list; marks without a seat are named", () => {
    const table = [
      ["Arta Hoxha", "", "", "P"],
      ["Zef Dedë", "", "", "P"],
      ["Drita Kola", "", "", ""],
    ];
    const rows = judged(table, [{ ...known, folded: "dede zef", state: "waiting" }], 1);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["new_person", "waiting", "waiting"]);
    expect(rows[1]?.remarks).toEqual(["by_name", "marks_without_seat"]);
  });

  it("judges judged rows the same again", () => {
    const once = judged(
      [
        ["Arta Hoxha", "a@example.al", "", "P"],
        ["Zef Dedë", "", "", ""],
        ["Zef Dede", "", "", ""],
      ],
      [known],
    );
    expect(judgeRows(once, { known: [known], seatsLeft: 99 })).toEqual(once);
  });
});

it("takes only choices that exist", () => {
  const query =
    "column-0-1=email&column-0-2=password&column-0-3=sitting_2&day-0=2&day-1=all&day-2=0&day-x=1&column-__proto__=email";
  expect(readChoices(new URLSearchParams(query))).toEqual({
    columns: { "0-1": "email", "0-3": "sitting_2" },
    days: { "0": 2, "1": "all" },
  });
});
