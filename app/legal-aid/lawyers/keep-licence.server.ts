import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { lawyers } from "#db/schema/lawyers";

/**
 * Keeps what the desk has seen of a lawyer's licence: the last day of the yearly card and, for candidates, the named
 * supervisor. Refuses a supervisor who is no verified advocate of the network.
 */
export async function keepLicence(
  context: Context<Coordinator>,
  {
    lawyerId,
    permitValidTo,
    supervisorId,
  }: { lawyerId: string; permitValidTo: string | null; supervisorId: string | null },
): Promise<{ ok: true } | { ok: false; reason: "no_advocate" }> {
  return inTransaction(context, async (tx) => {
    const [lawyer] = await tx.db
      .select({ kind: lawyers.kind })
      .from(lawyers)
      .where(eq(lawyers.id, lawyerId))
      .for("update");
    if (!lawyer) throw notFound();
    const supervised = lawyer.kind === "candidate_advocate" ? supervisorId : null;
    if (supervised !== null && !(await isAdvocate(tx, supervised, lawyerId)))
      return { ok: false, reason: "no_advocate" };
    await tx.db.update(lawyers).set({ permitValidTo, supervisorId: supervised }).where(eq(lawyers.id, lawyerId));
    await recordAudit(tx, { action: "keep-licence", subjectKind: "lawyer", subjectId: lawyerId });
    return { ok: true };
  });
}

async function isAdvocate(context: Context, supervisorId: string, lawyerId: string): Promise<boolean> {
  if (supervisorId === lawyerId) return false;
  const [advocate] = await context.db
    .select({ id: lawyers.id })
    .from(lawyers)
    .where(and(eq(lawyers.id, supervisorId), eq(lawyers.kind, "advocate"), eq(lawyers.state, "verified")));
  return advocate !== undefined;
}
