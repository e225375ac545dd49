import type { Context } from "#app/context.server";
import { auditEvents } from "#db/schema/audit";
import type { OpeningReason } from "#db/vocabulary";
import { rememberAuditRow } from "./chain.server";

export interface AuditEntry {
  /** The command's verb and noun, such as "issue-certificates" or "open-story". */
  action: string;
  subjectKind: string;
  subjectId?: string | null;
  /** A code, never free text. */
  reason?: OpeningReason | (string & {});
  count?: number;
}

/**
 * Writes who did what into the open transaction and answers with the row's id; throws outside of one. `inTransaction`
 * links it to the chain at its end.
 */
export async function recordAudit(context: Context, entry: AuditEntry): Promise<string> {
  if (!context.inside) throw new Error("an audit row belongs into the transaction of what it records");
  const [row] = await context.db
    .insert(auditEvents)
    .values({
      happenedAt: context.now,
      actorKind: context.actor.kind === "account" ? context.actor.as : context.actor.kind,
      actorId: actorId(context),
      action: entry.action,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId ?? null,
      reason: entry.reason ?? null,
      count: entry.count ?? null,
    })
    .returning();
  if (!row) throw new Error("the audit row was not written");
  rememberAuditRow(context.db, row);
  return row.id;
}

function actorId({ actor }: Context): string | null {
  if (actor.kind === "account") return actor.accountId;
  if (actor.kind === "receipt") return actor.requestId;
  if (actor.kind === "enrolment") return actor.enrolmentId;
  return null;
}
