import { PgBoss } from "pg-boss";
import { env } from "#app/env.server";
import { logger } from "#app/operations/logger.server";

let sending: Promise<PgBoss> | undefined;

/** The instance that puts jobs in: no maintenance, no schedule, one connection of its own. */
export function sendingBoss(): Promise<PgBoss> {
  sending ??= startBoss({ supervise: false, schedule: false, max: 1 });
  return sending;
}

/** Starts pg-boss on the installed schema (`install-queues` made it as the owner). */
export async function startBoss(options: { supervise: boolean; schedule: boolean; max: number }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    application_name: "perkrah-jobs",
    schema: "pgboss",
    migrate: false,
    createSchema: false,
    ...options,
  });
  boss.on("error", () => logger().error({ code: "job_queue" }, "job queue"));
  await boss.start();
  return boss;
}

/** Ends the sending instance, if it was started. */
export async function stopSendingBoss(): Promise<void> {
  const boss = await sending;
  sending = undefined;
  await boss?.stop({ graceful: false });
}
