import { and, asc, eq, sql } from "drizzle-orm";
import type { Context, TrainingManager } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";

/** What was done to an event, by whom, the earliest first. */
export async function deedsOfEvent(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({
      id: auditEvents.id,
      happenedAt: auditEvents.happenedAt,
      action: auditEvents.action,
      count: auditEvents.count,
      name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(auditEvents)
    .leftJoin(accounts, eq(accounts.id, auditEvents.actorId))
    .leftJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(auditEvents.subjectKind, "event"), eq(auditEvents.subjectId, eventId)))
    .orderBy(asc(auditEvents.happenedAt), asc(auditEvents.sequence))
    .limit(500);
}

/** How many came onto an event's list on each day in Tirana, the earliest first. */
export async function arrivalsOfEvent(context: Context<TrainingManager>, eventId: string) {
  const rows = await context.db.execute<{ day: string; people: number }>(sql`
    select to_char(created_at at time zone 'Europe/Tirane', 'YYYY-MM-DD') as day, count(*)::int as people
    from enrolments where event_id = ${eventId}::uuid group by 1 order by 1`);
  return [...rows];
}
