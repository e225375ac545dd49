import { and, asc, count, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  type Context,
  type Coordinator,
  type DataProtectionOfficer,
  inTransaction,
  type Lawyer,
  notFound,
} from "#app/context.server";
import type { SafeContact, TrustedPerson } from "#app/legal-aid/aid-requests/filing";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { mayLeave } from "#app/legal-aid/documents/rules";
import { openName } from "#app/legal-aid/documents/sealed-parts.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { accounts, people } from "#db/schema/accounts";
import {
  aidRequests,
  requestIdentities,
  requestMessages,
  requestParties,
  requestSafety,
  requestStories,
} from "#db/schema/aid-requests";
import { breakGlass } from "#db/schema/break-glass";
import { caseNotes, cases } from "#db/schema/cases";
import { documents } from "#db/schema/documents";
import type { FileType, PartySide, SealedClass } from "#db/vocabulary";
import { lockBreakGlass, type Overseer } from "./lock-break-glass.server";
import { decisionRefusal, stageOf } from "./rules";

export const breakGlassPageSize = 25;

const asker = alias(accounts, "asker");
const askerPerson = alias(people, "asker_person");
const decider = alias(accounts, "decider");
const deciderPerson = alias(people, "decider_person");

const shown = {
  id: breakGlass.id,
  requestId: breakGlass.requestId,
  code: aidRequests.code,
  reason: breakGlass.reason,
  state: breakGlass.state,
  askedBy: breakGlass.askedBy,
  askedByPerson: asker.personId,
  askedByName: sql<string>`${askerPerson.givenName} || ' ' || ${askerPerson.familyName}`,
  askedAt: breakGlass.askedAt,
  decidedByName: sql<string | null>`${deciderPerson.givenName} || ' ' || ${deciderPerson.familyName}`,
  decidedAt: breakGlass.decidedAt,
  endsAt: breakGlass.endsAt,
  endedAt: breakGlass.endedAt,
};

/** What waits for a decision first, then the latest. */
function listed(context: Context, where?: SQL, page = 1) {
  return context.db
    .select(shown)
    .from(breakGlass)
    .innerJoin(aidRequests, eq(aidRequests.id, breakGlass.requestId))
    .innerJoin(asker, eq(asker.id, breakGlass.askedBy))
    .innerJoin(askerPerson, eq(askerPerson.id, asker.personId))
    .leftJoin(decider, eq(decider.id, breakGlass.decidedBy))
    .leftJoin(deciderPerson, eq(deciderPerson.id, decider.personId))
    .where(where)
    .orderBy(sql`${breakGlass.state} <> 'asked'`, desc(breakGlass.askedAt), desc(breakGlass.id))
    .limit(breakGlassPageSize)
    .offset((page - 1) * breakGlassPageSize);
}

/** Every asking, what waits for a decision first, then the latest; the request by its code only. */
export async function breakGlassForOverseer(context: Context<Overseer>, page: number) {
  return inTransaction(context, async (tx) => {
    const rows = await listed(tx, undefined, page);
    const [total] = await tx.db.select({ rows: count() }).from(breakGlass);
    return { rows: rows.map((row) => ({ ...row, stage: stageOf(row, tx.now) })), total: total?.rows ?? 0 };
  });
}

/** One asking and what the one who looks may do with it. Throws the 404 for unknown ones. */
export async function oneBreakGlass(context: Context<Overseer>, id: string) {
  return inTransaction(context, async (tx) => {
    const [row] = await listed(tx, eq(breakGlass.id, id));
    if (!row) throw notFound();
    const stage = stageOf(row, tx.now);
    const own = row.askedBy === tx.actor.accountId;
    return {
      ...row,
      stage,
      mayDecide: decisionRefusal(row, tx.actor, tx.now) === null,
      mayLook: own && stage === "open" && tx.actor.as === "dpo",
      mayEnd: stage === "asked" || stage === "open",
      own,
    };
  });
}

/** What was asked about one request, the latest first. */
export async function breakGlassOfRequest(context: Context<Overseer>, requestId: string) {
  return inTransaction(context, async (tx) => {
    const rows = await listed(tx, eq(breakGlass.requestId, requestId));
    return rows.map((row) => ({ ...row, stage: stageOf(row, tx.now) }));
  });
}

export interface OpenedByBreakGlass {
  id: string;
  askedByName: string;
  decidedByName: string | null;
  decidedAt: Date;
  endsAt: Date;
  running: boolean;
}

/** The openings of a request that were approved, for whoever works with it: shown loud on its page. */
export async function approvedBreakGlass(
  context: Context<Coordinator | Lawyer>,
  requestId: string,
): Promise<OpenedByBreakGlass[]> {
  return inTransaction(context, async (tx) => {
    const approved = and(eq(breakGlass.requestId, requestId), isNotNull(breakGlass.endsAt));
    const rows = await listed(tx, approved);
    return rows.flatMap((row) => {
      const { id, askedByName, decidedByName, decidedAt, endsAt, endedAt } = row;
      if (!decidedAt || !endsAt) return [];
      const end = endedAt && endedAt < endsAt ? endedAt : endsAt;
      const running = stageOf(row, tx.now) === "open";
      return [{ id, askedByName, decidedByName, decidedAt, endsAt: end, running }];
    });
  });
}

export interface BrokenGlass {
  identity: { name: string | null; birthYear: string | null; phone: string | null; email: string | null } | null;
  parties: { id: string; side: PartySide; name: string }[];
  contact: SafeContact | null;
  trusted: TrustedPerson | null;
  messages: { id: string; fromPerson: boolean; createdAt: Date; text: string }[];
  story: string | null;
  whereabouts: string | null;
  phrases: { toPerson: string | null; fromPerson: string | null } | null;
  notes: { id: string; createdAt: Date; text: string }[];
  documents: { id: string; name: string; type: FileType; bytes: number; addedAt: Date; mayLeave: boolean }[];
}

/**
 * Opens the named classes of the request that an own break-glass runs for; each opening leaves its audit row with the
 * reason that was approved. Refuses when the hour is over; throws the 404 for those of others.
 */
export async function openByBreakGlass(
  context: Context<DataProtectionOfficer>,
  { id, classes }: { id: string; classes: SealedClass[] },
): Promise<{ ok: true; opened: BrokenGlass } | { ok: false; reason: "break_glass_over" }> {
  return inTransaction(context, async (tx) => {
    const { db } = tx;
    const running = await lockBreakGlass(tx, id);
    if (running.askedBy !== tx.actor.accountId) throw notFound();
    if (stageOf(running, tx.now) !== "open") return { ok: false, reason: "break_glass_over" };
    const { requestId } = running;
    const [request] = await db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const key = await openDataKey(tx, {
      requestId,
      state: request.state,
      classes,
      reason: running.reason,
      standing: "break_glass",
    });
    const wants = (sealedClass: SealedClass) => classes.includes(sealedClass);
    const read = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
      openMaybe(key, placeOf(column, requestId), bytes ?? null);
    const [identity] = wants("identity")
      ? await db.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId))
      : [];
    const [story] = wants("story")
      ? await db.select().from(requestStories).where(eq(requestStories.requestId, requestId))
      : [];
    const [safety] =
      wants("safety") || wants("whereabouts") || wants("phrases")
        ? await db.select().from(requestSafety).where(eq(requestSafety.requestId, requestId))
        : [];
    const parties = wants("party")
      ? await db.select().from(requestParties).where(eq(requestParties.requestId, requestId))
      : [];
    const messages = wants("safety")
      ? await db
          .select()
          .from(requestMessages)
          .where(eq(requestMessages.requestId, requestId))
          .orderBy(asc(requestMessages.createdAt))
      : [];
    const notes = wants("case_note")
      ? await db
          .select({ id: caseNotes.id, body: caseNotes.body, createdAt: caseNotes.createdAt })
          .from(caseNotes)
          .innerJoin(cases, eq(cases.id, caseNotes.caseId))
          .where(eq(cases.requestId, requestId))
          .orderBy(asc(caseNotes.createdAt))
      : [];
    const papers = wants("document")
      ? await db.select().from(documents).where(eq(documents.requestId, requestId)).orderBy(desc(documents.addedAt))
      : [];
    const contact = wants("safety") ? read("request_safety.contact_rules", safety?.contactRules) : null;
    const trusted = wants("safety") ? read("request_safety.trusted_person", safety?.trustedPerson) : null;
    return {
      ok: true,
      opened: {
        identity: identity
          ? {
              name: read("request_identities.name", identity.name),
              birthYear: read("request_identities.birth_year", identity.birthYear),
              phone: read("request_identities.phone", identity.phone),
              email: read("request_identities.email", identity.email),
            }
          : null,
        parties: parties.map(({ id: party, side, name }) => ({
          id: party,
          side,
          name: open(key, placeOf("request_parties.name", requestId, party), name),
        })),
        contact: contact === null ? null : JSON.parse(contact),
        trusted: trusted === null ? null : JSON.parse(trusted),
        messages: messages.map(({ id: message, fromPerson, createdAt, body }) => ({
          id: message,
          fromPerson,
          createdAt,
          text: open(key, placeOf("request_messages.body", requestId, message), body),
        })),
        story: read("request_stories.story", story?.story),
        whereabouts: wants("whereabouts") ? read("request_safety.whereabouts", safety?.whereabouts) : null,
        phrases: wants("phrases")
          ? {
              toPerson: read("request_safety.phrase_to_person", safety?.phraseToPerson),
              fromPerson: read("request_safety.phrase_from_person", safety?.phraseFromPerson),
            }
          : null,
        notes: notes.map(({ id: note, body, createdAt }) => ({
          id: note,
          createdAt,
          text: open(key, { table: "case_notes", column: "body", row: note, subject: requestId }, body),
        })),
        documents: papers.map((paper) => ({
          ...{ id: paper.id, type: paper.type, bytes: paper.bytes, addedAt: paper.addedAt },
          name: openName(key, paper),
          mayLeave: mayLeave(paper),
        })),
      },
    };
  });
}
