import { eq } from "drizzle-orm";
import { type Context, type Coordinator, type Lawyer, notFound, type ReceiptHolder } from "#app/context.server";
import { lockOwnCase } from "#app/legal-aid/cases/lock-case.server";
import { aidRequests } from "#db/schema/aid-requests";
import type { DocumentOrigin, OpeningReason, RequestState } from "#db/vocabulary";

export type DocumentActor = Lawyer | Coordinator | ReceiptHolder;

export interface DocumentSubject {
  requestId: string;
  state: RequestState;
  caseId: string | null;
  origin: DocumentOrigin;
  accountId: string | null;
  standing?: "case";
  /** Why whoever it is has to do with papers at all. */
  reason: OpeningReason;
}

/**
 * What papers belong to, locked: of a lawyer the own open case, of the desk any request, of the person her own. Throws
 * the 404 for everything else.
 */
export async function lockSubject(context: Context<DocumentActor>, subjectId: string): Promise<DocumentSubject> {
  const { actor } = context;
  if (actor.kind === "account" && actor.as === "lawyer") {
    const own = await lockOwnCase(context as Context<Lawyer>, subjectId);
    return {
      requestId: own.requestId,
      state: own.requestState,
      caseId: own.id,
      origin: "lawyer",
      accountId: actor.accountId,
      standing: "case",
      reason: "case_work",
    };
  }
  if (actor.kind === "receipt" && actor.requestId !== subjectId) throw notFound();
  const [request] = await context.db
    .select({ requestId: aidRequests.id, state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.id, subjectId))
    .for("update");
  if (!request) throw notFound();
  return actor.kind === "receipt"
    ? { ...request, caseId: null, origin: "person", accountId: null, reason: "own_request" }
    : { ...request, caseId: null, origin: "desk", accountId: actor.accountId, reason: "intake" };
}
