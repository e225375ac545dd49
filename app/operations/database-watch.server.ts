import { sql } from "drizzle-orm";
import { close, connect, type Database } from "#db/client.server";

export interface DatabaseWatch {
  /** Whether the database answered the last time it was asked. */
  answers(): boolean;
  /** Calls once when it falls silent, unless the answer (a function) is called before. */
  onSilence(tell: () => void): () => void;
  stop(): Promise<void>;
}

const EVERY = 1_000;
const PATIENCE = 2_500;

/**
 * Asks the database every second over a connection of its own: queries on a server that is stopped, or beyond a broken
 * network, would wait for ever, and the page with them.
 */
export function watchDatabase(url: () => string): DatabaseWatch {
  const waiting = new Set<() => void>();
  let connection: Database | undefined;
  let answering = true;
  let stopped = false;
  let timer: NodeJS.Timeout;

  async function ask(): Promise<void> {
    connection ??= connect(url(), { max: 1, name: "perkrah watch" });
    const before = answering;
    answering = await answersInTime(connection);
    if (!answering) {
      void connection.$client.end({ timeout: 0 }).catch(() => {});
      connection = undefined;
    }
    if (before && !answering) {
      const told = [...waiting];
      waiting.clear();
      for (const tell of told) tell();
    }
    if (!stopped) timer = setTimeout(ask, EVERY);
  }

  timer = setTimeout(ask, EVERY);
  return {
    answers: () => answering,
    onSilence(tell) {
      waiting.add(tell);
      return () => waiting.delete(tell);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      if (connection) await close(connection);
    },
  };
}

async function answersInTime(connection: Database): Promise<boolean> {
  let answered: boolean | undefined;
  const asked = connection.execute(sql`select 1`).then(
    () => (answered = true),
    () => (answered = false),
  );
  let late: NodeJS.Timeout | undefined;
  const timeUp = new Promise((resolve) => {
    // Whatever kept this process busy kept the answer waiting, too: it is looked for once more.
    late = setTimeout(() => setTimeout(resolve, 100), PATIENCE);
  });
  await Promise.race([asked, timeUp]);
  clearTimeout(late);
  return answered ?? false;
}
