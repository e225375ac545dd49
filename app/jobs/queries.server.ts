import { sql } from "drizzle-orm";
import type { Administrator, Context } from "#app/context.server";
import { queues } from "./queues";

export interface QueueCounts {
  [key: string]: unknown;
  name: string;
  waiting: number;
  active: number;
  failed: number;
  completed: number;
  last_at: Date | null;
}

/** What stands in each queue, as the job tables say it; a queue without jobs has zeros. */
export async function queueCounts(context: Context<Administrator>): Promise<QueueCounts[]> {
  const rows = await context.db.execute<QueueCounts>(sql`
    select name, count(*) filter (where state in ('created', 'retry'))::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'completed')::int as completed,
      max(completed_on) as last_at
    from pgboss.job group by name`);
  const none = { waiting: 0, active: 0, failed: 0, completed: 0, last_at: null };
  return Object.keys(queues).map((name) => ({ name, ...none, ...rows.find((row) => row.name === name) }));
}
