import { desc, eq } from "drizzle-orm";
import { type Context, type Member, notFound } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { corrections } from "#db/schema/erasures";

/** What has become of the last correction that somebody asked for; null where none was. */
export async function lastCorrection(context: Context<Member>) {
  const [row] = await context.db
    .select({
      askedAt: corrections.askedAt,
      state: corrections.state,
      decidedAt: corrections.decidedAt,
      answer: corrections.answer,
    })
    .from(corrections)
    .where(eq(corrections.personId, context.actor.personId))
    .orderBy(desc(corrections.askedAt), desc(corrections.id))
    .limit(1);
  return row ?? null;
}

/** The own record as it stands, to be corrected. */
export async function ownRecord(context: Context<Member>) {
  const [row] = await context.db
    .select({
      givenName: people.givenName,
      familyName: people.familyName,
      phone: people.phone,
      institution: people.institution,
      profession: people.profession,
    })
    .from(people)
    .where(eq(people.id, context.actor.personId));
  if (!row) throw notFound();
  return row;
}
