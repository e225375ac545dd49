import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import english from "#app/i18n/en/privacy.json";
import albanian from "#app/i18n/sq/privacy.json";
import { tablesOfClass, tablesWithoutPeople } from "#app/protection/retention-classes";
import { continuousClasses, periodBounds } from "#app/protection/retention-rules";
import { sweeps } from "#app/protection/retention-sweeps.server";
import { retentionClasses } from "#db/vocabulary";

const modules = import.meta.glob<Record<string, unknown>>("/db/schema/*.ts", { eager: true });
const tables = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value) => is(value, PgTable))
  .map((table) => getTableName(table));
const classed = new Set(Object.values(tablesOfClass).flat());

describe("every table", () => {
  it("belongs to a class of data with a period, or says why it needs none", () => {
    expect(tables.length).toBeGreaterThan(60);
    expect(tables.filter((name) => !classed.has(name) && !(name in tablesWithoutPeople))).toEqual([]);
  });

  it("that is named exists, and is not excused twice", () => {
    const named = [...classed, ...Object.keys(tablesWithoutPeople)];
    expect(named.filter((name) => !tables.includes(name))).toEqual([]);
    expect(Object.keys(tablesWithoutPeople).filter((name) => classed.has(name))).toEqual([]);
    expect(Object.values(tablesWithoutPeople).filter((reason) => reason.length < 10)).toEqual([]);
  });
});

describe("every class", () => {
  it("says in both languages what happens in the end", () => {
    for (const said of [albanian, english])
      for (const code of retentionClasses) expect(said.then[code], code).toMatch(/.../);
  });

  it("with a period that can be set is swept at night, and no promise is", () => {
    expect(Object.keys(sweeps).sort()).toEqual(Object.keys(periodBounds).sort());
    expect(continuousClasses.filter((code) => code in sweeps)).toEqual([]);
  });
});
