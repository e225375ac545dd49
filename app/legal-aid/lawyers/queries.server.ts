import { asc, eq } from "drizzle-orm";
import { type Context, type Lawyer, notFound } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { accounts, people } from "#db/schema/accounts";
import { lawyers } from "#db/schema/lawyers";
import { barChambers, practiceAreas, regions } from "#db/schema/reference";
import { lawyerShown } from "./lawyer-columns.server";

export interface Named {
  code: string;
  label: string;
}
export interface NetworkLists {
  areas: { group: string; areas: Named[] }[];
  regions: Named[];
  chambers: Named[];
}

/** The lists that the network's forms choose from, in one language. */
export async function networkLists(context: Context, locale: Locale): Promise<NetworkLists> {
  const { db } = context;
  const [areas, isos, chambers] = await Promise.all([
    db
      .select({ code: practiceAreas.code, label: practiceAreas[locale], group: practiceAreas.groupCode })
      .from(practiceAreas)
      .orderBy(asc(practiceAreas.position)),
    db.select({ code: regions.iso, label: regions[locale] }).from(regions).orderBy(asc(regions.sq)),
    db.select({ code: barChambers.code, label: barChambers[locale] }).from(barChambers).orderBy(asc(barChambers.sq)),
  ]);
  const groups = [...new Set(areas.map(({ group }) => group))];
  return {
    areas: groups.map((group) => ({
      group,
      areas: areas.filter((area) => area.group === group).map(({ code, label }) => ({ code, label })),
    })),
    regions: isos,
    chambers,
  };
}

export interface Labels {
  areas: Record<string, string>;
  regions: Record<string, string>;
}

/** What codes of areas and regions are called in one language. */
export async function networkLabels(context: Context, locale: Locale): Promise<Labels> {
  const [areas, isos] = await Promise.all([
    context.db.select({ code: practiceAreas.code, label: practiceAreas[locale] }).from(practiceAreas),
    context.db.select({ code: regions.iso, label: regions[locale] }).from(regions),
  ]);
  const byCode = (rows: Named[]) => Object.fromEntries(rows.map(({ code, label }) => [code, label]));
  return { areas: byCode(areas), regions: byCode(isos) };
}

/** The own row of whoever is signed in as a lawyer; pending ones see their application only. */
export async function ownLawyer(context: Context<Lawyer>) {
  const [lawyer] = await context.db
    .select(lawyerShown)
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.accountId, context.actor.accountId));
  if (!lawyer) throw notFound();
  return lawyer;
}
