import { and, asc, eq, sql } from "drizzle-orm";
import { foldedName } from "#app/accounts/people";
import { lockAllMails } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { takenSeats } from "#app/training/enrolments/enrolment-rows.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { freeSeats } from "#app/training/events/rules";
import { type Mark, recordPresence } from "#app/training/presence/record-presence.server";
import { enrolments, importRows, imports, sittings } from "#db/schema/training";
import { fillContacts } from "./fill-contacts.server";
import { judgeAgainstNow } from "./list-judgement.server";
import { writeRows } from "./preview-import.server";
import type { Entry, JudgedRow, Verdict } from "./rules";

export type CommitImportResult =
  | { ok: true; people: number; enrolled: number; waiting: number; marks: number; filled: number }
  | { ok: false; reason: "no_longer_previewed" | "event_cancelled" | "changed_since" | "sitting_missing" };

export interface CommitImportInput {
  eventId: string;
  importId: string;
  /** Whether people who are known get the mail address and phone that they lack and the list has. */
  fill?: boolean;
}

/**
 * Does what the preview said, all of it or nothing. Where people, enrolments or seats have changed in between it
 * writes nothing about them, judges the rows again and says so. 404 for an import that is not of this event.
 */
export async function commitImport(
  context: Context<TrainingManager>,
  input: CommitImportInput,
): Promise<CommitImportResult> {
  return commitFrom(context, input, { state: "previewed" });
}

interface Course {
  /** The state in which the list is brought in: looked at by somebody, or handed to the worker. */
  state: "previewed" | "committing";
  /** Told, outside of the transaction, how many rows are written in it. */
  onProgress?: (rows: number) => Promise<unknown>;
}

/** The same for a list in either state. The row itself is left free for the progress that another connection notes. */
export async function commitFrom(
  context: Context<TrainingManager>,
  { eventId, importId, fill = false }: CommitImportInput,
  { state, onProgress }: Course,
): Promise<CommitImportResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const [kept] = await tx.db
      .select({ state: imports.state })
      .from(imports)
      .where(and(eq(imports.id, importId), eq(imports.eventId, eventId)))
      .for(state === "previewed" ? "update" : "key share");
    if (!kept) throw notFound();
    if (kept.state !== state) return { ok: false, reason: "no_longer_previewed" };
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    await lockAllMails(tx);
    const stored = await storedRows(tx, importId);
    const judged = await judgeAgainstNow(tx, event, stored);
    if (judged.some((row, place) => differs(row, stored[place]))) {
      await tx.db.delete(importRows).where(eq(importRows.importId, importId));
      await writeRows(tx, importId, judged);
      await recordAudit(tx, {
        action: "preview-import",
        subjectKind: "import",
        subjectId: importId,
        count: judged.length,
      });
      return { ok: false, reason: "changed_since" };
    }
    const held = await sittingsOf(tx, event.id);
    if (marked(judged).some(({ entry }) => Object.keys(entry.marks).some((position) => !held.has(position))))
      return { ok: false, reason: "sitting_missing" };
    const done = { people: 0, enrolled: 0, waiting: 0, marks: 0 };
    for (let from = 0; from < judged.length; from += AT_ONCE) {
      const part = judged.slice(from, from + AT_ONCE);
      done.people += await writePeople(tx, importId, part);
      const { enrolled, waiting } = await writeEnrolments(tx, event, importId, part);
      done.enrolled += enrolled;
      done.waiting += waiting;
      done.marks += await writeMarks(tx, event.id, importId, part, held);
      await onProgress?.(from + part.length);
    }
    const filled = fill ? await fillContacts(tx, importId) : 0;
    await tx.db
      .update(imports)
      .set({ state: "committed", committedAt: tx.now, content: null, stoppedAs: null })
      .where(eq(imports.id, importId));
    await recordAudit(tx, {
      action: "commit-import",
      subjectKind: "import",
      subjectId: importId,
      count: judged.length,
    });
    return { ok: true, ...done, filled };
  });
}

/** Rows that are written between two looks at the progress. */
const AT_ONCE = 2_000;

async function storedRows(tx: Context, importId: string): Promise<JudgedRow[]> {
  const rows = await tx.db
    .select({
      position: importRows.position,
      sheet: importRows.sheet,
      line: importRows.line,
      entry: importRows.entry,
      verdict: importRows.verdict,
      remarks: importRows.remarks,
      personId: importRows.personId,
    })
    .from(importRows)
    .where(eq(importRows.importId, importId))
    .orderBy(asc(importRows.position));
  return rows.map((row) => ({ ...row, entry: row.entry as unknown as Entry, verdict: row.verdict as Verdict }));
}

function differs(now: JudgedRow, before: JudgedRow | undefined): boolean {
  return now.verdict !== before?.verdict || now.personId !== before.personId || now.entry.mail !== before.entry.mail;
}

const enrolling: readonly Verdict[] = ["new_person", "known_person", "admitted_now", "waiting"];

/** Adds the people whom nobody knew; their ids go into the rows. Answers with their number. */
async function writePeople(tx: Context, importId: string, rows: JudgedRow[]): Promise<number> {
  const fresh = rows.filter(({ verdict, personId }) => enrolling.includes(verdict) && !personId);
  if (fresh.length === 0) return 0;
  const ids = await tx.db.execute<{ id: string }>(
    sql`select uuidv7() as id from generate_series(1, ${fresh.length}::int)`,
  );
  for (const [place, row] of fresh.entries()) row.personId = ids[place]?.id ?? null;
  const given = fresh.map(({ personId, position, entry }) => ({
    id: personId,
    position,
    given_name: entry.given,
    family_name: entry.family,
    folded_name: foldedName(entry.given, entry.family),
    email: entry.mail,
    phone: entry.phone,
    institution: entry.institution,
    profession: entry.profession,
    municipality_code: entry.municipalityCode,
  }));
  await tx.db.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as g(id uuid, position int, given_name text,
        family_name text, folded_name text, email text, phone text, institution text, profession text, municipality_code text)
    ), added as (
      insert into people (id, given_name, family_name, folded_name, email, phone, institution, profession, municipality_code, created_at)
      select id, given_name, family_name, folded_name, email, phone, institution, profession, municipality_code,
        ${tx.now.toISOString()}::timestamptz from given
    )
    select 1`);
  await tx.db.execute(sql`
    update import_rows r set person_id = g.id, created_person = true
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as g(id uuid, position int)
    where r.import_id = ${importId} and r.position = g.position`);
  return fresh.length;
}

/** Gives seats in the order of the list; whoever comes too late waits. */
async function writeEnrolments(
  tx: Context,
  event: { id: string; seats: number },
  importId: string,
  rows: readonly JudgedRow[],
): Promise<{ enrolled: number; waiting: number }> {
  const wanted = rows.filter(({ verdict, personId }) => enrolling.includes(verdict) && personId);
  const seats = freeSeats(await takenSeats(tx, event.id), event.seats, wanted.length)[Symbol.iterator]();
  const given = wanted.map(({ position, personId, verdict }) => {
    const seat = verdict === "waiting" ? null : (seats.next().value ?? null);
    return { position, person_id: personId, seat, state: seat === null ? "waiting" : "admitted" };
  });
  if (given.length > 0)
    await tx.db.execute(sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
          as g(position int, person_id uuid, seat int, state text)
      ), written as (
        insert into enrolments as n (event_id, person_id, state, seat, source, import_id, queued_at, created_at, changed_at)
        select ${event.id}::uuid, person_id, state, seat, 'import', ${importId}::uuid, ${tx.now.toISOString()}::timestamptz,
          ${tx.now.toISOString()}::timestamptz, ${tx.now.toISOString()}::timestamptz
        from given order by position
        on conflict (event_id, person_id) do update
          set state = excluded.state, seat = excluded.seat, offered_until = null, left_as = null, decision_note = null,
            queued_at = excluded.changed_at, changed_at = excluded.changed_at
          where n.state <> 'admitted' and n.state <> excluded.state
        returning person_id, (xmax = 0) as fresh
      )
      update import_rows r set created_enrolment = true
      from given g join written w on w.person_id = g.person_id and w.fresh
      where r.import_id = ${importId} and r.position = g.position`);
  const enrolled = given.filter(({ seat }) => seat !== null).length;
  return { enrolled, waiting: given.length - enrolled };
}

function marked(rows: readonly JudgedRow[]): JudgedRow[] {
  return rows.filter(({ verdict, entry }) => {
    return enrolling.concat("already_enrolled").includes(verdict) && verdict !== "waiting" && hasMarks(entry);
  });
}

const hasMarks = ({ of, marks }: Entry) => !of && Object.keys(marks).length > 0;

/** The ids of an event's sittings by their position. */
async function sittingsOf(tx: Context, eventId: string): Promise<Map<string, string>> {
  const held = await tx.db
    .select({ id: sittings.id, position: sittings.position })
    .from(sittings)
    .where(eq(sittings.eventId, eventId));
  return new Map(held.map(({ id, position }) => [String(position), id]));
}

/** Records the marks of everybody with a seat. */
async function writeMarks(
  tx: Context<TrainingManager>,
  eventId: string,
  importId: string,
  rows: readonly JudgedRow[],
  held: ReadonlyMap<string, string>,
): Promise<number> {
  const wanted = marked(rows);
  if (wanted.length === 0) return 0;
  const seated = await tx.db
    .select({ id: enrolments.id, personId: enrolments.personId })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "admitted")));
  const byPerson = new Map(seated.map(({ id, personId }) => [personId, id]));
  const marks: Mark[] = [];
  for (const { personId, entry } of wanted)
    for (const [position, mark] of Object.entries(entry.marks)) {
      const sittingId = held.get(position);
      const enrolmentId = byPerson.get(personId ?? "");
      if (sittingId && enrolmentId) marks.push({ sittingId, enrolmentId, mark });
    }
  const recorded = await recordPresence(tx, { marks, channel: "import", importId });
  if (!recorded.ok) throw new Error(`marks of a list were refused: ${recorded.reason}`);
  return recorded.recorded;
}
