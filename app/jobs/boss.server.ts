import { PgBoss } from "pg-boss";
import { env } from "#app/env.server";
import { describeFailure, logger } from "#app/operations/logger.server";

let sending: Promise<PgBoss> | undefined;

/** The instance that puts jobs in: no maintenance, no schedule, one connection of its own. */
export function sendingBoss(): Promise<PgBoss> {
  sending ??= startBoss({ supervise: false, schedule: false, max: 1 }).catch((failure) => {
    // The next job tries anew: a database that was away once must not silence this process for good.
    sending = undefined;
    throw failure;
  });
  return sending;
}

/** What pg-boss hands on to its pool: a database that is stopped must not hold a job for ever. */
const poolSettings = { connectionTimeoutMillis: 5_000, query_timeout: 30_000 };

/** Starts pg-boss on the installed schema (`install-queues` made it as the owner). */
export async function startBoss(options: { supervise: boolean; schedule: boolean; max: number }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    application_name: "perkrah-jobs",
    schema: "pgboss",
    migrate: false,
    createSchema: false,
    ...poolSettings,
    // How soon a job of a killed worker is given to another one: its heartbeat is looked at that often.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    ...options,
  });
  boss.on("error", (failure) => logger().error(describeFailure(failure), "job queue"));
  await boss.start();
  return boss;
}

/** Ends the sending instance, if it was started. */
export async function stopSendingBoss(): Promise<void> {
  const boss = await sending;
  sending = undefined;
  await boss?.stop({ graceful: false });
}
