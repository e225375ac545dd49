import { existsSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError, env, refreshEnvironment } from "#app/env.server";
import { WrongKeyError } from "#app/protection/check-keys.server";
import { closeDatabase } from "#db/client.server";
import { startEmbedded } from "#db/embedded.server";
import { EmbeddedServerError } from "#db/embedded-home.server";
import { MigrationError } from "#db/migrate.server";
import { describeFailure } from "./logger.server";

/** What an operator can mend; its message is the whole answer. */
export class OperationError extends Error {
  override name = "OperationError";
}

export interface Installation {
  databaseUrl: string;
  ownerUrl: string;
}

/**
 * Runs an operation on the installation that the environment names, also beside a running server, and ends the process
 * with what it answers: 0 where all is well.
 */
export function onInstallation(work: (installation: Installation) => Promise<number>): Promise<never> {
  let stop = async () => {};
  return asOperation(
    async () => {
      const { embedded, dataDir } = env();
      if (embedded) {
        if (!existsSync(join(dataDir, "where.json")))
          throw new OperationError(
            `There is no installation in ${dataDir}. Set DATA_DIR, or DATABASE_URL and its owner's.`,
          );
        const server = await startEmbedded({ folder: dataDir });
        stop = server.stop;
        Object.assign(process.env, {
          DATABASE_EMBEDDED: "1",
          DATABASE_URL: server.databaseUrl,
          DATABASE_OWNER_URL: server.ownerUrl,
        });
        if (!env().keyEncryptionKey) process.env.KEY_ENCRYPTION_KEY_FILE = join(dataDir, "key-encryption-key");
      }
      const { databaseUrl = "", databaseOwnerUrl = "" } = refreshEnvironment();
      return work({ databaseUrl, ownerUrl: databaseOwnerUrl });
    },
    () => stop(),
  );
}

/**
 * Ends the process with what the work answers, or with 1 where it fails; `stop` runs either way, and where somebody
 * presses Ctrl-C. Failures are told in a sentence, never with values from the database.
 */
export async function asOperation(work: () => Promise<number>, stop: () => Promise<void>): Promise<never> {
  const end = async (code: number): Promise<never> => {
    await closeDatabase();
    await stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => end(130));
  let code = 1;
  try {
    code = await work();
  } catch (failure) {
    const told = [OperationError, EnvironmentError, EmbeddedServerError, MigrationError, WrongKeyError];
    const isSentence = told.some((kind) => failure instanceof kind);
    process.stderr.write(`${isSentence ? (failure as Error).message : JSON.stringify(describeFailure(failure))}\n`);
  }
  return end(code);
}
