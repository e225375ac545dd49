import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { lockMail, personForAccount } from "#app/accounts/people-records.server";
import { createAccountLink } from "#app/accounts/send-account-link.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Anyone, type Context, inTransaction } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accounts } from "#db/schema/accounts";
import { lawyerAreas, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { barChambers, practiceAreas, regions } from "#db/schema/reference";
import type { Locale } from "#db/vocabulary";
import type { JoinForm } from "./forms";
import { needsPermit } from "./rules";

export type Application = Omit<JoinForm, "consent"> & { locale: Locale };

/**
 * Takes an application to the network: person and account (invited, without a role until two people have approved) and
 * the lawyer as `applied`. Answers alike for known and unknown addresses; who is in the network already stays as it is.
 * Refuses codes that no list knows.
 */
export async function applyAsLawyer(
  context: Context<Anyone>,
  application: Application,
): Promise<{ ok: true } | { ok: false; reason: "unknown_code"; field: "chamberCode" | "areas" | "regions" }> {
  return inTransaction(context, async (tx) => {
    const field = await unknownCode(tx, application);
    if (field) return { ok: false, reason: "unknown_code", field };
    const account = await accountFor(tx, application);
    const lawyerId = await insertLawyer(tx, account.id, application);
    if (account.made) {
      const link = await createAccountLink(tx, account.id, "invitation");
      await queueMessage(tx, {
        kind: "account_invitation",
        recipientKind: "account",
        recipientId: account.id,
        subjectId: link.id,
        deduplicationKey: `account-link:${link.id}`,
      });
    }
    await queueMessage(tx, {
      kind: "lawyer_applied",
      recipientKind: "account",
      recipientId: account.id,
      subjectId: lawyerId,
      deduplicationKey: `lawyer_applied:${account.id}`,
    });
    await recordAudit(tx, { action: "apply-as-lawyer", subjectKind: "account", subjectId: account.id });
    return { ok: true };
  });
}

async function unknownCode(
  context: Context,
  application: Application,
): Promise<"chamberCode" | "areas" | "regions" | null> {
  const { db } = context;
  const { areas, regions: isos, chamberCode } = application;
  const [knownAreas, knownRegions, knownChambers] = await Promise.all([
    db.select({ code: practiceAreas.code }).from(practiceAreas).where(inArray(practiceAreas.code, areas)),
    db.select({ code: regions.iso }).from(regions).where(inArray(regions.iso, isos)),
    chamberCode === null
      ? [{}]
      : db.select({ code: barChambers.code }).from(barChambers).where(eq(barChambers.code, chamberCode)),
  ]);
  if (knownChambers.length === 0) return "chamberCode";
  if (knownAreas.length < new Set(areas).size) return "areas";
  return knownRegions.length < new Set(isos).size ? "regions" : null;
}

/** The account of this address; made where there is none, for the person whom a list may know already. */
async function accountFor(context: Context, application: Application): Promise<{ id: string; made: boolean }> {
  const { db, now } = context;
  const { givenName, familyName, phone } = application;
  const email = application.email.toLowerCase();
  await lockMail(context, email);
  const [known] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(sql`lower(${accounts.email})`, email));
  if (known) return { id: known.id, made: false };
  const personId = await personForAccount(context, { givenName, familyName, phone, email });
  const id = randomUUID();
  await db
    .insert(accounts)
    .values({ id, personId, email, locale: application.locale, state: "invited", createdAt: now });
  return { id, made: true };
}

async function insertLawyer(context: Context, accountId: string, application: Application): Promise<string | null> {
  const { kind, chamberCode, licenceNumber, permitValidTo, gender, capacity, pledgedHours, remote } = application;
  const permit = needsPermit(kind);
  const [lawyer] = await context.db
    .insert(lawyers)
    .values({
      accountId,
      kind,
      state: "applied",
      chamberCode: permit ? chamberCode : null,
      licenceNumber: permit ? licenceNumber : null,
      permitValidTo: permit ? permitValidTo : null,
      gender,
      languages: application.languages,
      capacity,
      pledgedHours,
      remote,
      appliedAt: context.now,
      createdAt: context.now,
    })
    .onConflictDoNothing({ target: lawyers.accountId })
    .returning({ id: lawyers.id });
  if (!lawyer) return null;
  const lawyerId = lawyer.id;
  const areas = [...new Set(application.areas)];
  const isos = [...new Set(application.regions)];
  await context.db.insert(lawyerAreas).values(areas.map((areaCode) => ({ lawyerId, areaCode })));
  await context.db.insert(lawyerRegions).values(isos.map((regionIso) => ({ lawyerId, regionIso })));
  return lawyerId;
}
