import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { offerFreeSeats } from "#app/training/enrolments/offer-free-seats.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { imports } from "#db/schema/training";
import { emptyContacts } from "./fill-contacts.server";

export type UndoImportResult =
  | {
      ok: true;
      enrolments: number;
      people: number;
      marks: number /** Enrolments used since, which stay. */;
      kept: number;
    }
  | { ok: false; reason: "not_committed" };

/**
 * Takes an import back: enrolments and people that it brought go unless they have been used since (marked by somebody
 * else, certified, changed, enrolled elsewhere, with an account); marks on enrolments that stay are retracted, not
 * erased. Mail addresses and phones that it filled in go where they still stand. Freed seats go to the waiting list. 404 for an import that is not of this event.
 */
export async function undoImport(
  context: Context<TrainingManager>,
  { eventId, importId }: { eventId: string; importId: string },
): Promise<UndoImportResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const [kept] = await tx.db
      .select({ state: imports.state, committedAt: imports.committedAt })
      .from(imports)
      .where(and(eq(imports.id, importId), eq(imports.eventId, eventId)))
      .for("update");
    if (!kept) throw notFound();
    if (kept.state !== "committed" || !kept.committedAt) return { ok: false, reason: "not_committed" };
    const unused = await unusedEnrolments(tx, eventId, importId);
    const marks = event.state === "cancelled" ? 0 : await retractMarks(tx, importId, unused);
    const enrolments = await removeEnrolments(tx, unused);
    const people = await removePeople(tx, importId);
    await emptyContacts(tx, importId);
    const [left] = await tx.db.execute<{ count: number }>(sql`
      select count(*)::int as count from enrolments where import_id = ${importId}`);
    await offerFreeSeats(tx, event);
    await tx.db.update(imports).set({ state: "undone", undoneAt: tx.now }).where(eq(imports.id, importId));
    await recordAudit(tx, { action: "undo-import", subjectKind: "import", subjectId: importId, count: enrolments });
    return { ok: true, enrolments, people, marks, kept: left?.count ?? 0 };
  });
}

/** Enrolments that the import made and nobody has touched since. */
async function unusedEnrolments(tx: Context, eventId: string, importId: string): Promise<string[]> {
  const rows = await tx.db.execute<{ id: string }>(sql`
    select n.id from enrolments n join imports i on i.id = n.import_id
    where n.import_id = ${importId} and n.changed_at <= i.committed_at
      and not exists (select 1 from presence_observations o where o.enrolment_id = n.id and o.import_id is distinct from n.import_id)
      and not exists (select 1 from certificates c where c.event_id = ${eventId} and c.person_id = n.person_id)`);
  return rows.map(({ id }) => id);
}

/** Takes back the marks that stand by this import on enrolments that stay. */
async function retractMarks(
  tx: Context<TrainingManager>,
  importId: string,
  removed: readonly string[],
): Promise<number> {
  const rows = await tx.db.execute<{ sitting_id: string; enrolment_id: string }>(sql`
    select o.sitting_id, o.enrolment_id from presence_observations o
      join enrolments n on n.id = o.enrolment_id and n.state = 'admitted'
    where o.import_id = ${importId} and o.mark <> 'not_recorded'
      and o.enrolment_id not in (select e::uuid from jsonb_array_elements_text(${JSON.stringify(removed)}::text::jsonb) as e)
      and not exists (select 1 from presence_observations later where later.sitting_id = o.sitting_id
        and later.enrolment_id = o.enrolment_id and later.id > o.id)`);
  const marks = rows.map(({ sitting_id, enrolment_id }) => {
    return { sittingId: sitting_id, enrolmentId: enrolment_id, mark: "not_recorded" as const, reason: "import_undone" };
  });
  const result = await recordPresence(tx, { marks, channel: "import", importId });
  return result.ok ? result.recorded : 0;
}

async function removeEnrolments(tx: Context, ids: readonly string[]): Promise<number> {
  const rows = await tx.db.execute(sql`
    delete from enrolments where id in (select e::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as e)
    returning 1`);
  return rows.length;
}

async function removePeople(tx: Context, importId: string): Promise<number> {
  const rows = await tx.db.execute(sql`
    delete from people p using import_rows r
    where r.import_id = ${importId} and r.created_person and r.person_id = p.id
      and not exists (select 1 from enrolments n where n.person_id = p.id)
      and not exists (select 1 from accounts a where a.person_id = p.id)
      and not exists (select 1 from certificates c where c.person_id = p.id)
      and not exists (select 1 from people m where m.merged_into = p.id)
      and not exists (select 1 from person_claims k where k.person_id = p.id and k.used_at is not null)
    returning 1`);
  return rows.length;
}
