import { and, count, eq, gt, inArray, ne, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { Subject } from "#app/protection/erase-subjects.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { caseDeadlines, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { enrolments, events } from "#db/schema/training";
import type { ErasureHold } from "#db/vocabulary";
import { personHolds, requestHolds } from "./rules";

/** What stands against an erasure at this moment; nothing where the subject is not there any more. */
export function holdsOf(tx: Context, { kind, id }: Subject): Promise<ErasureHold[]> {
  return kind === "request" ? holdsOfRequest(tx, id) : holdsOfPerson(tx, id);
}

async function holdsOfRequest(tx: Context, requestId: string): Promise<ErasureHold[]> {
  const [request] = await tx.db
    .select({ state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId))
    .for("share");
  if (!request) return [];
  const [running] = await tx.db
    .select({ total: count() })
    .from(caseDeadlines)
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .where(and(eq(cases.requestId, requestId), eq(caseDeadlines.state, "open"), gt(caseDeadlines.dueAt, tx.now)));
  const [open] = await tx.db
    .select({ total: count() })
    .from(cases)
    .where(and(eq(cases.requestId, requestId), eq(cases.state, "open")));
  return requestHolds({
    state: request.state,
    openCases: open?.total ?? 0,
    runningDeadlines: running?.total ?? 0,
  });
}

async function holdsOfPerson(tx: Context, personId: string): Promise<ErasureHold[]> {
  const [openCases] = await tx.db
    .select({ total: count() })
    .from(cases)
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .where(and(eq(accounts.personId, personId), eq(cases.state, "open")));
  const [openOffers] = await tx.db
    .select({ total: count() })
    .from(offers)
    .innerJoin(lawyers, eq(lawyers.id, offers.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .where(and(eq(accounts.personId, personId), inArray(offers.state, ["open", "holding"])));
  const [comingEvents] = await tx.db
    .select({ total: count() })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .where(
      and(
        eq(enrolments.personId, personId),
        inArray(enrolments.state, ["invited", "applied", "admitted", "waiting"]),
        inArray(events.state, ["tentative", "confirmed"]),
        sql`${events.endsOn} >= (${tx.now.toISOString()}::timestamptz at time zone 'Europe/Tirane')::date`,
      ),
    );
  return personHolds({
    openCases: openCases?.total ?? 0,
    openOffers: openOffers?.total ?? 0,
    comingEvents: comingEvents?.total ?? 0,
    lastAdministrator: await isLastAdministrator(tx, personId),
  });
}

async function isLastAdministrator(tx: Context, personId: string): Promise<boolean> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('first-administrator'))`);
  const administrators = await tx.db
    .select({ personId: accounts.personId })
    .from(accountRoles)
    .innerJoin(accounts, eq(accounts.id, accountRoles.accountId))
    .where(and(eq(accountRoles.role, "administrator"), ne(accounts.state, "closed")));
  return administrators.length === 1 && administrators[0]?.personId === personId;
}
