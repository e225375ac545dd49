import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { lawyers } from "#db/schema/lawyers";
import { nameOf } from "./lawyer-columns.server";

export interface FairnessRow {
  lawyerId: string;
  name: string;
  pledgedHours: number;
  offers: number;
  accepted: number;
  hours: number;
}

/** Offers, acceptances and accepted hours per verified lawyer since an instant. */
export async function fairnessRows(context: Context<Coordinator>, since: Date): Promise<FairnessRow[]> {
  const from = since.toISOString();
  const counted = (condition: SQL) =>
    sql<number>`(select count(*)::int from offers o where o.lawyer_id = ${lawyers.id} and o.opened_at >= ${from}::timestamptz and ${condition})`;
  return context.db
    .select({
      lawyerId: lawyers.id,
      name: nameOf,
      pledgedHours: lawyers.pledgedHours,
      offers: counted(sql`true`),
      accepted: counted(sql`o.state in ('accepted', 'handed_back')`),
      hours: sql<number>`coalesce((select sum(o.estimated_hours)::int from offers o where o.lawyer_id = ${lawyers.id}
        and o.opened_at >= ${from}::timestamptz and o.state in ('accepted', 'handed_back')), 0)`,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.state, "verified"))
    .orderBy(asc(people.familyName), asc(people.givenName));
}
