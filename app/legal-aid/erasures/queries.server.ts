import { desc, eq, sql } from "drizzle-orm";
import {
  type Context,
  type Coordinator,
  type DataProtectionOfficer,
  inTransaction,
  type Member,
  notFound,
  type ReceiptHolder,
} from "#app/context.server";
import { people } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { corrections, erasures } from "#db/schema/erasures";
import type { ErasureHold } from "#db/vocabulary";
import { holdsOf } from "./standing.server";

const columns = {
  id: erasures.id,
  subjectKind: erasures.subjectKind,
  subjectId: erasures.subjectId,
  source: erasures.source,
  askedAt: erasures.askedAt,
  state: erasures.state,
  decidedAt: erasures.decidedAt,
  reason: erasures.reason,
  code: aidRequests.code,
  name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
};

function listed(context: Context) {
  return context.db
    .select(columns)
    .from(erasures)
    .leftJoin(aidRequests, eq(aidRequests.id, erasures.subjectId))
    .leftJoin(people, eq(people.id, erasures.subjectId))
    .$dynamic();
}

export type ErasureRow = Awaited<ReturnType<typeof listed>>[number];

/** Who waits for an erasure, the longest first, with what stands against it; and the last ones decided. */
export async function erasureQueue(context: Context<DataProtectionOfficer | Coordinator>) {
  return inTransaction(context, async (tx) => {
    const ofRequests = tx.actor.as === "coordinator" ? sql`${erasures.subjectKind} = 'request'` : undefined;
    const rows = await listed(tx)
      .where(ofRequests)
      .orderBy(sql`${erasures.state} = 'asked' desc`, desc(erasures.decidedAt), erasures.askedAt)
      .limit(200);
    const waiting: (ErasureRow & { holds: ErasureHold[] })[] = [];
    for (const row of rows.filter(({ state }) => state === "asked"))
      waiting.push({ ...row, holds: await holdsOf(tx, { kind: row.subjectKind, id: row.subjectId }) });
    return { waiting, decided: rows.filter(({ state }) => state !== "asked").slice(0, 50) };
  });
}

/** One wish as the officer decides it. */
export async function erasureForOfficer(context: Context<DataProtectionOfficer>, erasureId: string) {
  return inTransaction(context, async (tx) => {
    const [row] = await listed(tx).where(eq(erasures.id, erasureId));
    if (!row) throw notFound();
    const holds = row.state === "asked" ? await holdsOf(tx, { kind: row.subjectKind, id: row.subjectId }) : [];
    return { ...row, holds, own: row.subjectId === tx.actor.personId };
  });
}

/** What has become of the erasure that somebody asked for, of a request or of the own record; null where none was. */
export async function lastErasureOf(context: Context, subjectId: string) {
  const [row] = await context.db
    .select({
      askedAt: erasures.askedAt,
      state: erasures.state,
      decidedAt: erasures.decidedAt,
      reason: erasures.reason,
    })
    .from(erasures)
    .where(eq(erasures.subjectId, subjectId))
    .orderBy(desc(erasures.askedAt), desc(erasures.id))
    .limit(1);
  return row ?? null;
}

/** What stands against erasing the own record now. */
export async function ownHolds(context: Context<Member>): Promise<ErasureHold[]> {
  return inTransaction(context, (tx) => holdsOf(tx, { kind: "person", id: tx.actor.personId }));
}

/** State of the own request and of its erasure, for the page that asks for it. */
export async function erasureForReceipt(context: Context<ReceiptHolder>) {
  const { requestId } = context.actor;
  const [request] = await context.db
    .select({ state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  return { ...request, last: await lastErasureOf(context, requestId) };
}

/** Corrections that people ask for, the waiting ones first. */
export async function correctionQueue(context: Context<DataProtectionOfficer>) {
  return context.db
    .select({
      id: corrections.id,
      askedAt: corrections.askedAt,
      state: corrections.state,
      decidedAt: corrections.decidedAt,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(corrections)
    .innerJoin(people, eq(people.id, corrections.personId))
    .orderBy(sql`${corrections.state} = 'asked' desc`, desc(corrections.askedAt))
    .limit(100);
}

/** One correction beside what stands now. */
export async function correctionForOfficer(context: Context<DataProtectionOfficer>, id: string) {
  const [row] = await context.db
    .select({
      id: corrections.id,
      personId: corrections.personId,
      proposed: corrections.proposed,
      note: corrections.note,
      state: corrections.state,
      answer: corrections.answer,
      now: {
        givenName: people.givenName,
        familyName: people.familyName,
        phone: people.phone,
        institution: people.institution,
        profession: people.profession,
      },
    })
    .from(corrections)
    .innerJoin(people, eq(people.id, corrections.personId))
    .where(eq(corrections.id, id));
  if (!row) throw notFound();
  return row;
}
