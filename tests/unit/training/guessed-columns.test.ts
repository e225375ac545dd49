import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { guessColumns } from "#app/training/imports/guessed-columns";
import { givenNameTest } from "#app/training/imports/names";

const days = ["2021-05-27", "2021-05-28"];
const event = { days, sittings: [1, 2, 3].map((position) => ({ position, day: days[position < 3 ? 0 : 1] ?? "" })) };
const help = { isGivenName: givenNameTest(), municipalities: new Map([["kukes", "01"]]) };
const guess = (rows: string[][]) => guessColumns(rows, event, help);

describe("columns by what stands in them", () => {
  test.each<[string, string[][], (string | null)[]]>([
    ["a single column of names", [["Arta Hoxha"], ["Zef Dedë"]], ["full_name"]],
    [
      "halves of names, numbered",
      [
        ["1", "Arta", "Hoxha"],
        ["2", "Zef", "Dedë"],
      ],
      ["number", "given_name", "family_name"],
    ],
    [
      "surnames first",
      [
        ["Hoxha", "Arta", "x"],
        ["Dedë", "Zef", ""],
      ],
      ["family_name", "given_name", "presence"],
    ],
    [
      "mail, phone and place before the name",
      [
        ["a@example.al", "067 233 2130", "Kukës", "Arta Hoxha"],
        ["-", "069/1234567", "Kukës", "Zef Dedë"],
        ["z@example.al", "", "Kukës", "Drita Kola"],
      ],
      ["email", "phone", "municipality", "full_name"],
    ],
    [
      "a mark for each session; ones are ticks",
      [
        ["Arta Hoxha", "1", "P", "po"],
        ["Zef Dedë", "1", "M", "jo"],
      ],
      ["full_name", "sitting_1", "sitting_2", "sitting_3"],
    ],
    [
      "a mark for each day",
      [
        ["Arta Hoxha", "✓", "✓"],
        ["Zef Dedë", "", "✓"],
      ],
      ["full_name", "day_1", "day_2"],
    ],
    [
      "more marks than sessions, which nobody can tell",
      [["Arta Hoxha", "P", "P", "P", "P"]],
      ["full_name", null, null, null, null],
    ],
  ])("%s", (_case, rows, meanings) => {
    expect(guess(rows)).toEqual({ place: -1, meanings, guessed: true, bare: true });
  });

  it("begin below titles, and below headings in words that nobody knows", () => {
    const people = [
      ["Arta Hoxha", "067 233 2130", "a@example.al"],
      ["Zef Dedë", "067 233 2131", "z@example.al"],
    ];
    expect(guess([["LISTA E PJESËMARRJES"], [], ...people])).toMatchObject({ place: 1, bare: true });
    expect(guess([["Kush", "Mobil", "Adresa"], ...people])).toMatchObject({ place: 0, bare: false });
  });

  it("without names are no list", () => {
    for (const rows of [[], [[]], [["12", "13"]], [["a@example.al"]], [["Një fjali e gjatë pa asnjë emër njeriu."]]])
      expect(guess(rows)).toBeNull();
  });

  it("are found or not in any cells, without an error", () => {
    const cells = fc.array(fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 5 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(cells, (rows) => {
        const found = guess(rows);
        if (found) expect(found.place).toBeLessThan(rows.length);
      }),
    );
  });
});
