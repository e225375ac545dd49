import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { type Context, type Member, notFound, type TrainingManager } from "#app/context.server";
import { presenceOfEvent } from "#app/training/presence/queries.server";
import { hasEarned, presenceOver, whyNotEarned } from "#app/training/presence/rules";
import { certificates, courses, events } from "#db/schema/training";
import type { CertificateState } from "#db/vocabulary";
import { certificateNumber } from "./rules";

/** What a certificate's page and file are made of. */
const columns = {
  id: certificates.id,
  code: certificates.code,
  year: certificates.year,
  serial: certificates.serial,
  state: certificates.state,
  statement: certificates.statement,
  issuedAt: certificates.issuedAt,
  endedAt: certificates.endedAt,
  endReason: certificates.endReason,
};

/** Who of an event has earned the certificate, who has it, and why the others have not; throws the 404. */
export async function certificatesOfEvent(context: Context<TrainingManager>, eventId: string) {
  const [event] = await context.db
    .select({
      id: events.id,
      state: events.state,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
      place: events.place,
    })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(events.id, eventId));
  if (!event) throw notFound();
  const { rule, sittings, people } = await presenceOfEvent(context, eventId);
  const issued = await context.db
    .select({
      id: certificates.id,
      personId: certificates.personId,
      code: certificates.code,
      year: certificates.year,
      serial: certificates.serial,
      state: certificates.state,
      endedAt: certificates.endedAt,
      endReason: certificates.endReason,
      rendered: sql<boolean>`${certificates.pdfSha256} is not null`,
      givenName: sql<string>`${certificates.statement}->>'givenName'`,
      familyName: sql<string>`${certificates.statement}->>'familyName'`,
    })
    .from(certificates)
    .where(eq(certificates.eventId, eventId))
    .orderBy(desc(certificates.issuedAt), desc(certificates.serial));
  const latest = new Map<string, (typeof issued)[number]>();
  for (const row of issued) {
    const known = latest.get(row.personId);
    if (!known || (known.state !== "valid" && row.state === "valid")) latest.set(row.personId, row);
  }
  const rows = people.map((person) => {
    const presence = presenceOver(sittings, person.marks, rule, person.minutes);
    const certificate = latest.get(person.personId);
    return {
      enrolmentId: person.enrolmentId,
      name: `${person.familyName} ${person.givenName}`,
      institution: person.institution,
      presence,
      earned: hasEarned(presence, rule),
      whyNot: whyNotEarned(presence, rule),
      certificate: certificate
        ? {
            id: certificate.id,
            code: certificate.code,
            number: certificateNumber(certificate),
            state: certificate.state,
            endedAt: certificate.endedAt,
            endReason: certificate.endReason ?? "",
            rendered: certificate.rendered,
            renamed: certificate.givenName !== person.givenName || certificate.familyName !== person.familyName,
          }
        : null,
    };
  });
  const valid = issued.filter((row) => row.state === "valid");
  return {
    event,
    rule,
    sittings,
    rows,
    valid: valid.length,
    rendered: valid.filter((row) => row.rendered).length,
    toIssue: rows.filter((row) => row.earned && row.certificate?.state !== "valid").length,
  };
}

/** How far the PDFs of an event's valid certificates are, and where the kept ones lie, by number; throws the 404. */
export async function keptCertificates(context: Context<TrainingManager>, eventId: string) {
  const [event] = await context.db.select({ slug: events.slug }).from(events).where(eq(events.id, eventId));
  if (!event) throw notFound();
  const rows = await context.db
    .select({
      year: certificates.year,
      serial: certificates.serial,
      statement: certificates.statement,
      pdfSha256: certificates.pdfSha256,
      issuedAt: certificates.issuedAt,
    })
    .from(certificates)
    .where(and(eq(certificates.eventId, eventId), eq(certificates.state, "valid")))
    .orderBy(asc(certificates.year), asc(certificates.serial));
  return { slug: event.slug, rows };
}

/** One certificate for the page that takes it back; throws the 404. */
export async function certificateToRevoke(context: Context<TrainingManager>, certificateId: string) {
  const [found] = await context.db
    .select({ ...columns, eventId: certificates.eventId })
    .from(certificates)
    .where(eq(certificates.id, certificateId));
  if (!found) throw notFound();
  const { statement, state, eventId } = found;
  return { eventId, state, number: certificateNumber(found), name: `${statement.givenName} ${statement.familyName}` };
}

/** The file of a certificate for its holder or a training manager; the same 404 for everybody else. */
export async function certificateFile(context: Context<Member>, by: { id: string } | { code: string }) {
  const [found] = await context.db
    .select({ ...columns, personId: certificates.personId, pdfSha256: certificates.pdfSha256 })
    .from(certificates)
    .where("id" in by ? eq(certificates.id, by.id) : eq(certificates.code, by.code));
  const may = found?.personId === context.actor.personId || context.actor.roles.includes("training_manager");
  if (!found || !may) throw notFound();
  return found;
}

/** The certificates of whoever is signed in, the newest first. */
export async function ownCertificates(context: Context<Member>) {
  const rows = await context.db
    .select({ ...columns, rendered: sql<boolean>`${certificates.pdfSha256} is not null` })
    .from(certificates)
    .where(eq(certificates.personId, context.actor.personId))
    .orderBy(desc(certificates.issuedAt), desc(certificates.serial));
  return rows.map((row) => ({ ...row, number: certificateNumber(row) }));
}

/** What everybody may know about the certificate with this code: its statement and whether it still holds. */
export async function verifiedCertificate(context: Context, code: string) {
  const [found] = await context.db
    .select({ ...columns, supersededBy: certificates.supersededBy })
    .from(certificates)
    .where(eq(certificates.code, code));
  if (!found) return null;
  const { supersededBy, ...certificate } = found;
  return { ...certificate, number: certificateNumber(certificate), newer: await newerOne(context, supersededBy) };
}

async function newerOne(context: Context, id: string | null) {
  if (id === null) return null;
  const { code, year, serial } = certificates;
  const [newer] = await context.db.select({ code, year, serial }).from(certificates).where(eq(certificates.id, id));
  return newer ? { code: newer.code, number: certificateNumber(newer) } : null;
}

/** Valid certificates of some people by course: credentials for whoever asks with the right to. */
export async function validCourseCertificates(context: Context, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return context.db
    .select({ personId: certificates.personId, courseId: events.courseId, issuedAt: certificates.issuedAt })
    .from(certificates)
    .innerJoin(events, eq(events.id, certificates.eventId))
    .where(
      and(inArray(certificates.personId, [...personIds]), eq(certificates.state, "valid" satisfies CertificateState)),
    );
}
