import { sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { foldedName, tidyPhone } from "./people";

export interface NewPerson {
  givenName: string;
  familyName: string;
  email?: string | null;
  phone?: string | null;
  institution?: string | null;
  profession?: string | null;
}

const allMails = 7_302_612;

/** Before looking a mail address up and adding its person: a second one who writes the same address waits, then finds it. */
export async function lockMail(tx: Context, mail: string): Promise<void> {
  await tx.db.execute(sql`
    select pg_advisory_xact_lock_shared(${allMails}), pg_advisory_xact_lock(hashtextextended(${`mail:${mail.toLowerCase()}`}, 0))`);
}

/** The same for a whole list of addresses: nobody adds a person with one until this transaction ends. */
export async function lockAllMails(tx: Context): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${allMails})`);
}

/** Adds somebody whom nobody knew yet, inside the command that needs them; that command writes the audit row. */
export async function createPerson(tx: Context, person: NewPerson): Promise<string> {
  const [row] = await tx.db
    .insert(people)
    .values({
      givenName: person.givenName,
      familyName: person.familyName,
      foldedName: foldedName(person.givenName, person.familyName),
      email: person.email ?? null,
      phone: person.phone ? tidyPhone(person.phone) : null,
      institution: person.institution ?? null,
      profession: person.profession ?? null,
      createdAt: tx.now,
    })
    .returning({ id: people.id });
  if (!row) throw new Error("the person was not written");
  return row.id;
}
