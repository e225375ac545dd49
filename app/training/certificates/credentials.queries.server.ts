import { type SQL, sql } from "drizzle-orm";

/**
 * The people (`person_id`) who hold a valid certificate of a course that opens a practice area, issued within the
 * months for which it counts: a part of a query, so that a network of thousands is judged in one.
 */
export function lawyersWithCredential(areaCode: string | null, now: Date): SQL {
  return sql`
    select c.person_id
    from course_unlocks u
    join events e on e.course_id = u.course_id
    join certificates c on c.event_id = e.id
    where u.area_code = ${areaCode} and c.state = 'valid'
      and c.issued_at > ${now.toISOString()}::timestamptz - make_interval(months => u.valid_months)`;
}

/** True (in the query) where a practice area asks for a certificate at all. */
export function credentialNeeded(areaCode: string | null): SQL {
  return sql`exists (select 1 from course_unlocks where area_code = ${areaCode})`;
}
