import { existsSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError, env, refreshEnvironment } from "#app/env.server";
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
 * with what it answers: 0 where all is well. Failures are told in a sentence, never with values from the database.
 */
export async function onInstallation(work: (installation: Installation) => Promise<number>): Promise<never> {
  let stop = async () => {};
  let code = 1;
  try {
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
    code = await work({ databaseUrl, ownerUrl: databaseOwnerUrl });
  } catch (failure) {
    const told = [OperationError, EnvironmentError, EmbeddedServerError, MigrationError];
    const isSentence = told.some((kind) => failure instanceof kind);
    process.stderr.write(`${isSentence ? (failure as Error).message : JSON.stringify(describeFailure(failure))}\n`);
  }
  await closeDatabase();
  await stop();
  process.exit(code);
}
