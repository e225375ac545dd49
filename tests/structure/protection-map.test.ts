import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/protection.md", "utf8");

/** Requirements of levels 1 and 2 in ASVS 5.0.0 by section; OAuth (10) and WebRTC (17) are answered as a whole. */
const asked: Record<string, string> = {
  "1.1": "1-2",
  "1.2": "1-9",
  "1.3": "1-11",
  "1.4": "1-3",
  "1.5": "1-2",
  "2.1": "1-3",
  "2.2": "1-3",
  "2.3": "1-4",
  "2.4": "1",
  "3.2": "1-2",
  "3.3": "1-4",
  "3.4": "1-6",
  "3.5": "1-5",
  "3.7": "1-2",
  "4.1": "1-3",
  "4.2": "1",
  "4.3": "1-2",
  "4.4": "1-4",
  "5.1": "1",
  "5.2": "1-3",
  "5.3": "1-2",
  "5.4": "1-3",
  "6.1": "1-3",
  "6.2": "1-12",
  "6.3": "1-4",
  "6.4": "1-4",
  "6.5": "1-5",
  "6.6": "1-3",
  "6.8": "1-4",
  "7.1": "1-3",
  "7.2": "1-4",
  "7.3": "1-2",
  "7.4": "1-5",
  "7.5": "1-2",
  "7.6": "1-2",
  "8.1": "1-2",
  "8.2": "1-3",
  "8.3": "1",
  "8.4": "1",
  "9.1": "1-3",
  "9.2": "1-4",
  "11.1": "1-2",
  "11.2": "1-3",
  "11.3": "1-3",
  "11.4": "1-4",
  "11.5": "1",
  "11.6": "1",
  "12.1": "1-3",
  "12.2": "1-2",
  "12.3": "1-4",
  "13.1": "1",
  "13.2": "1-5",
  "13.3": "1-2",
  "13.4": "1-5",
  "14.1": "1-2",
  "14.2": "1-4",
  "14.3": "1-3",
  "15.1": "1-3",
  "15.2": "1-3",
  "15.3": "1-7",
  "16.1": "1",
  "16.2": "1-5",
  "16.3": "1-4",
  "16.4": "1-3",
  "16.5": "1-3",
};
const requirements = Object.entries(asked).flatMap(([section, numbers]) => {
  const [first = 1, last = first] = numbers.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, place) => `${section}.${first + place}`);
});

/** The text below a heading, to the next one. */
function part(heading: string): string {
  const from = page.indexOf(`## ${heading}`);
  expect(from, heading).toBeGreaterThan(-1);
  const rest = page.slice(from + 3);
  return rest.slice(0, rest.search(/^## /m) === -1 ? undefined : rest.search(/^## /m));
}

const rows = part("The map")
  .split("\n")
  .filter((line) => line.startsWith("| v5"));
const numbersOf = (text: string) => [...text.matchAll(/v5\.0\.0-(\d+\.\d+\.\d+)\b/g)].map(([, number = ""]) => number);
const answered = [...rows.flatMap((row) => numbersOf(row.split("|")[1] ?? ""))];
const apart = [...numbersOf(part("What does not apply")), ...numbersOf(part("What is open"))];

const references = [...page.matchAll(/`([a-z0-9/-]+\.test\.ts)` › ([^|\n]+?)(?=\s*(?:\||$|; `))/gm)].map(
  ([, path = "", name = ""]) => ({ path, name: name.trim() }),
);

describe("the map of protection.md", () => {
  it("answers every requirement of levels 1 and 2 once: by a row, as not applying, or as open", () => {
    const all = [...answered, ...apart];
    expect(requirements.filter((number) => !all.includes(number))).toEqual([]);
    expect(all.filter((number, place) => all.indexOf(number) !== place)).toEqual([]);
    expect(all.filter((number) => !requirements.includes(number))).toEqual([]);
  });

  it("names one test or more in every row", () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter((row) => !/`[a-z0-9/-]+\.test\.ts` › \S/.test(row))).toEqual([]);
  });

  it("names tests that exist", () => {
    expect(references.length).toBeGreaterThanOrEqual(rows.length);
    const missing = references.filter(({ path, name }) => {
      if (!existsSync(`tests/${path}`)) return true;
      const text = readFileSync(`tests/${path}`, "utf8");
      const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return !new RegExp(
        `\\b(?:it|test|describe|property)\\b[^\\n]*\\(\\s*["'\`]${quoted}["'\`]|\\)\\(\\s*["'\`]${quoted}["'\`]`,
      ).test(text);
    });
    expect(missing).toEqual([]);
  });
});

it("files that the page names are there", () => {
  const named = [...page.matchAll(/`((?:app|tests|docs|db)\/[\w./-]+\.\w+)`/g)].map(([, path = ""]) => path);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
