import { and, asc, eq, sql } from "drizzle-orm";
import { givenNamesAmong, peopleLike } from "#app/accounts/people-queries.server";
import type { Context } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { clockInTirana } from "#app/training/sittings/rules";
import { municipalities } from "#db/schema/reference";
import { enrolments, sittings } from "#db/schema/training";
import { givenNameTest } from "./names";
import { type EventDays, type JudgedRow, judgeRows, type ReadingHelp, type Sheet } from "./rules";

/** Days and sitting positions of an event, as lists are matched with them. */
export async function eventDays(context: Context, eventId: string): Promise<EventDays> {
  const rows = await context.db
    .select({ position: sittings.position, startsAt: sittings.startsAt })
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(asc(sittings.position));
  const dated = rows.map(({ position, startsAt }) => ({ position, day: clockInTirana(startsAt).day }));
  return { days: [...new Set(dated.map(({ day }) => day))], sittings: dated };
}

/** What helps to read names and places: given names that are known, municipalities by folded name and alias. */
export async function readingHelp(context: Context, sheets: readonly Sheet[]): Promise<ReadingHelp> {
  const words = new Set<string>();
  for (const { rows } of sheets)
    for (const row of rows)
      for (const cell of row)
        if (cell.length < 60 && words.size < 20_000)
          for (const word of cell.split(" ")) if (/^\p{Letter}{2,}$/u.test(word)) words.add(word);
  const [given, places] = await Promise.all([
    givenNamesAmong(context, [...words]),
    context.db
      .select({
        code: municipalities.code,
        sq: municipalities.sq,
        en: municipalities.en,
        aliases: municipalities.aliases,
      })
      .from(municipalities),
  ]);
  const named = new Map<string, string>();
  for (const { code, aliases } of places) for (const alias of aliases) named.set(fold(alias), code);
  for (const { code, sq, en } of places) for (const name of [sq, en]) named.set(fold(name), code);
  return { isGivenName: givenNameTest(given), municipalities: named };
}

/** Judges merged rows against the people and enrolments of this moment; the caller holds the event's lock. */
export async function judgeAgainstNow(
  context: Context,
  event: { id: string; seats: number },
  rows: readonly Omit<JudgedRow, "personId">[],
): Promise<JudgedRow[]> {
  const wanted = rows.filter(({ verdict, entry }) => verdict !== "skipped" && !entry.of);
  const people = await peopleLike(
    context,
    [...new Set(wanted.map(({ entry }) => entry.folded))],
    [...new Set(wanted.flatMap(({ entry }) => (entry.mail ? [entry.mail] : [])))],
  );
  const states = new Map(
    (
      await context.db
        .select({ personId: enrolments.personId, state: enrolments.state })
        .from(enrolments)
        .where(eq(enrolments.eventId, event.id))
    ).map(({ personId, state }) => [personId, state]),
  );
  const [taken] = await context.db
    .select({ count: sql<number>`count(*)::int` })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, event.id), eq(enrolments.state, "admitted")));
  const known = people.map(({ id, foldedName, email, phone, institution }) => {
    return { id, folded: foldedName, mail: email, phone, institution, state: states.get(id) ?? null };
  });
  return judgeRows(rows, { known, seatsLeft: event.seats - (taken?.count ?? 0) });
}
