import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, type Lawyer, type ReceiptHolder } from "#app/context.server";
import { env } from "#app/env.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { aidRequests, consents } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { documents } from "#db/schema/documents";
import { type DocumentActor, type DocumentSubject, lockSubject } from "./lock-subject.server";
import { addingRefusal, isOwn, undoUntil } from "./rules";
import { openName } from "./sealed-parts.server";

/** What stands about a paper without opening anything. */
const about = {
  id: documents.id,
  requestId: documents.requestId,
  kind: documents.kind,
  origin: documents.origin,
  addedBy: documents.addedBy,
  addedAt: documents.addedAt,
  type: documents.type,
  bytes: documents.bytes,
  state: documents.state,
  finding: documents.finding,
  withdrawnAt: documents.withdrawnAt,
};

/** What whoever looks may add papers to; throws the 404 for everything else. */
export function subjectOf(context: Context<DocumentActor>, subjectId: string): Promise<DocumentSubject> {
  return inTransaction(context, (tx) => lockSubject(tx, subjectId));
}

/**
 * The papers that somebody sees: of a request the desk all, the person her own; a lawyer the own ones, and the others
 * with the consent to share the file.
 */
export async function visibleTo(context: Context<DocumentActor>, subject: DocumentSubject): Promise<SQL | undefined> {
  const ofRequest = eq(documents.requestId, subject.requestId);
  if (subject.origin === "desk") return ofRequest;
  if (subject.origin === "person") return and(ofRequest, eq(documents.origin, "person"));
  const [shared] = await context.db
    .select({ id: consents.id })
    .from(consents)
    .where(
      and(
        eq(consents.requestId, subject.requestId),
        eq(consents.kind, "share_with_lawyer"),
        isNull(consents.withdrawnAt),
      ),
    );
  if (shared) return ofRequest;
  return and(ofRequest, eq(documents.origin, "lawyer"), eq(documents.addedBy, subject.accountId ?? ""));
}

/** The papers of an own open case with their names; looking writes the audit row. */
export async function documentsOfCase(context: Context<Lawyer>, caseId: string) {
  return inTransaction(context, async (tx) => {
    const subject = await lockSubject(tx, caseId);
    const rows = await tx.db
      .select({ ...about, name: documents.name })
      .from(documents)
      .where(await visibleTo(tx, subject))
      .orderBy(desc(documents.addedAt));
    const { requestId, state, standing, reason } = subject;
    const key =
      rows.length > 0 ? await openDataKey(tx, { requestId, state, classes: ["document"], reason, standing }) : null;
    return {
      scanner: env().clamav !== undefined,
      documents: rows.map((row) => ({ ...listed(row, subject), name: key ? openName(key, row) : "" })),
    };
  });
}

/** What stands about the papers of a request: no name of a file is opened for it. */
export async function documentsOfRequest(context: Context<Coordinator | ReceiptHolder>, requestId: string) {
  return inTransaction(context, async (tx) => {
    const subject = await lockSubject(tx, requestId);
    const rows = await tx.db
      .select(about)
      .from(documents)
      .where(await visibleTo(tx, subject))
      .orderBy(desc(documents.addedAt));
    return {
      scanner: env().clamav !== undefined,
      closed: addingRefusal(subject.origin, subject.state),
      documents: rows.map((row) => listed(row, subject)),
    };
  });
}

/** Papers of open requests that nobody can open: waiting, without a scanner, or infected. */
export async function quarantine(context: Context<Coordinator>) {
  const rows = await inTransaction(context, (tx) =>
    tx.db
      .select({
        ...about,
        scans: documents.scans,
        nextScanAt: documents.nextScanAt,
        requestCode: aidRequests.code,
        requestState: aidRequests.state,
        caseCode: cases.code,
      })
      .from(documents)
      .innerJoin(aidRequests, eq(aidRequests.id, documents.requestId))
      .leftJoin(cases, eq(cases.id, documents.caseId))
      .where(and(inArray(documents.state, ["quarantined", "unscanned", "infected"]), isNull(documents.withdrawnAt)))
      .orderBy(sql`${documents.state} <> 'infected'`, asc(documents.addedAt))
      .limit(200),
  );
  return { scanner: env().clamav !== undefined, documents: rows };
}

/** How many papers of a request there are, taken back or not. */
export async function documentCount(context: Context<Coordinator>, requestId: string): Promise<number> {
  return inTransaction(context, async (tx) =>
    tx.db.$count(documents, and(eq(documents.requestId, requestId), isNull(documents.withdrawnAt))),
  );
}

export type ListedDocument = ReturnType<typeof listed>;

function listed(row: Pick<typeof documents.$inferSelect, keyof typeof about>, subject: DocumentSubject) {
  const { id, kind, origin, addedAt, type, bytes, state, finding, withdrawnAt } = row;
  return {
    ...{ id, kind, origin, addedAt, type, bytes, state, finding, withdrawnAt },
    own: isOwn(row, subject),
    undoUntil: row.withdrawnAt ? undoUntil(row.withdrawnAt) : null,
  };
}
