import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { foldedName } from "#app/accounts/people";
import { contextFor, inTransaction, type TrainingManager } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { issueCertificates } from "#app/training/certificates/issue-certificates.server";
import { createCourse } from "#app/training/courses/create-course.server";
import { closeEvent } from "#app/training/events/close-event.server";
import { confirmEvent } from "#app/training/events/confirm-event.server";
import { createEvent } from "#app/training/events/create-event.server";
import { nominatePerson } from "#app/training/nominations/nominate-person.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { instantInTirana } from "#app/training/sittings/rules";
import { people } from "../schema/accounts";
import { courseUnlocks, enrolments, events, sittings } from "../schema/training";
import type { PresenceMark } from "../vocabulary";
import { memberOf } from "./build.server";
import {
  budgetLines,
  comingEvents,
  type DemoEvent,
  demoCourses,
  eventToday,
  heldEvents,
  lawyersEvent,
  mapOf,
  workplaces,
} from "./demo-courses";
import { keepDoor } from "./demo-door.server";
import { mailOf } from "./demo-names";
import type { DemoNetwork } from "./demo-network.server";
import { type DemoProjects, demoOrganisation } from "./demo-projects.server";
import { before, type DemoRun, type DemoStaff, dayFrom, workingDayFrom } from "./demo-run";
import { loadTrainings2021 } from "./demo-training-2021.server";

interface Cast {
  staff: DemoStaff;
  projects: DemoProjects;
  network: DemoNetwork;
}

/** The events of the running programme that have not been held yet. */
export interface DemoTraining {
  today: string;
  /** By place; the one without is online. */
  coming: ReadonlyMap<string, string>;
}

/** The programme of 2021 as printed, and one that is running. */
export async function loadTraining(run: DemoRun, cast: Cast): Promise<DemoTraining> {
  await loadTrainings2021(run, cast.projects);
  const manager = memberOf(cast.staff.training_manager, "training_manager");
  const courses = await addCourses(run, manager);
  const professionals = await addProfessionals(run, cast.staff);
  const hold = holder(run, cast, manager, courses);
  await hold(lawyersEvent, cast.network.trained, "held");
  for (const event of heldEvents) await hold(event, withDemoPerson(run, cast, professionals, event.people), "held");
  const today = await hold(eventToday, run.random.some(professionals, eventToday.people), "running");
  const coming = new Map<string, string>();
  for (const [place, event] of comingEvents.entries()) {
    const own = place < 2 ? withDemoPerson(run, cast, professionals, event.people) : null;
    const eventId = await hold(event, own ?? run.random.some(professionals, event.people), "coming");
    coming.set(event.place ?? "", eventId);
    if (place % 3 === 0) await nominate(run, cast.staff, eventId);
  }
  await nominateOwn(run, cast.staff);
  return { today, coming };
}

/** Whoever works where the demo's contact does was put forward from there. */
async function nominateOwn(run: DemoRun, { institutionId }: DemoStaff): Promise<void> {
  const own = run.db.select({ id: people.id }).from(people).where(eq(people.organisationId, institutionId));
  await run.db
    .update(enrolments)
    .set({ nominatedBy: institutionId })
    .where(and(eq(enrolments.state, "admitted"), inArray(enrolments.personId, own)));
}

/** The demo's institution puts somebody forward whom nobody knew; the training manager has not answered yet. */
async function nominate(run: DemoRun, staff: DemoStaff, eventId: string): Promise<void> {
  const contact = contextFor(memberOf(staff.institution_contact, "institution_contact"), before(run.now, 2), run.db);
  const [event] = await run.db.select({ slug: events.slug }).from(events).where(eq(events.id, eventId));
  const { givenName, familyName } = run.invent();
  const person = { givenName, familyName, email: mailOf({ givenName, familyName }), profession: "infermiere" };
  await nominatePerson(contact, { slug: event?.slug ?? "", person });
}

function withDemoPerson(run: DemoRun, { staff }: Cast, professionals: string[], count: number): string[] {
  return [staff.professional.personId, ...run.random.some(professionals, count - 1)];
}

async function addCourses(run: DemoRun, manager: TrainingManager): Promise<Map<string, string>> {
  const context = contextFor(manager, before(run.now, 170), run.db);
  const made = new Map<string, string>();
  for (const { key, unlocks = [], needs = [], ...course } of demoCourses) {
    const result = await createCourse(context, {
      ...course,
      neededIds: needs.flatMap((needed) => made.get(needed) ?? []),
      lateMinutes: 15,
      certificatePercent: 80,
      state: "published",
    });
    if (!result.ok) throw new Error(`the demo course was refused: ${result.reason}`);
    const { courseId } = result;
    made.set(key, courseId);
    if (unlocks.length > 0)
      await run.db.insert(courseUnlocks).values(unlocks.map((areaCode) => ({ courseId, areaCode, validMonths: 36 })));
  }
  return made;
}

/** People of institutions who come to trainings; fifteen work where the demo's institution contact does. */
async function addProfessionals(run: DemoRun, staff: DemoStaff): Promise<string[]> {
  const rows = Array.from({ length: 130 }, (_, place) => {
    const name = run.invent();
    const work =
      place < 15
        ? { institution: "Qendra Shëndetësore e shpikur", profession: "infermiere" }
        : run.random.pick(workplaces);
    return {
      givenName: name.givenName,
      familyName: name.familyName,
      foldedName: foldedName(name.givenName, name.familyName),
      email: run.random.chance(80) ? mailOf(name) : null,
      organisationId: place < 15 ? staff.institutionId : null,
      ...work,
      demo: "demo",
      createdAt: before(run.now, run.random.whole(10, 140)),
    };
  });
  const made = await run.db.insert(people).values(rows).returning({ id: people.id });
  return made.map((row) => row.id);
}

function holder(run: DemoRun, { staff, projects }: Cast, manager: TrainingManager, courses: Map<string, string>) {
  return async (event: DemoEvent, personIds: string[], state: "held" | "running" | "coming"): Promise<string> => {
    const plannedAt = before(run.now, Math.max(1, 35 - event.inDays > 170 ? 165 : 35 - Math.min(event.inDays, 30)));
    const context = contextFor(manager, plannedAt, run.db);
    const day = event.inDays === 0 ? dayFrom(run.now, 0) : workingDayFrom(run.now, event.inDays);
    const days = event.twoDays ? [day, dayFrom(new Date(`${day}T12:00:00Z`), 1)] : [day];
    const made = await createEvent(context, {
      courseId: courses.get(event.course) ?? "",
      seats: event.seats,
      registration: event.registration ?? "open",
      regionIso: event.regionIso,
      place: event.place || null,
      venue: event.venue || null,
      mapLink: event.regionIso ? mapOf(event) : null,
      onlineLink: event.regionIso ? null : "https://takim.perkrah.example/salla",
      projectId: projects.running,
      budgetLine: budgetLines[event.course] ?? null,
      partnerIds: event.regionIso ? [await demoOrganisation(run, `Bashkia ${event.place}`, "institution")] : [],
      trainerIds: [staff.trainer.id],
      demo: true,
      sittings: days.flatMap((one) =>
        event.hours.map(([from, to]) => ({ startsAt: instantInTirana(one, from), endsAt: instantInTirana(one, to) })),
      ),
    });
    if (!made.ok) throw new Error(`the demo event was refused: ${made.reason}`);
    await confirmEvent(context, { eventId: made.eventId });
    await enrol(run, made.eventId, event, personIds);
    if (state !== "held") await tell(run, made.eventId);
    if (state === "held") await markAndClose(run, { staff, manager, event }, { eventId: made.eventId, day });
    return made.eventId;
  };
}

/** Signed up over the weeks before; whoever came after the last seat waits. */
async function enrol(run: DemoRun, eventId: string, event: DemoEvent, personIds: string[]): Promise<void> {
  const rows = personIds.map((personId, place) => {
    const at = before(run.now, Math.max(0, 2 - event.inDays) + 0.2 + (personIds.length - place) * 0.4);
    const seated = place < event.seats;
    return {
      eventId,
      personId,
      state: seated ? ("admitted" as const) : ("waiting" as const),
      seat: seated ? place + 1 : null,
      source: "sign_up" as const,
      queuedAt: at,
      createdAt: at,
      changedAt: at,
    };
  });
  if (rows.length > 0) await run.db.insert(enrolments).values(rows);
}

/** What everybody was told when they signed up, as the log of the event's messages shows it. */
async function tell(run: DemoRun, eventId: string): Promise<void> {
  const rows = await run.db
    .select({ id: enrolments.id, personId: people.id, state: enrolments.state, at: enrolments.createdAt })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), isNotNull(people.email)));
  const last = rows.reduce((latest, { at }) => (at > latest ? at : latest), before(run.now, 30));
  await inTransaction(contextFor({ kind: "system" }, last, run.db), (tx) =>
    queueMessage(
      tx,
      ...rows.map(({ id, personId, state }) => {
        const kind = state === "admitted" ? ("enrolment_admitted" as const) : ("enrolment_waiting" as const);
        return {
          kind,
          recipientKind: "person" as const,
          recipientId: personId,
          subjectId: id,
          deduplicationKey: `${kind}:${id}:demo`,
        };
      }),
    ),
  );
}

interface Held {
  staff: DemoStaff;
  manager: TrainingManager;
  event: DemoEvent;
}

async function markAndClose(
  run: DemoRun,
  { staff, manager, event }: Held,
  { eventId, day }: { eventId: string; day: string },
): Promise<void> {
  const evening = instantInTirana(day, "18:45");
  const context = contextFor(manager, evening, run.db);
  const later = contextFor(manager, new Date(Math.min(run.now.getTime(), evening.getTime() + 86_400_000)), run.db);
  const held = await run.db
    .select({ id: sittings.id, startsAt: sittings.startsAt, endsAt: sittings.endsAt })
    .from(sittings)
    .where(eq(sittings.eventId, eventId))
    .orderBy(sittings.position);
  const admitted = await run.db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(eq(enrolments.eventId, eventId))
    .orderBy(enrolments.seat);
  // The first is the demo's professional, who was there.
  const marks = held.flatMap((sitting) =>
    admitted.map(({ id: enrolmentId }, place) => {
      const mark: PresenceMark =
        place === 0 || run.random.chance(88)
          ? "present"
          : run.random.pick(["late", "late", "absent", "excused"] as const);
      return { sittingId: sitting.id, enrolmentId, mark, observedAt: sitting.startsAt };
    }),
  );
  const [first] = held;
  const atDoor = event.door && first ? marks.filter(({ sittingId }) => sittingId === first.id) : [];
  if (first && atDoor.length > 0) await keepDoor(run, staff, { eventId, sitting: first, marks: atDoor });
  const onList = marks.filter((mark) => !atDoor.includes(mark));
  if (onList.length > 0) await recordPresence(context, { marks: onList, channel: "list" });
  await closeEvent(context, { eventId });
  if (event.course !== "network") await issueCertificates(later, { eventId });
}
