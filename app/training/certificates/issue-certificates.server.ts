import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { ownName } from "#app/organisations/own-name-queries.server";
import { newCode } from "#app/protection/lookup.server";
import { presenceOfEvent } from "#app/training/presence/queries.server";
import { hasEarned, presenceOver } from "#app/training/presence/rules";
import { municipalities, regions } from "#db/schema/reference";
import { type CertificateStatement, certificateSerials, certificates, courses, events } from "#db/schema/training";

export type IssueCertificatesResult =
  | { ok: true; issued: number; certificateIds: string[] }
  | { ok: false; reason: "event_cancelled" | "nobody_earned" };

/**
 * Issues the certificate to everybody of an event who has earned it and has no valid one: statements frozen as of now,
 * numbers without gaps in the order of family names. Called many times at once, each person gets exactly one.
 * Throws the 404 for an unknown event.
 */
export async function issueCertificates(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<IssueCertificatesResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockedEvent(tx, eventId);
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const earned = await peopleToIssue(tx, eventId);
    if (earned.length === 0) return { ok: false, reason: "nobody_earned" };
    const issuedOn = calendarDate(tx.now);
    const year = Number(issuedOn.slice(0, 4));
    const last = await takeSerials(tx, year, earned.length);
    const organisation = await ownName(tx, "sq");
    const rows = earned.map((person, place) => ({
      id: randomUUID(),
      code: newCode(12),
      year,
      serial: last - earned.length + 1 + place,
      eventId,
      personId: person.personId,
      statement: { ...event.statement, ...person.statement, issuedOn, organisation } satisfies CertificateStatement,
      issuedAt: tx.now,
      issuedBy: tx.actor.accountId,
    }));
    for (let from = 0; from < rows.length; from += 500)
      await tx.db.insert(certificates).values(rows.slice(from, from + 500));
    await tellThem(
      tx,
      rows.filter((_, place) => earned[place]?.email),
    );
    await enqueue(tx, "render-certificates", { eventId });
    await recordAudit(tx, {
      action: "issue-certificates",
      subjectKind: "event",
      subjectId: eventId,
      count: rows.length,
    });
    return { ok: true, issued: rows.length, certificateIds: rows.map((row) => row.id) };
  });
}

/** The event, locked: a second call waits and then finds everybody's certificate. */
async function lockedEvent(tx: Context<TrainingManager>, eventId: string) {
  const online = {
    sq: translator("sq", "pdf")("certificate.online"),
    en: translator("en", "pdf")("certificate.online"),
  };
  const [event] = await tx.db
    .select({
      state: events.state,
      kind: events.kind,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      credits: courses.credits,
      place: events.place,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      municipalitySq: municipalities.sq,
      municipalityEn: municipalities.en,
      regionSq: regions.sq,
      regionEn: regions.en,
      online: sql<boolean>`${events.onlineLink} is not null`,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .leftJoin(municipalities, eq(municipalities.code, events.municipalityCode))
    .leftJoin(regions, eq(regions.iso, events.regionIso))
    .where(eq(events.id, eventId))
    .for("no key update", { of: events });
  if (!event) throw notFound();
  const { state, kind, courseSq, courseEn, credits, startsOn, endsOn } = event;
  const placeSq = event.place ?? event.municipalitySq ?? (event.online ? online.sq : event.regionSq);
  const placeEn = event.place ?? event.municipalityEn ?? (event.online ? online.en : event.regionEn);
  return {
    state,
    statement: {
      kind,
      courseSq,
      courseEn,
      credits,
      startsOn,
      endsOn,
      placeSq: placeSq ?? "–",
      placeEn: placeEn ?? "–",
    },
  };
}

async function peopleToIssue(tx: Context<TrainingManager>, eventId: string) {
  const { rule, sittings, people } = await presenceOfEvent(tx, eventId);
  const valid = await tx.db.execute<{ person_id: string }>(
    sql`select person_id from certificates where event_id = ${eventId}::uuid and state = 'valid'`,
  );
  const have = new Set(valid.map((row) => row.person_id));
  return people.flatMap((person) => {
    const presence = presenceOver(sittings, person.marks, rule, person.minutes);
    if (have.has(person.personId) || !hasEarned(presence, rule)) return [];
    const { givenName, familyName, personId, email } = person;
    const { attendedMinutes: minutesAttended, plannedMinutes: minutesPlanned } = presence;
    return [{ personId, email, statement: { givenName, familyName, minutesAttended, minutesPlanned } }];
  });
}

/** Takes the year's next numbers and answers with the last of them; given back where the transaction fails. */
export async function takeSerials(tx: Context, year: number, count: number): Promise<number> {
  const [row] = await tx.db
    .insert(certificateSerials)
    .values({ year, last: count })
    .onConflictDoUpdate({
      target: certificateSerials.year,
      set: { last: sql`${certificateSerials.last} + ${count}` },
    })
    .returning({ last: certificateSerials.last });
  if (!row) throw new Error("no serial numbers were given");
  return row.last;
}

async function tellThem(tx: Context, rows: { id: string; personId: string }[]): Promise<void> {
  await queueMessage(
    tx,
    ...rows.map((row) => ({
      kind: "certificate_issued" as const,
      recipientKind: "person" as const,
      recipientId: row.personId,
      subjectId: row.id,
      deduplicationKey: `certificate_issued:${row.id}`,
    })),
  );
}
