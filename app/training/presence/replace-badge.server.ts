import { and, eq, exists, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { enrolments, eventTrainers } from "#db/schema/training";

export type ReplaceBadgeResult = { ok: true } | { ok: false; reason: "no_seat" };

/**
 * Makes a lost badge worthless: the next version is another badge. Trainers do so for their own events, training managers
 * for every one, everybody else for the own enrolment; others' ids are 404.
 */
export async function replaceBadge(
  context: Context<Member>,
  { enrolmentId }: { enrolmentId: string },
): Promise<ReplaceBadgeResult> {
  return inTransaction(context, async (tx) => {
    const [row] = await tx.db
      .update(enrolments)
      .set({ badgeVersion: sql`${enrolments.badgeVersion} + 1` })
      .where(and(eq(enrolments.id, enrolmentId), reach(tx)))
      .returning({ state: enrolments.state });
    if (!row) throw notFound();
    await recordAudit(tx, { action: "replace-badge", subjectKind: "enrolment", subjectId: enrolmentId });
    return row.state === "admitted" ? { ok: true } : { ok: false, reason: "no_seat" };
  });
}

function reach({ actor, db }: Context<Member>) {
  if (actor.as === "training_manager") return undefined;
  if (actor.as !== "trainer") return eq(enrolments.personId, actor.personId);
  return exists(
    db
      .select({ one: sql`1` })
      .from(eventTrainers)
      .where(and(eq(eventTrainers.eventId, enrolments.eventId), eq(eventTrainers.accountId, actor.accountId))),
  );
}
