import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { queueMessage } from "#app/notifications/queue-message.server";
import { tokenHash } from "#app/protection/lookup.server";
import { people } from "#db/schema/accounts";
import { enrolments, events, sittings } from "#db/schema/training";
import { reminderRule } from "./reminder-rule.server";
import { LINK_MINUTES, linkShown, opensTheDay, reminderDue } from "./rules";

/**
 * Queues the reminders that are due (setting `reminder_minutes`, unless the event has them off) and the links of online
 * sittings that have opened, each once for whoever has a seat and a mail address; answers with their number. Whether
 * they still hold is asked again when they are sent.
 */
export async function queueReminders(context: Context<System>): Promise<number> {
  return inTransaction(context, async (tx) => {
    const minutesBefore = await reminderRule(tx);
    const sittingsAhead = await ahead(tx, Math.max(LINK_MINUTES, ...minutesBefore));
    let queued = 0;
    for (const sitting of sittingsAhead) {
      const others = sittingsAhead.filter(({ eventId }) => eventId === sitting.eventId);
      const notice = sitting.reminders ? reminderDue(sitting, sitting.previousEndsAt, minutesBefore, tx.now) : null;
      const start = sitting.startsAt.getTime();
      if (notice !== null) {
        const dueAt = new Date(start - notice * 60_000);
        queued += await tell(tx, sitting, "event_reminder", `event_reminder:${sitting.id}:${notice}:${start}`, dueAt);
      }
      // Another link is said anew: guests have no page to find it on.
      if (sitting.onlineLink && linkShown(sitting, tx.now) && opensTheDay(sitting, others, tx.now)) {
        const link = tokenHash(sitting.onlineLink).toString("base64url").slice(0, 11);
        const key = `event_link:${sitting.eventId}:${calendarDate(sitting.startsAt)}:${link}`;
        queued += await tell(tx, sitting, "event_link", key);
      }
    }
    return queued;
  });
}

/** Sittings that have not ended and begin within so many minutes, in order. */
async function ahead(tx: Context, minutes: number) {
  const rows = await tx.db
    .select({
      id: sittings.id,
      eventId: sittings.eventId,
      startsAt: sittings.startsAt,
      endsAt: sittings.endsAt,
      reminders: events.reminders,
      onlineLink: events.onlineLink,
      previousEnds: sql<number | null>`(
        select (extract(epoch from max(p.ends_at)) * 1000)::float8 from sittings p
        where p.event_id = "sittings"."event_id" and p.ends_at <= "sittings"."starts_at")`,
    })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .where(
      and(
        inArray(events.state, ["tentative", "confirmed"]),
        gt(sittings.endsAt, tx.now),
        lte(sittings.startsAt, new Date(tx.now.getTime() + minutes * 60_000)),
      ),
    )
    .orderBy(asc(sittings.startsAt), asc(sittings.id));
  return rows.map(({ previousEnds, ...row }) => ({
    ...row,
    previousEndsAt: previousEnds === null ? null : new Date(previousEnds),
  }));
}

async function tell(
  tx: Context,
  sitting: { id: string; eventId: string },
  kind: "event_reminder" | "event_link",
  key: string,
  /** Whoever has got a seat since then has just been told. */
  seatedBefore?: Date,
): Promise<number> {
  const rows = await tx.db
    .select({ personId: enrolments.personId })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(
      and(
        eq(enrolments.eventId, sitting.eventId),
        eq(enrolments.state, "admitted"),
        isNotNull(people.email),
        seatedBefore ? lte(enrolments.changedAt, seatedBefore) : undefined,
        sql`not exists (select 1 from outbox_messages m
          where m.deduplication_key = ${`${key}:`} || ${enrolments.personId}::text)`,
      ),
    );
  await queueMessage(
    tx,
    ...rows.map(({ personId }) => ({
      kind,
      recipientKind: "person" as const,
      recipientId: personId,
      subjectId: sitting.id,
      deduplicationKey: `${key}:${personId}`,
    })),
  );
  return rows.length;
}
