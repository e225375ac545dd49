import { and, eq, gt, isNull } from "drizzle-orm";
import { as, type Context, inTransaction } from "#app/context.server";
import { newToken } from "#app/protection/lookup.server";
import { open, seal } from "#app/protection/sealing.server";
import { requestDrafts } from "#db/schema/aid-requests";
import { draftingWith, draftKey, draftPlace } from "./draft-key.server";
import type { DraftContent } from "./queries.server";
import { type Answers, DRAFT_MINUTES } from "./rules";

/**
 * Keeps answers in the sealed draft of the token, or begins one where there is none. Refuses where the draft has ended
 * or was sent. Nothing is audited: nobody but the holder of the token can know that the draft exists.
 */
export async function keepAnswer(
  context: Context,
  token: string | null,
  given: Answers,
): Promise<{ ok: true; token: string; answers: Answers } | { ok: false; reason: "draft_ended" }> {
  const held = token ?? newToken();
  const drafting = draftingWith(held);
  return inTransaction(as(context, drafting), async ({ db, now }) => {
    const sealed = (answers: Answers) =>
      seal(draftKey(held), draftPlace(held), JSON.stringify({ answers, receipt: null } satisfies DraftContent));
    if (token === null) {
      const endsAt = new Date(now.getTime() + DRAFT_MINUTES * 60_000);
      await db
        .insert(requestDrafts)
        .values({ tokenHash: drafting.draftHash, answers: sealed(given), createdAt: now, endsAt });
      return { ok: true, token: held, answers: given };
    }
    const own = eq(requestDrafts.tokenHash, drafting.draftHash);
    const [row] = await db
      .select({ answers: requestDrafts.answers })
      .from(requestDrafts)
      .where(and(own, gt(requestDrafts.endsAt, now), isNull(requestDrafts.requestId)))
      .for("update");
    if (!row) return { ok: false, reason: "draft_ended" };
    const before: DraftContent = JSON.parse(open(draftKey(held), draftPlace(held), row.answers));
    const answers = { ...before.answers, ...given };
    await db
      .update(requestDrafts)
      .set({ answers: sealed(answers) })
      .where(own);
    return { ok: true, token: held, answers };
  });
}
