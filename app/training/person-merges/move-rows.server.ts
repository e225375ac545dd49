import { type SQL, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { MergeRecord } from "./merge-record";

type Moved = Pick<
  MergeRecord,
  "enrolments" | "certificates" | "accounts" | "claims" | "corrections" | "messages" | "held"
>;

/**
 * Lets everything of one record that names its person name the other: enrolments in other events, certificates, the
 * account, the code on a slip, wishes, waiting mail, records merged into it earlier. Answers with the ids that moved.
 */
export async function moveRows(
  tx: Context,
  { from, to, account }: { from: string; to: string; account: boolean },
): Promise<Moved> {
  const moved = async (work: SQL) => (await tx.db.execute<{ id: string }>(work)).map(({ id }) => id);
  return {
    enrolments: await moved(sql`
      update enrolments n set person_id = ${to}::uuid where n.person_id = ${from}::uuid
        and not exists (select 1 from enrolments o where o.event_id = n.event_id and o.person_id = ${to}::uuid)
      returning n.id`),
    certificates: await moved(sql`
      update certificates set person_id = ${to}::uuid where person_id = ${from}::uuid returning id`),
    accounts: account
      ? await moved(sql`update accounts set person_id = ${to}::uuid where person_id = ${from}::uuid returning id`)
      : [],
    claims: await moveClaims(tx, from, to),
    corrections: await moved(sql`
      update corrections c set person_id = ${to}::uuid where c.person_id = ${from}::uuid
        and not (c.state = 'asked' and exists (
          select 1 from corrections o where o.person_id = ${to}::uuid and o.state = 'asked'))
      returning c.id`),
    messages: await moved(sql`
      update outbox_messages set recipient_id = ${to}::uuid
      where recipient_kind = 'person' and recipient_id = ${from}::uuid and state = 'waiting' returning id`),
    held: await moved(sql`
      update people set merged_into = ${to}::uuid where merged_into = ${from}::uuid returning id`),
  };
}

/** One open code a person: where the kept record has one, the other's slip ends. Nobody with an account needs any. */
async function moveClaims(tx: Context, from: string, to: string): Promise<string[]> {
  await tx.db.execute(sql`
    delete from person_claims c where c.person_id = ${from}::uuid and c.used_at is null and (
      exists (select 1 from person_claims o where o.person_id = ${to}::uuid and o.used_at is null)
      or exists (select 1 from accounts a where a.person_id = ${to}::uuid))`);
  const rows = await tx.db.execute<{ id: string }>(sql`
    update person_claims set person_id = ${to}::uuid where person_id = ${from}::uuid returning id`);
  return rows.map(({ id }) => id);
}
