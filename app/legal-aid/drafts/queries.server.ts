import { and, eq, gt, lt } from "drizzle-orm";
import { as, type Context, inTransaction } from "#app/context.server";
import { open } from "#app/protection/sealing.server";
import { requestDrafts } from "#db/schema/aid-requests";
import { draftingWith, draftKey, draftPlace } from "./draft-key.server";
import { type Answers, DRAFT_MINUTES } from "./rules";

export interface ShownReceipt {
  locator: string;
  secret: string;
}

export interface Draft {
  answers: Answers;
  /** Set once the answers have become a request; then `receipt` can be looked at for ten minutes. */
  requestId: string | null;
  receipt: ShownReceipt | null;
  endsAt: Date;
}

/** A life and a day: a clock that is put right by minutes or hours ends nothing. */
const LONGEST_MINUTES = DRAFT_MINUTES + 24 * 60;

/** What the draft's sealed column holds. */
export interface DraftContent {
  answers: Answers;
  receipt: ShownReceipt | null;
}

/** The draft of the cookie's token, or null where it has ended or never was. */
export function draftOf(context: Context, token: string | null): Promise<Draft | null> {
  if (token === null) return Promise.resolve(null);
  const drafting = draftingWith(token);
  return inTransaction(as(context, drafting), async ({ db, now }) => {
    const [row] = await db
      .select({
        answers: requestDrafts.answers,
        requestId: requestDrafts.requestId,
        endsAt: requestDrafts.endsAt,
      })
      .from(requestDrafts)
      .where(
        and(
          eq(requestDrafts.tokenHash, drafting.draftHash),
          gt(requestDrafts.endsAt, now),
          // Beyond that it was begun by a clock that went wrong: it ends when the right one is back.
          lt(requestDrafts.endsAt, new Date(now.getTime() + LONGEST_MINUTES * 60_000)),
        ),
      );
    if (!row) return null;
    const content: DraftContent = JSON.parse(open(draftKey(token), draftPlace(token), row.answers));
    return { ...content, requestId: row.requestId, endsAt: row.endsAt };
  });
}
