import { and, desc, eq, gte, or, sql } from "drizzle-orm";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import type { SafeContact, TrustedPerson } from "#app/legal-aid/aid-requests/filing";
import { identityRow, personIn } from "#app/legal-aid/aid-requests/sealed-parts.server";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { aidRequests, requestParties, requestSafety, requestStories } from "#db/schema/aid-requests";
import { caseNotes, cases } from "#db/schema/cases";
import type { PartySide } from "#db/vocabulary";
import { lockOwnCase } from "./lock-case.server";
import { consentsOf, stepsOf } from "./own-case-queries.server";
import { classesOf, openParts } from "./rules";

export interface CaseFileView {
  code: string;
  areaCode: string | null;
  consented: boolean;
  identity: { name: string | null; birthYear: string | null; phone: string | null; email: string | null } | null;
  parties: { side: PartySide; name: string }[];
  story: string | null;
  contact: SafeContact | null;
  phrases: { toPerson: string | null; fromPerson: string | null } | null;
  trusted: TrustedPerson | null;
  whereabouts: string | null;
  notes: { id: string; body: string; createdAt: Date }[];
}

/**
 * The file of an own open case, as far as consent and running steps go; opening it writes the audit row. The notes are
 * the lawyer's own and open in any case.
 */
export async function openCaseFile(context: Context<Lawyer>, caseId: string): Promise<CaseFileView> {
  return inTransaction(context, async (tx) => {
    const { requestId, requestState: state } = await lockOwnCase(tx, caseId);
    const [about] = await tx.db
      .select({ code: cases.code, areaCode: aidRequests.areaCode })
      .from(cases)
      .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
      .where(eq(cases.id, caseId));
    const steps = await stepsOf(tx, caseId);
    const running = steps.filter(({ state }) => state === "open" || state === "planned").map(({ kind }) => kind);
    const given = await consentsOf(tx, requestId);
    const parts = openParts(running, given);
    const classes = [...classesOf(parts), "case_note" as const];
    const key = await openDataKey(tx, { requestId, state, classes, reason: "case_work", standing: "case" });
    return {
      code: about?.code ?? "",
      areaCode: about?.areaCode ?? null,
      consented: given.includes("share_with_lawyer"),
      identity: parts.identity ? await identityOf(tx, requestId, key) : null,
      parties: parts.party ? await partiesOf(tx, requestId, key) : [],
      story: parts.story ? await storyOf(tx, requestId, key) : null,
      ...(await safetyOf(tx, requestId, key, parts)),
      notes: await notesOf(tx, { caseId, requestId }, key),
    };
  });
}

async function identityOf(context: Context, requestId: string, key: Buffer): Promise<CaseFileView["identity"]> {
  const row = await identityRow(context, requestId);
  return row && personIn(row, requestId, key);
}

async function partiesOf({ db }: Context, requestId: string, key: Buffer): Promise<CaseFileView["parties"]> {
  const rows = await db
    .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId));
  return rows.map(({ id, side, name }) => ({
    side,
    name: open(key, placeOf("request_parties.name", requestId, id), name),
  }));
}

async function storyOf({ db }: Context, requestId: string, key: Buffer): Promise<string | null> {
  const [row] = await db.select().from(requestStories).where(eq(requestStories.requestId, requestId));
  return openMaybe(key, placeOf("request_stories.story", requestId), row?.story ?? null);
}

type Safety = Pick<CaseFileView, "contact" | "phrases" | "trusted" | "whereabouts">;

async function safetyOf(
  { db }: Context,
  requestId: string,
  key: Buffer,
  parts: { contact: boolean; whereabouts: boolean },
): Promise<Safety> {
  const [row] = parts.contact
    ? await db.select().from(requestSafety).where(eq(requestSafety.requestId, requestId))
    : [];
  if (!row) return { contact: null, phrases: null, trusted: null, whereabouts: null };
  const contact = openMaybe(key, placeOf("request_safety.contact_rules", requestId), row.contactRules);
  const trusted = openMaybe(key, placeOf("request_safety.trusted_person", requestId), row.trustedPerson);
  const whereabouts = parts.whereabouts ? row.whereabouts : null;
  return {
    contact: contact === null ? null : (JSON.parse(contact) as SafeContact),
    phrases: {
      toPerson: openMaybe(key, placeOf("request_safety.phrase_to_person", requestId), row.phraseToPerson),
      fromPerson: openMaybe(key, placeOf("request_safety.phrase_from_person", requestId), row.phraseFromPerson),
    },
    trusted: trusted === null ? null : (JSON.parse(trusted) as TrustedPerson),
    whereabouts: openMaybe(key, placeOf("request_safety.whereabouts", requestId), whereabouts),
  };
}

/** The own notes, and what an earlier lawyer left with the hand-back (written in the same instant). */
async function notesOf(
  { db }: Context,
  { caseId, requestId }: { caseId: string; requestId: string },
  key: Buffer,
): Promise<CaseFileView["notes"]> {
  const rows = await db
    .select({ id: caseNotes.id, body: caseNotes.body, createdAt: caseNotes.createdAt })
    .from(caseNotes)
    .innerJoin(cases, eq(cases.id, caseNotes.caseId))
    .where(
      or(
        eq(caseNotes.caseId, caseId),
        and(
          eq(cases.requestId, requestId),
          eq(cases.state, "handed_back"),
          gte(caseNotes.createdAt, sql`${cases.endedAt}`),
        ),
      ),
    )
    .orderBy(desc(caseNotes.createdAt));
  return rows.map(({ id, body, createdAt }) => ({
    id,
    body: open(key, { table: "case_notes", column: "body", row: id, subject: requestId }, body),
    createdAt,
  }));
}
