import { describe, expect, it } from "vitest";
import { grouped, rowsHolding } from "#app/legal-aid/law/rules";

const rows = [
  { code: "KP-1", sq: "Ankimi ndaj vendimit të gjykatës", length: 15, law: "KPC" },
  { code: "DV-2", sq: "Urdhër mbrojtjeje në Shkodër", length: 48, law: "DV" },
  { code: "KP-3", sq: "Kërkesa për pezullim", length: null, law: "KPC" },
];

describe("searching the law tables", () => {
  it("folds, takes words in any order and in any column, and everything where nothing is searched", () => {
    const codes = (search: string) => rowsHolding(rows, search).map(({ code }) => code);
    expect(codes("shkoder urdher")).toEqual(["DV-2"]);
    expect(codes("kp-3")).toEqual(["KP-3"]);
    expect(codes("48")).toEqual(["DV-2"]);
    expect(codes("KËRKESA")).toEqual(["KP-3"]);
    expect(codes("gjyqtar")).toEqual([]);
    expect(codes("")).toEqual(["KP-1", "DV-2", "KP-3"]);
  });

  it("also looks at what a row only points to", () => {
    const law = ({ law: key }: { law: string }) => (key === "DV" ? "Law on violence" : "");
    expect(rowsHolding(rows, "violence", law).map(({ code }) => code)).toEqual(["DV-2"]);
  });
});

it("groups stand in the order of their first row", () => {
  expect(grouped(rows, "law").map(({ key, rows: own }) => [key, own.length])).toEqual([
    ["KPC", 2],
    ["DV", 1],
  ]);
});
