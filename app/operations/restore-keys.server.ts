import type { KeyProvider } from "#app/protection/key-provider.server";
import { readArchive } from "./backup-archive.server";
import type { Head } from "./backup-database.server";
import { OperationError } from "./installation.server";

const TABLE = "vault.data_keys";
const COLUMN = "key_encryption_key_id";

/**
 * Refuses a key dump with keys that no key-encryption key here opens, before a row of it is written: whoever has the
 * right one can try again into the same empty database.
 */
export async function refuseOtherKey(file: string, identity: string, head: Head, provider: KeyProvider): Promise<void> {
  const column = head.tables.find(({ name }) => name === TABLE)?.columns.indexOf(COLUMN) ?? -1;
  const known = new Set(provider.known().map(({ id }) => id));
  const missing = new Set<string>();
  for await (const line of linesOf(file, identity)) {
    const id = line.split("\t")[column];
    if (id !== undefined && !known.has(id)) missing.add(id);
  }
  if (missing.size === 0) return;
  throw new OperationError(
    `The key-encryption key (${provider.id}) does not fit this backup, which was sealed with ${[...missing].join(
      ", ",
    )}. Nothing was changed. Set KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE to the right one.`,
  );
}

/** The wrapped keys as `copy` wrote them: a line each, columns apart by tabs. */
async function* linesOf(file: string, identity: string): AsyncGenerator<string> {
  let rest = "";
  for await (const { name, content } of readArchive(file, identity)) {
    if (!name.startsWith(`${TABLE}/`)) continue;
    const lines = (rest + content.toString()).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
