import { count, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import {
  barChambers,
  deadlineRules,
  helplines,
  holidays,
  municipalities,
  practiceAreas,
  regions,
  settings,
} from "#db/schema/reference";
import { loadReference } from "#db/seeds/reference.server";
import { testDatabase } from "#tests/support/database";

const { owner } = await testDatabase();
const rowsIn = async (table: Parameters<ReturnType<typeof owner.select>["from"]>[0]) =>
  (await owner.select({ rows: count() }).from(table as typeof regions))[0]?.rows;

it("holds every row of the files", async () => {
  expect(await rowsIn(regions)).toBe(12);
  expect(await rowsIn(municipalities)).toBe(61);
  expect(await rowsIn(barChambers)).toBe(15);
  expect(await rowsIn(practiceAreas)).toBe(55);
  expect(await rowsIn(deadlineRules)).toBe(60);
});

it("never activates rules whose law text is missing, and shows no unverified help line", async () => {
  const inactive = await owner
    .select({ code: deadlineRules.code })
    .from(deadlineRules)
    .where(eq(deadlineRules.active, false))
    .orderBy(deadlineRules.code);
  expect(inactive.map((row) => row.code)).toEqual(["DV-11a", "DV-11b", "DV-9", "TR-1"]);
  const shown = await owner
    .select({ code: helplines.code })
    .from(helplines)
    .where(eq(helplines.shown, true))
    .orderBy(helplines.position);
  expect(shown.map((row) => row.code)).toEqual(["HL-129", "HL-112", "HL-116117", "HL-116111", "HL-116000"]);
});

it("knows the public holidays of 2020 to 2032", async () => {
  const years = await owner
    .select({ year: sql<number>`extract(year from ${holidays.day})::int`.as("year"), days: count() })
    .from(holidays)
    .groupBy(sql`year`)
    .orderBy(sql`year`);
  expect(years.map((row) => row.year)).toEqual(Array.from({ length: 13 }, (_, index) => 2020 + index));
  for (const { days } of years) expect(days).toBeGreaterThanOrEqual(12);
});

it("leaves alone what an administrator changed", async () => {
  await owner.update(settings).set({ value: 90 }).where(eq(settings.key, "fair_share_days"));
  await owner.update(helplines).set({ shown: false }).where(eq(helplines.code, "HL-112"));
  await owner.delete(holidays).where(eq(holidays.day, "2026-10-19"));
  await owner.delete(settings).where(eq(settings.key, "reference_version"));
  await loadReference(owner);
  const [share] = await owner.select().from(settings).where(eq(settings.key, "fair_share_days"));
  expect(share?.value).toBe(90);
  const [line] = await owner.select({ shown: helplines.shown }).from(helplines).where(eq(helplines.code, "HL-112"));
  expect(line?.shown).toBe(false);
  expect(await owner.select().from(holidays).where(eq(holidays.day, "2026-10-19"))).toEqual([]);
});
