import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hidesSmallFigures, projectState } from "#app/projects/rules";
import { chosenYear, csvCell, csvFile, eventGroups, printedGroups, reachedShare, shown } from "#app/reporting/rules";

describe("small figures", () => {
  it.each([
    [0, { value: 0 }],
    [1, { fewerThan: 5 }],
    [4, { fewerThan: 5 }],
    [5, { value: 5 }],
    [416, { value: 416 }],
  ])("%d is shown as %o", (value, expected) => expect(shown(value, 5)).toEqual(expected));

  it("are hidden where they count people who asked for help only", () => {
    expect(hidesSmallFigures("primary_aid_people")).toBe(true);
    expect(hidesSmallFigures("representation_people")).toBe(true);
    expect(hidesSmallFigures("trainings_held")).toBe(false);
  });

  it("give no share of a target away", () => {
    expect(reachedShare({ fewerThan: 5 }, 40)).toBeNull();
    expect(reachedShare({ value: 20 }, 40)).toBe(0.5);
    expect(reachedShare({ value: 80 }, 40)).toBe(1);
    expect(reachedShare({ value: 3 }, null)).toBeNull();
    expect(reachedShare({ value: 3 }, 0)).toBeNull();
  });
});

describe("a CSV file", () => {
  it.each(["=1+1", "+355 69", "-2", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "|calc", "＝1"])("disarms %j", (text) =>
    expect(
      String(parse(`${csvCell(text)},x`)[0]?.[0])
        .trimStart()
        .startsWith("'"),
    ).toBe(true),
  );

  it("keeps ë, ç, quotes, commas and line breaks", () => {
    const rows = [["Shkodër", 'fushë "e gjerë", çaj', "dy\r\nrreshta", 416, null]];
    expect(parse(csvFile(rows), { bom: true })).toEqual([
      ["Shkodër", 'fushë "e gjerë", çaj', "dy\r\nrreshta", "416", ""],
    ]);
  });

  it("never holds a cell that a spreadsheet would calculate", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const cells: string[] = parse(csvFile(rows), { bom: true, relax_column_count: true }).flat();
        expect(cells.every((cell) => !/^\s*[=+\-@]/.test(cell))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a project", () => {
  it.each([
    ["2026-01-01", "2026-12-31", "2025-12-31", "planned"],
    ["2026-01-01", "2026-12-31", "2026-01-01", "running"],
    ["2026-01-01", "2026-12-31", "2026-12-31", "running"],
    ["2026-01-01", "2026-12-31", "2027-01-01", "finished"],
    ["2020-07-01", null, "2030-01-01", null],
    [null, "2021-01-31", "2021-02-01", "finished"],
    [null, null, "2021-02-01", null],
  ])("from %s to %s is on %s %s", (startsOn, endsOn, today, state) =>
    expect(projectState({ startsOn, endsOn }, today)).toBe(state),
  );
});

describe("an annual report", () => {
  it.each([
    ["2021", 2021],
    ["1999", 2026],
    ["21", 2026],
    ["2021'--", 2026],
    [null, 2026],
  ])("asked for %s is that of %d", (asked, year) => expect(chosenYear(asked, "2026-11-24")).toBe(year));

  it("sums events up by topic and puts the printed figures of the group beside", () => {
    const event = { kind: "training", title: "Të drejtat", participations: 15 };
    const printed = printedGroups({
      trainingsOfProfessionals: { groups: [{ group: "T1", trainings: 2, participants: 31 }] },
      events: [{ group: "E2", count: 1, participants: null }],
    });
    const groups = eventGroups(
      [
        { ...event, course: "2021-t1" },
        { ...event, course: "2021-t1", participations: 16 },
        { ...event, course: "2021-e2", kind: "other", participations: 0 },
        { ...event, course: "kurs-tjeter" },
      ],
      printed,
    );
    expect(groups.map(({ events, participations }) => [events, participations])).toEqual([
      [2, 31],
      [1, 0],
      [1, 15],
    ]);
    expect(groups.map(({ printed: said }) => said && [said.events, said.participants])).toEqual([
      [2, 31],
      [1, null],
      null,
    ]);
  });
});
