import { createHash } from "node:crypto";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { accounts, people } from "#db/schema/accounts";
import { distinctPeople, personMerges } from "#db/schema/person-merges";
import { municipalities } from "#db/schema/reference";
import { certificates, courses, enrolments, events, presenceObservations } from "#db/schema/training";
import { heavier, signsOf } from "./rules";

const details = {
  id: people.id,
  givenName: people.givenName,
  familyName: people.familyName,
  foldedName: people.foldedName,
  email: people.email,
  phone: people.phone,
  institution: people.institution,
  profession: people.profession,
  municipalityCode: people.municipalityCode,
  createdAt: people.createdAt,
};

/** Two records as they stand beside each other, and `seen`: a digest that changes with anything a merge would touch. */
export async function recordsToCompare(
  context: Context<TrainingManager>,
  locale: Locale,
  { keptId, mergedId }: { keptId: string; mergedId: string },
) {
  if (keptId === mergedId) throw notFound();
  const rows = await context.db
    .select({
      ...details,
      municipality: locale === "sq" ? municipalities.sq : municipalities.en,
      accountId: accounts.id,
      accountState: accounts.state,
    })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(municipalities, eq(municipalities.code, people.municipalityCode))
    .where(and(inArray(people.id, [keptId, mergedId]), isNull(people.mergedInto), notErased));
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw notFound();
  const enrolled = await enrolmentsOf(context, locale, [keptId, mergedId]);
  const certified = await context.db
    .select({ id: certificates.id, personId: certificates.personId, eventId: certificates.eventId })
    .from(certificates)
    .where(and(inArray(certificates.personId, [keptId, mergedId]), eq(certificates.state, "valid")))
    .orderBy(certificates.id);
  const [apart] = await context.db
    .select({ at: distinctPeople.decidedAt })
    .from(distinctPeople)
    .where(pairIs(keptId, mergedId));
  const side = (person: typeof kept) => ({
    ...person,
    account:
      person.accountId === null ? null : person.accountState === "closed" ? ("closed" as const) : ("open" as const),
    enrolments: enrolled.filter(({ personId }) => personId === person.id),
    certified: certified.filter(({ personId }) => personId === person.id).map(({ eventId }) => eventId),
  });
  const sides = { kept: side(kept), merged: side(merged) };
  const seen = createHash("sha256")
    .update(JSON.stringify([sides, certified]))
    .digest("hex");
  return { ...sides, signs: signsOf(kept, merged), apart: apart !== undefined, seen };
}

const notErased = sql`not exists (
  select 1 from erasure_ledger l where l.subject_kind = 'person' and l.subject_id = people.id)`;

function enrolmentsOf({ db }: Context, locale: Locale, personIds: string[]) {
  return db
    .select({
      id: enrolments.id,
      personId: enrolments.personId,
      eventId: enrolments.eventId,
      state: enrolments.state,
      seat: enrolments.seat,
      changedAt: enrolments.changedAt,
      title: locale === "sq" ? courses.titleSq : courses.titleEn,
      startsOn: events.startsOn,
      place: events.place,
      observed: sql<number>`(select count(*)::int from ${presenceObservations} o where o.enrolment_id = enrolments.id)`,
    })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(inArray(enrolments.personId, personIds))
    .orderBy(desc(events.startsOn), enrolments.id);
}

/** The condition of a pair that somebody has kept apart, whichever of the two is named first. */
export function pairIs(one: string, other: string) {
  const [first, second] = [one, other].sort();
  return and(eq(distinctPeople.oneId, first ?? ""), eq(distinctPeople.otherId, second ?? ""));
}

/**
 * Pairs of records that are likely one person, the likeliest first: the same phone, the same mail address but for dots,
 * the whole name (folded, in any order) with nothing or one thing against it, a similar name at the same institution.
 * Pairs that somebody has kept apart are left out, or are the only ones where `apart` is set.
 */
export async function likelyDuplicates(
  context: Context<TrainingManager>,
  { page, pageSize, apart = false }: { page: number; pageSize: number; apart?: boolean },
) {
  const pairs = await context.db.execute<{ one: string; other: string; total: number }>(sql`
    with known as materialized (
      select p.id, p.folded_name as name, string_to_array(p.folded_name, ' ') as parts,
        nullif(regexp_replace(regexp_replace(coalesce(p.phone, ''), '\\D', '', 'g'), '^(00)?(355|0)(?=\\d{8,9}$)', ''), '') as phone,
        nullif(regexp_replace(replace(split_part(lower(coalesce(p.email, '')), '@', 1), '.', ''), '\\+.*$', '')
          || '@' || split_part(lower(coalesce(p.email, '')), '@', 2), '@') as mail,
        lower(nullif(trim(p.institution), '')) as institution
      from people p where p.merged_into is null
    ), met as (
      select a.id as one, b.id as other from known a join known b on b.phone = a.phone and b.id > a.id
        where length(a.phone) >= 6
      union select a.id, b.id from known a join known b on b.mail = a.mail and b.id > a.id
      union select a.id, b.id from known a join known b on b.name = a.name and b.id > a.id
      union select a.id, b.id from known a join known b on b.institution = a.institution and b.id > a.id
        where b.parts && a.parts and similarity(a.name, b.name) >= 0.5
    ), judged as (
      select m.one, m.other, a.name = b.name as whole,
        a.name = b.name or a.parts <@ b.parts or b.parts <@ a.parts or similarity(a.name, b.name) >= 0.6 as near,
        coalesce(a.phone = b.phone, false) as phone, coalesce(a.mail = b.mail, false) as mail,
        coalesce(a.institution = b.institution, false) as institution,
        coalesce(a.phone <> b.phone, false)::int + coalesce(a.mail <> b.mail, false)::int
          + coalesce(a.institution <> b.institution, false)::int as against, a.name
      from met m join known a on a.id = m.one join known b on b.id = m.other
    ), ranked as (
      select one, other, name, case
        when near and phone then 1
        when near and mail then 2
        when whole and institution then 3
        when whole and against = 0 then 4
        when near and institution and against = 0 then 5
        when whole and against = 1 then 6
      end as rank from judged
    )
    select r.one, r.other, count(*) over ()::int as total from ranked r
    where r.rank is not null
      and ${apart}::boolean = exists (select 1 from distinct_people d
        where d.one_id = least(r.one, r.other) and d.other_id = greatest(r.one, r.other))
    order by r.rank, r.name, r.one, r.other limit ${pageSize} offset ${(page - 1) * pageSize}`);
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
  const byId = new Map((await recordsOf(context, ids)).map((person) => [person.id, person]));
  const rows = pairs.flatMap((pair) => {
    const [one, other] = [byId.get(pair.one), byId.get(pair.other)];
    if (!one || !other) return [];
    const [kept, merged] = heavier(one, other) === "one" ? [one, other] : [other, one];
    return [{ kept, merged, signs: signsOf(kept, merged) }];
  });
  return { rows, total: pairs[0]?.total ?? 0 };
}

async function recordsOf({ db }: Context, ids: string[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      ...details,
      hasAccount: sql<boolean>`exists (select 1 from accounts a where a.person_id = people.id)`,
      enrolments: sql<number>`(select count(*)::int from enrolments n where n.person_id = people.id)`,
    })
    .from(people)
    .where(inArray(people.id, ids));
}

/** Merges, the latest first, with who stands behind them and whether they can be taken back yet. */
export async function mergesForManager(
  context: Context<TrainingManager>,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const [kept, by, byPerson] = [alias(people, "kept"), alias(accounts, "by"), alias(people, "by_person")];
  const rows = await context.db
    .select({
      id: personMerges.id,
      keptName: sql<string>`${kept.givenName} || ' ' || ${kept.familyName}`,
      mergedName: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      at: personMerges.createdAt,
      by: sql<string>`${byPerson.givenName} || ' ' || ${byPerson.familyName}`,
      undoneAt: personMerges.undoneAt,
      reversible: sql<boolean>`${laterMerge(sql`person_merges`)} is null`,
      total: sql<number>`count(*) over ()::int`,
    })
    .from(personMerges)
    .innerJoin(kept, eq(kept.id, personMerges.keptId))
    .innerJoin(people, eq(people.id, personMerges.mergedId))
    .innerJoin(by, eq(by.id, personMerges.createdBy))
    .innerJoin(byPerson, eq(byPerson.id, by.personId))
    .orderBy(desc(personMerges.createdAt), desc(personMerges.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** The latest merge, still standing, of the kept record after this one: it has to be taken back first. */
export function laterMerge(merge: ReturnType<typeof sql>) {
  return sql`(select l.id from person_merges l where l.undone_at is null and l.id > ${merge}.id
    and ${merge}.kept_id in (l.kept_id, l.merged_id) order by l.id desc limit 1)`;
}
