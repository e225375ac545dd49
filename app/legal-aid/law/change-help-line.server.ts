import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction, notFound } from "#app/context.server";
import { helplines } from "#db/schema/reference";
import type { LawStatus } from "#db/vocabulary";
import { keepReason } from "./keep-reason.server";
import { helpLineRefusal } from "./rules";

export interface HelpLineChange {
  code: string;
  /** As people read it. */
  number: string;
  sq: string;
  en: string;
  status: LawStatus;
  shown: boolean;
  /** The day somebody called it, "YYYY-MM-DD". */
  lastCheckedOn: string | null;
  reason: string;
}

/** Changes a help line as `/help` shows it, at once. Refused where an unverified number would be shown. */
export async function changeHelpLine(
  context: Context<Administrator>,
  { code, reason, ...line }: HelpLineChange,
): Promise<{ ok: true } | { ok: false; reason: "line_unverified" }> {
  const refusal = helpLineRefusal(line);
  if (refusal) return { ok: false, reason: refusal };
  return inTransaction(context, async (tx) => {
    const changed = await tx.db
      .update(helplines)
      .set({ ...line, tel: line.number.replace(/[^\d+]/g, "") })
      .where(eq(helplines.code, code))
      .returning({ code: helplines.code });
    if (changed.length === 0) throw notFound();
    await keepReason(tx, "line_changed", code, reason);
    await recordAudit(tx, { action: "change-help-line", subjectKind: "law", reason: code });
    return { ok: true };
  });
}
