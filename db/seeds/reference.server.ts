import { createHash } from "node:crypto";
import Holidays from "date-holidays";
import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../client.server";
import categories from "../reference/beneficiary-categories.json";
import deadlines from "../reference/deadlines.json";
import lines from "../reference/helplines.json";
import parameters from "../reference/parameters.json";
import areas from "../reference/practice-areas.json";
import sources from "../reference/referral-sources.json";
import geography from "../reference/regions.json";
import serviceList from "../reference/service-types.json";
import rights from "../reference/victim-rights.json";
import * as tables from "../schema/reference";
import { settingDefaults } from "./settings";

/** Rules that the README of the data forbids to use before somebody has read the law text. */
const inactiveRules = ["DV-9", "DV-11a", "DV-11b", "TR-1"];
const holidayYears = Array.from({ length: 13 }, (_, index) => 2020 + index);

/**
 * Loads regions, law tables, lists and settings. Safe to repeat: names follow the files, but what an administrator may
 * have changed (law rows, help lines, holidays, settings) stays as it is.
 */
export async function loadReference(db: Database): Promise<void> {
  const version = fingerprint();
  const [loaded] = await db
    .select({ value: tables.settings.value })
    .from(tables.settings)
    .where(eq(tables.settings.key, "reference_version"));
  if (loaded?.value === version) return;
  await db.transaction(async (tx) => {
    const load = loader(tx);
    await load.follow(tables.regions, geography.regions.map(region));
    await load.follow(tables.courts, geography.courts.map(place));
    await load.follow(tables.municipalities, geography.regions.flatMap(municipalitiesOf));
    await load.follow(tables.barChambers, geography.chambers.map(place));
    await load.follow(tables.practiceAreas, areas.map(area));
    await load.follow(tables.serviceTypes, serviceList.map(numbered));
    await load.follow(tables.referralSources, sources);
    await load.follow(tables.victimRights, rights.map(numbered));
    await load.once(tables.beneficiaryCategories, categories.map(numbered));
    await load.once(tables.helplines, [
      ...lines.helplines.map((row, index) => helpline(row, index, true)),
      ...lines.unverified.map((row, index) => helpline(row, index + 100, false)),
    ]);
    await load.once(tables.lawVersions, deadlines.lawVersions);
    await load.once(tables.deadlineRules, deadlines.deadlines.map(rule));
    await load.once(tables.minimumWages, parameters.minimumWage.map(wage));
    await load.once(tables.holidays, await holidaysOf(tx));
    await load.once(
      tables.settings,
      Object.entries(settingDefaults).map(([key, value]) => ({ key, value })),
    );
    await load.follow(tables.settings, [{ key: "reference_version", value: version }]);
  });
}

type Writer = Pick<Database, "insert" | "selectDistinct">;

function loader(db: Writer) {
  const insert = (table: PgTable, rows: Record<string, unknown>[]) => db.insert(table).values(rows);
  const primary = (table: PgTable) => Object.values(getTableColumns(table)).filter((column) => column.primary);
  return {
    /** Writes rows and lets existing ones follow the file. */
    async follow(table: PgTable, rows: Record<string, unknown>[]) {
      const set: Record<string, SQL> = {};
      for (const [name, column] of Object.entries(getTableColumns(table)))
        if (!column.primary) set[name] = sql.raw(`excluded."${column.name}"`);
      await insert(table, rows).onConflictDoUpdate({ target: primary(table), set });
    },
    /** Writes rows that are missing and leaves existing ones alone. */
    async once(table: PgTable, rows: Record<string, unknown>[]) {
      if (rows.length > 0) await insert(table, rows).onConflictDoNothing({ target: primary(table) });
    },
  };
}

const region = ({ labelPoint: [longitude, latitude], ...names }: (typeof geography.regions)[number]) => ({
  ...names,
  longitude,
  latitude,
});

const municipalitiesOf = (of: (typeof geography.regions)[number]) =>
  of.municipalities.map((row) => ({ ...row, regionIso: of.iso }));

const place = ({ code, sq, en, ...details }: { code: string; sq: string; en: string }) => ({ code, sq, en, details });

const numbered = <T extends object>(row: T, position: number) => ({ ...row, position });

const area = ({ group, ...row }: (typeof areas)[number], position: number) => ({
  ...row,
  groupCode: group ?? "other",
  position,
});

function helpline(
  row: (typeof lines.helplines)[number] | (typeof lines.unverified)[number],
  position: number,
  shown: boolean,
) {
  const { code, number, tel, sq, en, status, lastChecked } = row;
  return { code, number, tel: tel ?? "", sq, en, status, shown, lastCheckedOn: lastChecked, position };
}

function rule(row: (typeof deadlines.deadlines)[number]) {
  const immediate = "immediate" in row && row.immediate === true;
  return {
    code: row.id,
    rowCode: row.row,
    lawVersion: row.lawVersion,
    sq: row.sq,
    en: row.en,
    length: row.length?.value ?? null,
    unit: row.length?.unit ?? null,
    direction: "direction" in row ? row.direction : "after",
    startsSq: row.startsSq,
    startsEn: row.starts,
    rollsOver: row.rollsOver,
    immediate,
    active: !inactiveRules.includes(row.id),
    needsConfirmation: row.needsConfirmation,
    status: row.status,
    source: row.source,
    details: row,
  };
}

const wage = (row: (typeof parameters.minimumWage)[number]) => ({
  ...row,
  code: `${row.from}-${row.lek}`,
  validFrom: row.from,
});

/** Days of years that hold none yet: a day an administrator took out does not come back. */
async function holidaysOf(db: Writer) {
  const known = await db
    .selectDistinct({ year: sql<number>`extract(year from ${tables.holidays.day})::int` })
    .from(tables.holidays);
  const calendar = new Holidays("AL", { timezone: "Europe/Tirane" });
  const days = new Map<string, { day: string; sq: string; en: string }>();
  for (const year of holidayYears) {
    if (known.some((row) => row.year === year)) continue;
    const english = calendar.getHolidays(year, "en");
    for (const [index, holiday] of calendar.getHolidays(year, "sq").entries()) {
      const day = holiday.date.slice(0, 10);
      if (holiday.type !== "public" || days.has(day)) continue;
      days.set(day, { day, sq: holiday.name, en: english[index]?.name ?? holiday.name });
    }
  }
  return [...days.values()];
}

function fingerprint(): string {
  const everything = [geography, areas, serviceList, sources, rights, categories, lines, deadlines, parameters];
  return createHash("sha256")
    .update(JSON.stringify([everything, settingDefaults, 1]))
    .digest("hex")
    .slice(0, 16);
}
