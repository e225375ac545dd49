import { type SQL, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { MergeRecord } from "./merge-record";

/** Gives back what a merge took along, as far as it is still there; a certificate takes its corrected versions with it. */
export async function returnRows(
  tx: Context,
  { from, to, ...record }: { from: string; to: string } & MergeRecord,
): Promise<void> {
  const named = (ids: readonly string[]) =>
    sql`(select e::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) e)`;
  const give = (table: SQL, ids: readonly string[]) =>
    tx.db.execute(
      sql`update ${table} set person_id = ${to}::uuid where person_id = ${from}::uuid and id in ${named(ids)}`,
    );
  await give(sql`enrolments`, record.enrolments);
  await give(sql`accounts`, record.accounts);
  await give(sql`person_claims`, record.claims);
  await give(sql`corrections`, record.corrections);
  await tx.db.execute(sql`
    with recursive versions as (
      select c.id, c.superseded_by from certificates c where c.id in ${named(record.certificates)}
      union select n.id, n.superseded_by from certificates n join versions v on n.id = v.superseded_by
    )
    update certificates c set person_id = ${to}::uuid from versions v where c.id = v.id and c.person_id = ${from}::uuid`);
  await tx.db.execute(sql`
    update outbox_messages set recipient_id = ${to}::uuid
    where recipient_kind = 'person' and recipient_id = ${from}::uuid and id in ${named(record.messages)}`);
  await tx.db.execute(sql`
    update people set merged_into = ${to}::uuid where merged_into = ${from}::uuid and id in ${named(record.held)}`);
}
