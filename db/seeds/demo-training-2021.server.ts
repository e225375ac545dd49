import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { foldedName } from "#app/accounts/people";
import printed from "../reference/annual-2021.json";
import { people } from "../schema/accounts";
import { courses, enrolments, eventPartners, events, presenceObservations, sittings } from "../schema/training";
import type { EventKind } from "../vocabulary";
import { workplaces } from "./demo-courses";
import { type DemoProjects, demoOrganisation } from "./demo-projects.server";
import type { DemoRun } from "./demo-run";

interface PrintedTraining {
  id: string;
  group: string;
  kind: string;
  topic_sq: string;
  topic_en: string;
  place: string;
  region_iso: string;
  date: string;
  date_precision: "day" | "month" | "year";
  participants: string;
  group_total: string;
  partners: string;
  note: string;
}

const kinds: Record<string, EventKind> = {
  training: "training",
  workshop: "workshop",
  conference: "conference",
  "information-session": "information_session",
  "focus-group": "focus_group",
  event: "other",
  "beneficiary-training": "other",
};

/** Every training and event that the 2021 report counts; the participants of trainings are invented to its totals. */
export async function loadTrainings2021(run: DemoRun, projects: DemoProjects): Promise<void> {
  const file = readFileSync(new URL("../reference/trainings-2021.csv", import.meta.url), "utf8");
  const rows: PrintedTraining[] = parse(file, { columns: true, bom: true });
  const courseIds = await addCourses(run, rows);
  const personIds = await addParticipants(run);
  const shares = sharesOfGroups(rows);
  let next = 0;
  for (const row of rows) {
    const size = row.participants ? Number(row.participants) : (shares.get(row.id) ?? 0);
    const named = row.kind === "training";
    const event = await addEvent(run, projects, row, { courseId: courseIds.get(row.group) ?? "", size, named });
    if (!named || size === 0) continue;
    const list = Array.from({ length: size }, (_, place) => personIds[(next + place) % personIds.length] ?? "");
    next += size;
    await addParticipations(run, event, list);
  }
}

async function addCourses(run: DemoRun, rows: PrintedTraining[]): Promise<Map<string, string>> {
  const firsts = [...new Map(rows.map((row) => [row.group, row])).values()];
  const made = await run.db
    .insert(courses)
    .values(
      firsts.map((row) => ({
        slug: `2021-${row.group.toLowerCase()}`,
        kind: kinds[row.kind] ?? "other",
        titleSq: row.topic_sq,
        titleEn: row.topic_en,
        minutes: 300,
        state: "retired" as const,
        createdAt: new Date("2021-01-04T09:00:00Z"),
      })),
    )
    .returning({ id: courses.id });
  return new Map(firsts.map((row, place) => [row.group, made[place]?.id ?? ""]));
}

/** 356 people for 416 participations: some came twice, never to the same training. */
async function addParticipants(run: DemoRun): Promise<string[]> {
  const rows = Array.from({ length: 356 }, () => {
    const { givenName, familyName } = run.invent();
    return {
      givenName,
      familyName,
      foldedName: foldedName(givenName, familyName),
      ...run.random.pick(workplaces),
      demo: "2021",
      createdAt: new Date("2021-01-04T09:00:00Z"),
    };
  });
  const made = await run.db.insert(people).values(rows).returning({ id: people.id });
  return made.map((row) => row.id);
}

/** Where only a group's total is printed, its events share it as evenly as whole people allow. */
export function sharesOfGroups(
  rows: readonly Pick<PrintedTraining, "id" | "group" | "participants" | "group_total">[],
): Map<string, number> {
  const shares = new Map<string, number>();
  for (const group of new Set(rows.map((row) => row.group))) {
    const open = rows.filter((row) => row.group === group && row.participants === "" && row.group_total !== "");
    const total = Number(open[0]?.group_total ?? 0);
    for (const [place, row] of open.entries())
      shares.set(row.id, Math.floor(total / open.length) + (place < total % open.length ? 1 : 0));
  }
  return shares;
}

async function addEvent(
  run: DemoRun,
  projects: DemoProjects,
  row: PrintedTraining,
  { courseId, size, named }: { courseId: string; size: number; named: boolean },
) {
  const [first, last] = periodOf(row);
  const note = named
    ? [row.note, "Pjesëmarrësit janë të shpikur (demo)."].filter(Boolean).join(". ")
    : row.note || null;
  const [event] = await run.db
    .insert(events)
    .values({
      slug: `2021-${row.id.toLowerCase()}`,
      courseId,
      kind: kinds[row.kind] ?? "other",
      state: "held",
      regionIso: row.region_iso || null,
      place: row.place === "online" ? "në internet" : row.place || null,
      seats: size,
      registration: "closed",
      projectId: projectOf(projects, row.group),
      startsOn: first,
      endsOn: last,
      datePrecision: row.date_precision,
      headCount: named || size === 0 ? null : size,
      note,
      demo: true,
      createdAt: new Date(`${first}T09:00:00Z`),
    })
    .returning({ id: events.id, startsOn: events.startsOn, datePrecision: events.datePrecision });
  if (!event) throw new Error("the event was not written");
  for (const name of row.partners.split("; ").filter(Boolean)) {
    const organisationId = await demoOrganisation(run, name, "partner");
    await run.db.insert(eventPartners).values({ eventId: event.id, organisationId });
  }
  return event;
}

/** First and last day of what is printed: a day, a month or the whole reporting period. */
function periodOf({ date, date_precision }: PrintedTraining): [string, string] {
  if (date_precision === "day") return [date, date];
  if (date_precision === "month") return [`${date}-20`, `${date}-31`];
  return [`${date}-01-01`, `${date}-12-31`];
}

function projectOf(projects: DemoProjects, group: string): string | null {
  const groups = [...printed.trainingsOfProfessionals.groups, ...printed.events];
  const number = groups.find((one) => one.group === group)?.project;
  if (number) return projects.byNumber.get(number) ?? null;
  // The trainings paid by GIZ belong to the programme that only the training section names.
  return group === "T4" ? (projects.byNumber.get(0) ?? null) : null;
}

async function addParticipations(
  run: DemoRun,
  event: { id: string; startsOn: string | null; datePrecision: string },
  personIds: string[],
): Promise<void> {
  const at = new Date(`${event.startsOn}T08:00:00Z`);
  const made = await run.db
    .insert(enrolments)
    .values(
      personIds.map((personId, place) => ({
        eventId: event.id,
        personId,
        state: "admitted" as const,
        seat: place + 1,
        source: "demo" as const,
        createdAt: at,
        changedAt: at,
      })),
    )
    .returning({ id: enrolments.id });
  if (event.datePrecision !== "day") return;
  const endsAt = new Date(at.getTime() + 5 * 3_600_000);
  const [sitting] = await run.db
    .insert(sittings)
    .values({ eventId: event.id, position: 1, startsAt: at, endsAt })
    .returning({ id: sittings.id });
  if (!sitting) throw new Error("the sitting was not written");
  await run.db.insert(presenceObservations).values(
    made.map(({ id: enrolmentId }) => ({
      sittingId: sitting.id,
      enrolmentId,
      mark: "present" as const,
      channel: "paper" as const,
      observedAt: at,
      receivedAt: endsAt,
    })),
  );
}
