import { and, asc, count, eq, isNull, max, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import {
  aidRequests,
  consents,
  requestIdentities,
  requestMessages,
  requestParties,
  requestSafety,
  requestStories,
  services,
} from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { documents } from "#db/schema/documents";
import { serviceTypes } from "#db/schema/reference";
import type { SafeContact } from "../aid-requests/filing";
import { placeOf } from "../aid-requests/sealed-places";

/**
 * Everything kept about a request that its person may see on a screen, once. Where she is, whom she trusts and the
 * phrases are said to be kept and not shown: who found the receipt must not find her. Writes its audit rows.
 */
export async function showHeldRecord(context: Context<ReceiptHolder>) {
  const { requestId } = context.actor;
  return inTransaction(context, async (tx) => {
    const { db } = tx;
    const [request] = await db
      .select({ state: aidRequests.state, receivedAt: aidRequests.receivedAt })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const key = await openDataKey(tx, {
      requestId,
      state: request.state,
      classes: ["identity", "party", "safety", "story"],
      reason: "own_request",
    });
    const [identity] = await db.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId));
    const [story] = await db.select().from(requestStories).where(eq(requestStories.requestId, requestId));
    const [safety] = await db.select().from(requestSafety).where(eq(requestSafety.requestId, requestId));
    const parties = await db.select().from(requestParties).where(eq(requestParties.requestId, requestId));
    const messages = await db
      .select()
      .from(requestMessages)
      .where(eq(requestMessages.requestId, requestId))
      .orderBy(asc(requestMessages.createdAt));
    const [papers] = await db.select({ total: count() }).from(documents).where(eq(documents.requestId, requestId));
    const given = await db
      .select({ kind: consents.kind, givenAt: consents.givenAt })
      .from(consents)
      .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt)));
    const aid = await db
      .select({ id: services.id, sq: serviceTypes.sq, en: serviceTypes.en, givenOn: services.givenOn })
      .from(services)
      .innerJoin(serviceTypes, eq(serviceTypes.code, services.serviceTypeCode))
      .where(eq(services.requestId, requestId))
      .orderBy(asc(services.givenOn));
    const read = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
      openMaybe(key, placeOf(column, requestId), bytes ?? null);
    const rules = read("request_safety.contact_rules", safety?.contactRules);
    const looks = await looksOf(tx, requestId);
    await recordAudit(tx, { action: "show-held-data", subjectKind: "request", subjectId: requestId });
    return {
      ...request,
      name: read("request_identities.name", identity?.name),
      birthYear: read("request_identities.birth_year", identity?.birthYear),
      phone: read("request_identities.phone", identity?.phone),
      email: read("request_identities.email", identity?.email),
      contact: rules === null ? null : (JSON.parse(rules) as SafeContact),
      parties: parties.map(({ id, side, name }) => ({
        id,
        side,
        name: open(key, placeOf("request_parties.name", requestId, id), name),
      })),
      story: read("request_stories.story", story?.story),
      messages: messages.map(({ id, fromPerson, createdAt, body }) => ({
        id,
        fromPerson,
        createdAt,
        text: open(key, placeOf("request_messages.body", requestId, id), body),
      })),
      papers: papers?.total ?? 0,
      consents: given,
      services: aid,
      looks,
      /** Kept, and not shown. */
      hidden: {
        trusted: Boolean(safety?.trustedPerson),
        whereabouts: Boolean(safety?.whereabouts),
        phrases: Boolean(safety?.phraseFromPerson || safety?.phraseToPerson),
      },
    };
  });
}

export type HeldRecord = Awaited<ReturnType<typeof showHeldRecord>>;

/** How often staff and lawyers have opened it, by role; names stay in the log. */
async function looksOf(tx: Context, requestId: string) {
  return tx.db
    .select({ role: auditEvents.actorKind, times: count(), last: max(auditEvents.happenedAt) })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.subjectKind, "request"),
        eq(auditEvents.subjectId, requestId),
        sql`${auditEvents.action} like 'open-%'`,
        sql`${auditEvents.actorKind} in ('coordinator', 'lawyer', 'dpo')`,
      ),
    )
    .groupBy(auditEvents.actorKind);
}
