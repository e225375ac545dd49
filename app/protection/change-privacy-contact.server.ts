import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { settings } from "#db/schema/reference";

/** Says whom to ask about one's own data; it stands on the privacy page at once. */
export async function changePrivacyContact(
  context: Context<Administrator>,
  { name, email, phone }: { name: string | null; email: string | null; phone: string | null },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    const value = { name: name ?? "", email: email ?? "", phone: phone ?? "" };
    await tx.db
      .insert(settings)
      .values({ key: "privacy_contact", value })
      .onConflictDoUpdate({ target: settings.key, set: { value } });
    await recordAudit(tx, { action: "change-privacy-contact", subjectKind: "setting" });
    return { ok: true };
  });
}
