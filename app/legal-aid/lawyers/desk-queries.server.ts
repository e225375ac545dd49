import { and, asc, count, eq, exists, type SQL, sql } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { lawyerAreas, lawyerRegions, lawyers } from "#db/schema/lawyers";
import type { LawyerState } from "#db/vocabulary";
import { foundBy, nameOf, openCases, regionsOf } from "./lawyer-columns.server";

export interface LawyerFilter {
  q: string | null;
  state: LawyerState | null;
  region: string | null;
  area: string | null;
}

/** The network as the desk sees it: by state, region, area and folded name. */
export async function lawyersForDesk(
  context: Context<Coordinator>,
  filter: LawyerFilter,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const where = and(...conditions(context, filter));
  const [total] = await context.db
    .select({ count: count() })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where);
  const rows = await context.db
    .select({
      id: lawyers.id,
      name: nameOf,
      kind: lawyers.kind,
      state: lawyers.state,
      capacity: lawyers.capacity,
      pledgedHours: lawyers.pledgedHours,
      permitValidTo: lawyers.permitValidTo,
      onLeaveUntil: lawyers.onLeaveUntil,
      appliedAt: lawyers.appliedAt,
      openCases,
      regions: regionsOf,
      approvals: sql<number>`(select count(*)::int from lawyer_approvals a where a.lawyer_id = ${lawyers.id})`,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(sql`${lawyers.state} <> 'applied'`, asc(people.familyName), asc(people.givenName), asc(lawyers.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: total?.count ?? 0 };
}

function conditions(context: Context, { q, state, region, area }: LawyerFilter): (SQL | undefined)[] {
  const found: (SQL | undefined)[] = [foundBy(q)];
  if (state) found.push(eq(lawyers.state, state));
  if (region)
    found.push(
      exists(
        context.db
          .select({ one: sql`1` })
          .from(lawyerRegions)
          .where(and(eq(lawyerRegions.lawyerId, lawyers.id), eq(lawyerRegions.regionIso, region))),
      ),
    );
  if (area)
    found.push(
      exists(
        context.db
          .select({ one: sql`1` })
          .from(lawyerAreas)
          .where(and(eq(lawyerAreas.lawyerId, lawyers.id), eq(lawyerAreas.areaCode, area))),
      ),
    );
  return found;
}

/** How many of the network stand in each state. */
export async function lawyerCounts(context: Context<Coordinator>): Promise<Partial<Record<LawyerState, number>>> {
  const rows = await context.db.select({ state: lawyers.state, lawyers: count() }).from(lawyers).groupBy(lawyers.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.lawyers]));
}
