import { sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";
import type { Context } from "#app/context.server";
import { sendingBoss } from "./boss.server";
import type { JobData, QueueName } from "./queues";

/** Puts a job into its queue in the caller's transaction: it exists exactly when the change does. */
export async function enqueue<Q extends QueueName>(context: Context, queue: Q, data: JobData[Q]): Promise<void> {
  const boss = await sendingBoss();
  await boss.send(queue, data, { db: fromDrizzle(context.db, sql) });
}
