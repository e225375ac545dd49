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
