import { asc, count, eq, sql } from "drizzle-orm";
import type { Administrator, Context } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { organisationMembers, organisations } from "#db/schema/organisations";
import { regions } from "#db/schema/reference";

/** Every organisation with its region and how many accounts act for it. */
export async function organisationsForAdministrator(context: Context<Administrator>, locale: Locale) {
  return context.db
    .select({
      id: organisations.id,
      name: locale === "sq" ? organisations.nameSq : organisations.nameEn,
      kind: organisations.kind,
      region: locale === "sq" ? regions.sq : regions.en,
      members: sql<number>`${count(organisationMembers.accountId)}::int`,
    })
    .from(organisations)
    .leftJoin(regions, eq(regions.iso, organisations.regionIso))
    .leftJoin(organisationMembers, eq(organisationMembers.organisationId, organisations.id))
    .groupBy(organisations.id, regions.iso)
    .orderBy(asc(organisations.nameSq), asc(organisations.kind));
}

/** The organisations that an account can act for, and the one that it does; null where there is none. */
export async function organisationOfAccount(context: Context<Administrator>, locale: Locale, accountId: string) {
  const [choices, [own]] = await Promise.all([
    context.db
      .select({ id: organisations.id, name: locale === "sq" ? organisations.nameSq : organisations.nameEn })
      .from(organisations)
      .orderBy(asc(organisations.nameSq), asc(organisations.kind)),
    context.db
      .select({ id: organisationMembers.organisationId })
      .from(organisationMembers)
      .where(eq(organisationMembers.accountId, accountId)),
  ]);
  return { choices, current: own?.id ?? null };
}
