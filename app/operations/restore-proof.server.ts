import type { KeyProvider } from "#app/protection/key-provider.server";
import { open } from "#app/protection/sealing.server";
import type { Database } from "#db/client.server";

interface SealedTable {
  columns: readonly string[];
  /** Primary key and subject, as SQL over `t`: the place in which a value was sealed. */
  row: string;
  subject: string;
}

/** Every sealed column but those of drafts, which no backup holds. */
export const sealedTables: Record<string, SealedTable> = {
  authenticator_apps: { columns: ["secret"], row: "t.account_id", subject: "t.account_id" },
  case_notes: {
    columns: ["body"],
    row: "t.id",
    subject: "(select c.request_id from cases c where c.id = t.case_id)",
  },
  documents: { columns: ["name", "file_key"], row: "t.id", subject: "t.request_id" },
  request_identities: {
    columns: ["name", "birth_year", "phone", "email"],
    row: "t.request_id",
    subject: "t.request_id",
  },
  request_messages: { columns: ["body"], row: "t.id", subject: "t.request_id" },
  request_parties: { columns: ["name"], row: "t.id", subject: "t.request_id" },
  request_safety: {
    columns: ["whereabouts", "contact_rules", "trusted_person", "phrase_to_person", "phrase_from_person"],
    row: "t.request_id",
    subject: "t.request_id",
  },
  request_stories: { columns: ["story"], row: "t.request_id", subject: "t.request_id" },
};

export interface SealProof {
  /** Columns of which one value was opened. */
  opened: string[];
  /** Columns without any value. */
  empty: string[];
  /** Columns that hold values of which none could be opened. */
  closed: string[];
  /** Rows that hold something sealed and whose key is gone. */
  keyless: number;
}

/** Opens one value of every sealed column, says nothing of what it was, and counts rows without a key. As the owner. */
export async function proveSeals(owner: Database, provider: KeyProvider): Promise<SealProof> {
  const proof: Omit<SealProof, "keyless"> = { opened: [], empty: [], closed: [] };
  for (const [table, sealed] of Object.entries(sealedTables)) {
    for (const column of sealed.columns) {
      const verdict = await openOne(owner, provider, table, column, sealed);
      proof[verdict].push(`${table}.${column}`);
    }
  }
  return { ...proof, keyless: await countKeyless(owner) };
}

/** Rows that hold something sealed and whose key is gone: after an erasure there are none. As the owner. */
export async function countKeyless(owner: Database): Promise<number> {
  let keyless = 0;
  for (const [table, sealed] of Object.entries(sealedTables)) {
    const [left] = await owner.$client.unsafe<{ rows: string }[]>(`
      select count(*) as rows from ${table} t where (${sealed.columns.map((name) => `t.${name}`).join(", ")}) is distinct from
        (${sealed.columns.map(() => "null::bytea").join(", ")})
        and not exists (select 1 from vault.data_keys k where k.subject_id = ${sealed.subject})`);
    keyless += Number(left?.rows);
  }
  return keyless;
}

async function openOne(
  owner: Database,
  provider: KeyProvider,
  table: string,
  column: string,
  { row, subject }: SealedTable,
): Promise<"opened" | "empty" | "closed"> {
  const [value] = await owner.$client.unsafe<
    { row: string; subject: string; bytes: Buffer; wrapped: Buffer | null; key_id: string }[]
  >(`
    select ${row}::text as row, k.subject_id::text as subject, t.${column} as bytes, k.wrapped, k.key_encryption_key_id as key_id
    from ${table} t left join vault.data_keys k on k.subject_id = ${subject}
    where t.${column} is not null order by k.wrapped is null, 1 desc limit 1`);
  if (!value) return "empty";
  if (!value.wrapped) return "closed";
  try {
    const key = provider.unwrap(Buffer.from(value.wrapped), value.subject, value.key_id);
    open(key, { table, column, row: value.row, subject: value.subject }, Buffer.from(value.bytes));
    return "opened";
  } catch {
    return "closed";
  }
}
