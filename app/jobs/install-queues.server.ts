import { PgBoss } from "pg-boss";
import { queues, schedules } from "./queues";

/** A job whose worker is silent for so long is given to another one: the worker was killed. */
const HEARTBEAT_SECONDS = 15;

/** Makes or migrates pg-boss's schema and every queue as the owner, and lets the application's role work in it. */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: "pgboss", supervise: false, schedule: false, max: 2 });
  boss.on("error", () => {});
  await boss.start();
  for (const [name, rules] of Object.entries(queues)) {
    const options = { ...rules, heartbeatSeconds: HEARTBEAT_SECONDS };
    const existing = await boss.getQueue(name);
    if (existing) {
      const { policy: _policy, ...changeable } = options;
      await boss.updateQueue(name, changeable);
    } else await boss.createQueue(name, options);
  }
  for (const [name, cron] of Object.entries(schedules)) await boss.schedule(name, cron, {}, { tz: "Europe/Tirane" });
  const db = boss.getDb();
  await db.executeSql(`
    grant usage on schema pgboss to perkrah_app;
    grant select, insert, update, delete on all tables in schema pgboss to perkrah_app;
    grant usage on all sequences in schema pgboss to perkrah_app;
    grant execute on all functions in schema pgboss to perkrah_app;`);
  await boss.stop({ graceful: false });
}
