import { eq, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { foldedName, tidyPhone } from "./people";

export interface NewPerson {
  givenName: string;
  familyName: string;
  email?: string | null;
  phone?: string | null;
  institution?: string | null;
  profession?: string | null;
  organisationId?: string | null;
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

/** Whether anybody has the mail address, except the account and the person named in `but`. */
export async function mailTaken(
  tx: Context,
  mail: string,
  but: { accountId: string; personId: string } | null = null,
): Promise<boolean> {
  const taken = await tx.db.execute(sql`
    select 1 from accounts where lower(email) = ${mail.toLowerCase()} and id is distinct from ${but?.accountId ?? null}::uuid
    union all
    select 1 from people where lower(email) = ${mail.toLowerCase()}
      and coalesce(merged_into, id) is distinct from ${but?.personId ?? null}::uuid`);
  return taken.length > 0;
}

/**
 * For a new account of this address: the person a list knows by it already, else a new one. Where the address is that of
 * somebody whose account has another, the new person stands without it: the account's own is enough. After `lockMail`.
 */
export async function personForAccount(tx: Context, person: NewPerson & { email: string }): Promise<string> {
  const [known] = await tx.db
    .select({ id: sql<string>`coalesce(${people.mergedInto}, ${people.id})`, accountId: accounts.id })
    .from(people)
    .leftJoin(accounts, sql`${accounts.personId} = coalesce(${people.mergedInto}, ${people.id})`)
    .where(eq(sql`lower(${people.email})`, person.email.toLowerCase()));
  if (known && !known.accountId) return known.id;
  return createPerson(tx, { ...person, email: known ? null : person.email });
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
      organisationId: person.organisationId ?? null,
      createdAt: tx.now,
    })
    .returning({ id: people.id });
  if (!row) throw new Error("the person was not written");
  return row.id;
}
