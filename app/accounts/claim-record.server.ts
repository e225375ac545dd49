import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { tokenHash } from "#app/protection/lookup.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { accountRoles, accounts, people, personClaims } from "#db/schema/accounts";
import type { Locale } from "#db/vocabulary";
import { hashSecret } from "./passwords.server";
import { lockMail, mailTaken } from "./people-records.server";
import { canonicalCode, passwordRefusal } from "./rules";
import { beginSignIn } from "./session.server";

export type ClaimResult =
  | { ok: true; cookie: string }
  | { ok: false; field: "code" | "email" | "password"; reason: string };

/** Lets somebody without mail in the lists take over their own record with the code on their slip: used once. */
export async function claimRecord(
  context: Context,
  input: { code: string; email: string; password: string; locale: Locale; browser: string | null; address: string },
): Promise<ClaimResult> {
  await limitAttempts("claim_address", input.address);
  const reason = passwordRefusal(input.password, input.email);
  if (reason) return { ok: false, field: "password", reason };
  const passwordHash = await hashSecret(input.password);
  const claimed = await inTransaction(context, async (tx): Promise<ClaimResult | { accountId: string }> => {
    const [claim] = await tx.db
      .select({ id: personClaims.id, personId: personClaims.personId, accountId: accounts.id })
      .from(personClaims)
      .leftJoin(accounts, eq(accounts.personId, personClaims.personId))
      .where(and(eq(personClaims.codeHash, tokenHash(canonicalCode(input.code))), isNull(personClaims.usedAt)))
      .for("update", { of: personClaims });
    if (!claim || claim.accountId) return { ok: false, field: "code", reason: "claim_code" };
    await lockMail(tx, input.email);
    if (await mailTaken(tx, input.email)) return { ok: false, field: "email", reason: "email_taken" };
    await tx.db.update(personClaims).set({ usedAt: tx.now }).where(eq(personClaims.id, claim.id));
    await tx.db.update(people).set({ email: input.email }).where(eq(people.id, claim.personId));
    const accountId = randomUUID();
    await tx.db.insert(accounts).values({
      id: accountId,
      personId: claim.personId,
      email: input.email,
      passwordHash,
      locale: input.locale,
      state: "active",
      createdAt: tx.now,
    });
    await tx.db.insert(accountRoles).values({ accountId, role: "professional", grantedAt: tx.now });
    await recordAudit(tx, { action: "claim-record", subjectKind: "person", subjectId: claim.personId });
    return { accountId };
  });
  if ("ok" in claimed) return claimed;
  return {
    ok: true,
    cookie: await beginSignIn({ id: claimed.accountId, roles: ["professional"] }, input.browser, context.now),
  };
}
