import { sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";

const kinds = {
  mail: { column: sql`email`, lacks: "lacks_mail", filled: "filled_mail" },
  phone: { column: sql`phone`, lacks: "lacks_phone", filled: "filled_phone" },
} as const;

/** An account is reached by its own address, which is nobody's to give it. */
const accountOf = (personId: ReturnType<typeof sql>) => sql`select 1 from accounts a where a.person_id = ${personId}`;

/**
 * Gives people whom a list recognised the mail address and phone that it has and their record lacks; rows say
 * afterwards what they filled. What somebody has written in the meantime stays. Answers with the number of details.
 */
export async function fillContacts(tx: Context, importId: string): Promise<number> {
  let filled = 0;
  for (const [kind, { column, lacks, filled: done }] of Object.entries(kinds)) {
    const free =
      kind === "mail"
        ? sql`and not exists (${accountOf(sql`p.id`)} or lower(a.email) = lower(r.entry->>'mail'))`
        : sql``;
    const rows = await tx.db.execute(sql`
      with given as (
        update people p set ${column} = r.entry->>${kind} from import_rows r
        where r.import_id = ${importId} and ${lacks} = any(r.remarks) and r.person_id = p.id and p.${column} is null
          and r.entry->>${kind} is not null ${free}
        returning r.position
      )
      update import_rows r set remarks = array_replace(r.remarks, ${lacks}, ${done}) from given
      where r.import_id = ${importId} and r.position = given.position returning 1`);
    filled += rows.length;
  }
  if (filled > 0)
    await recordAudit(tx, { action: "fill-contacts", subjectKind: "import", subjectId: importId, count: filled });
  return filled;
}

/** Takes back what `fillContacts` gave, where it still stands and no account has come to rest on it. */
export async function emptyContacts(tx: Context, importId: string): Promise<void> {
  for (const [kind, { column, lacks, filled }] of Object.entries(kinds))
    await tx.db.execute(sql`
      with taken as (
        update people p set ${column} = null from import_rows r
        where r.import_id = ${importId} and ${filled} = any(r.remarks) and r.person_id = p.id
          and p.${column} = r.entry->>${kind} ${kind === "mail" ? sql`and not exists (${accountOf(sql`p.id`)})` : sql``}
        returning r.position
      )
      update import_rows r set remarks = array_replace(r.remarks, ${filled}, ${lacks}) from taken
      where r.import_id = ${importId} and r.position = taken.position`);
}
