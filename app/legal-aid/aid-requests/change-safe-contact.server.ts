import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, type ReceiptHolder } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { contactHash } from "#app/protection/lookup.server";
import { sealMaybe } from "#app/protection/sealing.server";
import { aidRequests, requestIdentities, requestSafety } from "#db/schema/aid-requests";
import type { SafeContact, TrustedPerson } from "./filing";
import { lockRequest } from "./lock-request.server";
import { canonicalEmail, canonicalPhone, isOpen } from "./rules";
import { placeOf } from "./sealed-places";

/** Replaces how the person may be reached; the old way is gone at once, also for what waits to be sent. */
export async function changeSafeContact(
  context: Context<ReceiptHolder | Coordinator>,
  input: { requestId: string; contact: SafeContact; trustedPerson: TrustedPerson | null },
): Promise<{ ok: true } | { ok: false; reason: "request_ended" }> {
  const { requestId, contact, trustedPerson } = input;
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!isOpen(request.state)) return { ok: false, reason: "request_ended" };
    const key = await openDataKey(tx, {
      requestId,
      state: request.state,
      classes: ["identity", "safety"],
      reason: tx.actor.kind === "receipt" ? "own_request" : "contact",
    });
    const sealHere = (column: Parameters<typeof placeOf>[0], text: string | null) =>
      sealMaybe(key, placeOf(column, requestId), text);
    await tx.db.update(aidRequests).set({ contactChannel: contact.channel }).where(eq(aidRequests.id, requestId));
    await tx.db
      .update(requestIdentities)
      .set({
        phone: sealHere("request_identities.phone", contact.phone),
        email: sealHere("request_identities.email", contact.email),
        phoneHash: contact.phone ? contactHash(canonicalPhone(contact.phone)) : null,
        emailHash: contact.email ? contactHash(canonicalEmail(contact.email)) : null,
      })
      .where(eq(requestIdentities.requestId, requestId));
    await tx.db
      .update(requestSafety)
      .set({
        contactRules: sealHere("request_safety.contact_rules", JSON.stringify(contact)),
        trustedPerson: sealHere("request_safety.trusted_person", trustedPerson ? JSON.stringify(trustedPerson) : null),
      })
      .where(eq(requestSafety.requestId, requestId));
    await recordAudit(tx, { action: "change-safe-contact", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
