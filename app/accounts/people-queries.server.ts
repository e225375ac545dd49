import { and, asc, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Context, Trainer, TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { nameParts } from "./people";

const shown = {
  id: people.id,
  givenName: people.givenName,
  familyName: people.familyName,
  email: people.email,
  phone: people.phone,
  institution: people.institution,
  profession: people.profession,
};

/**
 * People whose name or mail address contains the search words, folded; by family name. Where two records are one, the
 * kept one is found by what either says.
 */
export async function searchPeople(
  context: Context<TrainingManager | Trainer>,
  { search, page, pageSize }: { search: string; page: number; pageSize: number },
) {
  const matching = peopleMatching(search);
  const held = context.db.select({ id: people.mergedInto }).from(people).where(matching);
  const where = and(isNull(people.mergedInto), matching && or(matching, sql`${people.id} in ${held}`));
  const rows = await context.db
    .select({
      ...shown,
      events: sql<number>`(select count(*)::int from enrolments n where n.person_id = people.id and n.state = 'admitted')`,
      certificates: sql<number>`(select count(*)::int from certificates c where c.person_id = people.id and c.state = 'valid')`,
    })
    .from(people)
    .where(where)
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [count] = await context.db.select({ total: sql<number>`count(*)::int` }).from(people).where(where);
  return { rows, total: count?.total ?? 0 };
}

/** The condition of a folded search over people; nothing searched is everybody. */
export function peopleMatching(search: string): SQL | undefined {
  const words = nameParts(search).slice(0, 6);
  const mail = search.trim().toLowerCase();
  const inName = and(...words.map((word) => sql`${people.foldedName} like ${`%${escapeLike(word)}%`}`));
  if (words.length === 0) return mail ? sql`false` : undefined;
  if (mail.includes("@")) return or(inName, sql`lower(${people.email}) like ${`%${escapeLike(mail)}%`}`);
  return inName;
}

/** The person with a mail address, their own or that of a record merged into theirs; addresses belong to one person each. */
export async function personWithMail(context: Context, mail: string) {
  const [person] = await context.db
    .select(shown)
    .from(people)
    .where(
      sql`${people.id} = (select coalesce(m.merged_into, m.id) from people m where lower(m.email) = ${mail.toLowerCase()})`,
    );
  return person ?? null;
}

/** Everybody with exactly this folded name, or with a record of this name merged into theirs. */
export async function peopleNamed(context: Context, folded: string) {
  return context.db
    .select(shown)
    .from(people)
    .where(sql`${people.id} in (select coalesce(m.merged_into, m.id) from people m where m.folded_name = ${folded})`)
    .limit(20);
}

/**
 * Everybody with one of these folded names or mail addresses (lower case): whom a list could mean. A merged record stands
 * there with its own name and contact under the id of the one that was kept.
 */
export async function peopleLike(context: Context, folded: readonly string[], mails: readonly string[]) {
  const among = (values: readonly string[]) =>
    sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`;
  return context.db
    .select({ ...shown, id: sql<string>`coalesce(${people.mergedInto}, ${people.id})`, foldedName: people.foldedName })
    .from(people)
    .where(or(sql`${people.foldedName} in ${among(folded)}`, sql`lower(${people.email}) in ${among(mails)}`))
    .orderBy(asc(people.id));
}

/** Which of these words somebody known has as given name. */
export async function givenNamesAmong(context: Context, words: readonly string[]): Promise<string[]> {
  const rows = await context.db.execute<{ given: string }>(sql`
    select distinct lower(given_name) as given from people where lower(given_name) in
      (select lower(w) from jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb) as w)`);
  return rows.map(({ given }) => given);
}

const escapeLike = (word: string) => word.replace(/[\\%_]/g, "\\$&");
