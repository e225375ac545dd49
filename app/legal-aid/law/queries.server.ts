import { asc, desc } from "drizzle-orm";
import type { Administrator, Context } from "#app/context.server";
import { deadlineRules, helplines, holidays, lawVersions, minimumWages } from "#db/schema/reference";

/** The law tables as they stand, each row with its status and source. */
export async function lawTables(context: Context<Administrator>) {
  const [versions, rules, wages, lines, days] = await Promise.all([
    context.db
      .select({
        key: lawVersions.key,
        sq: lawVersions.sq,
        en: lawVersions.en,
        validFrom: lawVersions.validFrom,
        validTo: lawVersions.validTo,
        replacedBy: lawVersions.replacedBy,
        status: lawVersions.status,
      })
      .from(lawVersions)
      .orderBy(asc(lawVersions.key)),
    context.db
      .select({
        code: deadlineRules.code,
        sq: deadlineRules.sq,
        en: deadlineRules.en,
        length: deadlineRules.length,
        unit: deadlineRules.unit,
        direction: deadlineRules.direction,
        immediate: deadlineRules.immediate,
        active: deadlineRules.active,
        needsConfirmation: deadlineRules.needsConfirmation,
        status: deadlineRules.status,
        source: deadlineRules.source,
        lawVersion: deadlineRules.lawVersion,
      })
      .from(deadlineRules)
      .orderBy(asc(deadlineRules.code)),
    context.db
      .select({
        code: minimumWages.code,
        lek: minimumWages.lek,
        validFrom: minimumWages.validFrom,
        fromPrecision: minimumWages.fromPrecision,
        status: minimumWages.status,
        source: minimumWages.source,
      })
      .from(minimumWages)
      .orderBy(desc(minimumWages.validFrom), desc(minimumWages.lek)),
    context.db
      .select({
        code: helplines.code,
        number: helplines.number,
        sq: helplines.sq,
        en: helplines.en,
        shown: helplines.shown,
        status: helplines.status,
        lastCheckedOn: helplines.lastCheckedOn,
      })
      .from(helplines)
      .orderBy(asc(helplines.position)),
    context.db
      .select({ day: holidays.day, sq: holidays.sq, en: holidays.en })
      .from(holidays)
      .orderBy(asc(holidays.day)),
  ]);
  return { versions, rules, wages, lines, days };
}
