import { sql } from "drizzle-orm";
import { lockAllMails } from "#app/accounts/people-records.server";
import type { Context } from "#app/context.server";
import { type LockedEvent, lockEvent } from "#app/training/events/lock-event.server";

/**
 * Locks what two records of a person touch, in the order of every other command: events, mail addresses, people. From
 * here on nobody enrols, certifies or merges either of them. Answers with the events.
 */
export async function lockPair(tx: Context, ids: readonly [string, string]): Promise<LockedEvent[]> {
  const [one, other] = ids;
  const enrolled = await tx.db.execute<{ id: string }>(sql`
    select distinct event_id as id from enrolments where person_id in (${one}::uuid, ${other}::uuid) order by 1`);
  const events: LockedEvent[] = [];
  for (const { id } of enrolled) events.push(await lockEvent(tx, { id }));
  await lockAllMails(tx);
  await tx.db.execute(sql`
    select 1 from people where id in (${one}::uuid, ${other}::uuid) order by id for update`);
  return events;
}
