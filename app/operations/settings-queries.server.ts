import { isDeepStrictEqual } from "node:util";
import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { settings } from "#db/schema/reference";
import { settingChanges } from "#db/schema/setting-changes";
import { type SettingKey, settingDefaults } from "#db/seeds/settings";
import { changeableSetting } from "./setting-rules";

/** The settings of this installation beside what a fresh one begins with; marks of the program itself are none. */
export async function settingsForAdministrator(context: Context<Administrator>) {
  const rows = await context.db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(inArray(settings.key, Object.keys(settingDefaults)))
    .orderBy(asc(settings.key));
  return rows.map(({ key, value }) => {
    const usual = settingDefaults[key as SettingKey];
    return { key: key as SettingKey, value, usual, isUsual: isDeepStrictEqual(value, usual) };
  });
}

/** One setting that can be changed, with who changed it before; the 404 for a word that is none. */
export async function settingForAdministrator(context: Context<Administrator>, word: string) {
  const key = changeableSetting(word);
  const setting = (await settingsForAdministrator(context)).find((row) => row.key === key);
  if (!key || !setting) throw notFound();
  const changes = await context.db
    .select({
      id: settingChanges.id,
      before: settingChanges.valueBefore,
      after: settingChanges.valueAfter,
      reason: settingChanges.reason,
      changedAt: settingChanges.changedAt,
      changedBy: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(settingChanges)
    .innerJoin(accounts, eq(accounts.id, settingChanges.changedBy))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(settingChanges.key, key))
    .orderBy(desc(settingChanges.changedAt), desc(settingChanges.id))
    .limit(50);
  return { ...setting, key, changes };
}
