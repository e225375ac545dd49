import { beforeAll, describe, expect, inject, test } from "vitest";
import { columnMarks, fieldMarks } from "#tests/support/canary-fields";
import { walkCanary } from "#tests/support/canary-journey";
import { CUT, needlesOf, searcher } from "#tests/support/canary-search";
import { allowed, fits, leaksOf, type Seen, seenByNobody, sightingsOf } from "./canary-allowed";

let walked: Awaited<ReturnType<typeof walkCanary>>;
let sightings: Seen[] = [];

beforeAll(async () => {
  walked = await walkCanary(inject("testServer"));
  sightings = sightingsOf(walked);
}, 300_000);

const sensitive = (name: string) => !/^(p|secret|person)\.|^provoked/.test(name);

describe("marked words of a whole journey", () => {
  test("are seen by whom they may be, in every encoding, and nowhere else", () => {
    expect(leaksOf(sightings)).toEqual([]);
  });

  test("are seen at all where they may be: every row of the list is needed, every mark was there", () => {
    const needless = allowed.filter((row) => !sightings.some((seen) => fits(row, seen)));
    expect(needless.map(({ who, where }) => `${who} ${where}`)).toEqual([]);
    const seen = new Set(sightings.map(({ mark }) => mark));
    const missing = walked.marks.map(({ name }) => name).filter((name) => !seen.has(name) && !seenByNobody.test(name));
    expect(missing).toEqual([]);
    expect([...seen].filter((name) => seenByNobody.test(name))).toEqual([]);
  });

  test("leave nothing of D3 to D5 in database, files, logs, jobs and mail", () => {
    const stored = new Set(["database", "disk", "postgres", "log", "backup"]);
    const shown = sightings.filter(
      ({ who, mark }) =>
        stored.has(who) && mark !== CUT && sensitive(mark) && !/Reason|^(sentence|decline)$/.test(mark),
    );
    expect(shown).toEqual([]);
    expect(sightings.filter(({ who }) => who === "log" || who === "disk")).toEqual([]);
    const stores = new Set(walked.stores.map(({ who, where }) => `${who} ${where.split(" ")[0]}`));
    for (const store of [
      "database public.request_identities",
      "database vault.data_keys",
      "database pgboss.job_common",
    ])
      expect(stores, store).toContain(store);
    const backedUp = walked.stores.filter(({ who }) => who === "backup").map(({ where }) => where);
    for (const part of [/^main public\.request_identities/, /^keys vault\.data_keys/, /^encrypted (main|keys|files)\//])
      expect(
        backedUp.some((where) => part.test(where)),
        String(part),
      ).toBe(true);
    expect(walked.stores.filter(({ who }) => who === "mail").length).toBeGreaterThan(5);
    expect(walked.stores.find(({ who }) => who === "log")?.bytes.length).toBeGreaterThan(100_000);
  });

  test("of a request that was erased are in no table, no backup and no mail any more, its sentences included", () => {
    const kept = new Set(["database", "backup", "disk", "log", "mail"]);
    const left = sightings.filter(
      ({ who, where, mark }) => mark.startsWith("erased.") && (kept.has(who) || / after| mean/.test(`${who} ${where}`)),
    );
    expect(left).toEqual([]);
  });
});

test("no browser keeps a page behind a sign-in or of somebody who asks for help", () => {
  const guarded = /^\w+ \/(help|desk|lawyer|partner|audit|admin|manage|teach|learn|account|sign-in|reports)/;
  const answers = walked.stores.filter(({ where }) => guarded.test(where) && !where.endsWith("unpacked"));
  expect(answers.length).toBeGreaterThan(1000);
  const kept = answers.filter(
    ({ bytes }) => !/^cache-control: no-store/m.test(bytes.toString("latin1").split("\n\n")[0] ?? ""),
  );
  expect(kept.map(({ who, where }) => `${who}: ${where}`)).toEqual([]);
});

test("a mark anywhere else would be a leak", () => {
  const seen = { where: "GET /lawyer/cases/:case/file", mark: "public.story", encoding: "utf-8" };
  for (const who of [
    "log",
    "disk",
    "mail",
    "database",
    "postgres",
    "backup",
    "dpo",
    "coordinator meanwhile",
    "administrator meanwhile",
    "stranger",
    "trainer afterwards",
    "lawyer afterwards",
  ])
    expect(leaksOf([{ who, ...seen }]), who).toHaveLength(1);
  expect(leaksOf([{ who: "lawyer", ...seen }])).toEqual([]);
});

describe("the marks", () => {
  test("that stand for fields and columns were all made", () => {
    const marks = new Set(walked.marks.map(({ name }) => name));
    const named = [...Object.entries(fieldMarks), ...Object.entries(columnMarks)];
    expect(named.filter(([, mark]) => !mark.startsWith("not: ") && !marks.has(mark))).toEqual([]);
  });

  test("are found by the search in each encoding", () => {
    const { search } = searcher(walked.marks);
    const [mark] = walked.marks.filter(({ name }) => name === "public.story");
    for (const { encoding, bytes } of needlesOf(mark?.text ?? "")) {
      const around = Buffer.concat([Buffer.from("..."), bytes, Buffer.from("...")]);
      expect(
        search(around).map(({ mark: name }) => name),
        encoding,
      ).toContain("public.story");
    }
    expect(search(Buffer.from("asgjë".repeat(1000)))).toEqual([]);
  });
});
