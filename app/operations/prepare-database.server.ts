import { installQueues } from "#app/jobs/install-queues.server";
import { close, connect } from "#db/client.server";
import { migrate } from "#db/migrate.server";
import { loadReference } from "#db/seeds/reference.server";

/** Brings a database to what this version expects: tables, job queues, reference data. Safe to repeat. */
export async function prepareDatabase(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl);
  await installQueues(ownerUrl);
  const owner = connect(ownerUrl, { max: 2, name: "perkrah preparation", statementTimeout: 0 });
  try {
    await loadReference(owner);
  } finally {
    await close(owner);
  }
}
