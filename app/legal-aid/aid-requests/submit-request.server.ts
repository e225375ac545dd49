import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import {
  type Anyone,
  as,
  type Context,
  type Coordinator,
  type Drafting,
  inTransaction,
  type ReceiptHolder,
  type Referrer,
} from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { createDataKey } from "#app/protection/data-keys.server";
import { contactHash, nameBuckets, newCode } from "#app/protection/lookup.server";
import { seal, sealMaybe } from "#app/protection/sealing.server";
import {
  aidRequests,
  consents,
  receipts,
  requestIdentities,
  requestMoves,
  requestParties,
  requestSafety,
  requestStories,
} from "#db/schema/aid-requests";
import { organisationMembers } from "#db/schema/organisations";
import type { RequestSource, Urgency } from "#db/vocabulary";
import { drawReceipt, type NewReceipt } from "../receipts/draw-receipt.server";
import { alertDesk } from "./alert-desk.server";
import { daySetting } from "./day-settings.server";
import type { Filing } from "./filing";
import { ageBandOf, canonicalEmail, canonicalPhone, nameParts, urgencyOf } from "./rules";
import { placeOf } from "./sealed-places";

export interface Submission {
  source: RequestSource;
  filing: Filing;
  /** Made before the form was shown: sent twice, it is one request. */
  requestId?: string;
  /** Made before the transaction opened; drawn here where it is missing. Referrers get none. */
  receipt?: NewReceipt;
  projectId?: string | null;
  demo?: boolean;
}

export type Submitted =
  | { ok: true; requestId: string; code: string; urgency: Urgency; receipt: { locator: string; secret: string } | null }
  | { ok: false; reason: "consent_needed" | "already_filed" };

/**
 * Takes a request in: card, sealed parts, look-up hashes, consents, receipt, first move, messages to the desk and audit
 * row in one transaction. Refuses without the consent to process (law 124/2024) and where this id was filed before.
 */
export async function submitRequest(
  context: Context<Anyone | Drafting | Coordinator | Referrer>,
  submission: Submission,
): Promise<Submitted> {
  const { filing, source } = submission;
  if (!filing.consents.includes("process")) return { ok: false, reason: "consent_needed" };
  const receipt = source === "referrer" ? null : (submission.receipt ?? (await drawReceipt()));
  const requestId = submission.requestId ?? randomUUID();
  return inTransaction(context, (tx) => {
    const own: Context<ReceiptHolder | Coordinator | Referrer> =
      tx.actor.kind === "account" ? (tx as Context<Coordinator | Referrer>) : as(tx, { kind: "receipt", requestId });
    return inTransaction(own, async (inner): Promise<Submitted> => {
      const row = await insertRequest(inner, requestId, submission);
      if (!row) return { ok: false, reason: "already_filed" };
      const key = await createDataKey(inner, "request", requestId);
      await sealParts(inner, key, requestId, filing);
      await inner.db
        .insert(consents)
        .values([...new Set(filing.consents)].map((kind) => ({ requestId, kind, givenAt: inner.now })));
      const locator = receipt && (await insertReceipt(inner, requestId, receipt));
      await inner.db.insert(requestMoves).values({
        requestId,
        fromState: null,
        toState: "received",
        movedAt: inner.now,
        movedBy: inner.actor.kind === "account" ? inner.actor.accountId : null,
        reason: source,
      });
      if (row.urgency === "emergency" || row.urgency === "urgent") await alertDesk(inner, requestId, "filed");
      await recordAudit(inner, { action: "submit-request", subjectKind: "request", subjectId: requestId });
      return { ok: true, requestId, ...row, receipt: receipt && locator ? { locator, secret: receipt.secret } : null };
    });
  });
}

async function insertRequest(
  context: Context<ReceiptHolder | Coordinator | Referrer>,
  id: string,
  { filing, source, projectId, demo }: Submission,
): Promise<{ code: string; urgency: Urgency } | null> {
  const { actor, now } = context;
  const referrer = source === "referrer" && actor.kind === "account" ? actor.accountId : null;
  const [membership] = referrer
    ? await context.db
        .select({ organisationId: organisationMembers.organisationId })
        .from(organisationMembers)
        .where(eq(organisationMembers.accountId, referrer))
        .limit(1)
    : [];
  const year = Number(calendarDate(now).slice(0, 4));
  const values = {
    id,
    state: "received" as const,
    source,
    referrerAccountId: referrer,
    referrerOrganisationId: membership?.organisationId ?? null,
    urgency: urgencyOf(filing.signals, calendarDate(now), await daySetting(context, "urgent_within_days")),
    dangerNow: filing.signals.dangerNow,
    regionIso: filing.regionIso,
    areaCode: filing.areaCode,
    language: filing.language,
    genderWish: filing.genderWish,
    ageBand: (filing.birthYear === null ? null : ageBandOf(filing.birthYear, year)) ?? filing.ageBand,
    contactChannel: filing.contact.channel,
    nextDateOn: filing.signals.nextDateOn,
    projectId: projectId ?? null,
    receivedAt: now,
    demo: demo ?? false,
    createdAt: now,
  };
  for (let attempt = 0; attempt < 8; attempt++) {
    const code = `PK-${newCode(4)}`;
    const [row] = await context.db
      .insert(aidRequests)
      .values({ ...values, code })
      .onConflictDoNothing()
      .returning({ code: aidRequests.code, urgency: aidRequests.urgency });
    if (row) return row;
    const [known] = await context.db.select({ id: aidRequests.id }).from(aidRequests).where(eq(aidRequests.id, id));
    if (known) return null;
  }
  throw new Error("no free code for a request");
}

async function sealParts(context: Context, key: Buffer, requestId: string, filing: Filing): Promise<void> {
  const { contact } = filing;
  const sealHere = (column: Parameters<typeof placeOf>[0], text: string | null) =>
    sealMaybe(key, placeOf(column, requestId), text);
  await context.db.insert(requestIdentities).values({
    requestId,
    name: sealHere("request_identities.name", filing.name),
    birthYear: sealHere("request_identities.birth_year", filing.birthYear === null ? null : String(filing.birthYear)),
    phone: sealHere("request_identities.phone", contact.phone),
    email: sealHere("request_identities.email", contact.email),
    nameBuckets: filing.name ? nameBuckets(nameParts(filing.name)) : null,
    phoneHash: contact.phone ? contactHash(canonicalPhone(contact.phone)) : null,
    emailHash: contact.email ? contactHash(canonicalEmail(contact.email)) : null,
  });
  await context.db.insert(requestStories).values({ requestId, story: sealHere("request_stories.story", filing.story) });
  await context.db.insert(requestSafety).values({
    requestId,
    whereabouts: sealHere("request_safety.whereabouts", filing.whereabouts),
    contactRules: sealHere("request_safety.contact_rules", JSON.stringify(contact)),
    trustedPerson: sealHere(
      "request_safety.trusted_person",
      filing.trustedPerson ? JSON.stringify(filing.trustedPerson) : null,
    ),
    phraseToPerson: sealHere("request_safety.phrase_to_person", filing.phraseToPerson),
    phraseFromPerson: sealHere("request_safety.phrase_from_person", filing.phraseFromPerson),
  });
  if (filing.parties.length === 0) return;
  await context.db.insert(requestParties).values(
    filing.parties.map(({ side, name }) => {
      const id = randomUUID();
      return {
        id,
        requestId,
        side,
        name: seal(key, placeOf("request_parties.name", requestId, id), name),
        nameBuckets: nameBuckets(nameParts(name)),
      };
    }),
  );
}

async function insertReceipt(context: Context, requestId: string, receipt: NewReceipt): Promise<string> {
  for (let attempt = 0, { locator } = receipt; attempt < 8; attempt++, locator = newCode(6)) {
    const [row] = await context.db
      .insert(receipts)
      .values({ requestId, locator, secretHash: receipt.secretHash, createdAt: context.now })
      .onConflictDoNothing({ target: receipts.locator })
      .returning({ locator: receipts.locator });
    if (row) return row.locator;
  }
  throw new Error("no free locator for a receipt");
}
