import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { loader as badgesPdf } from "#app/routes/downloads/badges-pdf";
import { loader as presencePage } from "#app/routes/manage/event-presence";
import { loader as timelinePage } from "#app/routes/manage/event-timeline";
import { loader as printPage } from "#app/routes/manage/roster-print";
import { confirmEvent } from "#app/training/events/confirm-event.server";
import { arrivalsOfEvent, deedsOfEvent } from "#app/training/events/timeline-queries.server";
import { badgeOf } from "#app/training/presence/badges.server";
import { presenceGrid } from "#app/training/presence/grid-queries.server";
import { printBadges } from "#app/training/presence/print-badges.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { auditEvents } from "#db/schema/audit";
import { enrolments } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { textOfPdf } from "#tests/support/pdf-pages";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-13T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const { account: other } = await buildMember(owner, "professional");
const trainer = await buildMember(owner, "trainer");
const context = contextFor(manager.actor, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";
const any = { search: "", part: "all" } as const;

/** Three people on two sessions: one always there, one late and not recorded, one never recorded. */
async function held() {
  const event = await buildEvent(owner, { trainerIds: [trainer.account.id] });
  const seat = (givenName: string, place: number) =>
    buildEnrolment(owner, event.id, { seat: place, person: { givenName, familyName: "Çela", foldedName: "cela" } });
  const people = [await seat("Arta", 1), await seat("Bora", 2), await seat("Cen", 3)];
  const [first, second] = event.sittings.map(({ id }) => id);
  const mark = (place: number, sittingId = "", mark: "present" | "late" = "present") =>
    ({ sittingId, enrolmentId: people[place]?.id ?? "", mark }) as const;
  await recordPresence(context, { marks: [mark(0, first), mark(0, second), mark(1, first, "late")], channel: "list" });
  return { event, people };
}

describe("the grid of people by sessions", () => {
  it("says of everybody what they were seen as, and sums both ways up", async () => {
    const { event } = await held();
    const grid = await presenceGrid(context, event.id, any);
    expect(grid.rows.map(({ name, presence }) => [name, ...presence.statuses])).toEqual([
      ["Çela Arta", "present", "present"],
      ["Çela Bora", "late", "not_recorded"],
      ["Çela Cen", "not_recorded", "not_recorded"],
    ]);
    expect(grid.sittings.map(({ counts }) => [counts.present, counts.late, counts.not_recorded])).toEqual([
      [1, 1, 1],
      [1, 0, 2],
    ]);
    expect([grid.total, grid.earned]).toEqual([3, 1]);
  });

  it("shows a part of them, found without ë and ç", async () => {
    const { event } = await held();
    const names = async (filter: object) =>
      (await presenceGrid(context, event.id, { ...any, ...filter })).rows.map(({ name }) => name);
    expect(await names({ part: "incomplete" })).toEqual(["Çela Bora", "Çela Cen"]);
    expect(await names({ part: "below", search: "CELA bor" })).toEqual(["Çela Bora"]);
    expect(await names({ search: "%" })).toEqual([]);
  });

  it("is the manager's and the event's own trainers'", async () => {
    const { event } = await held();
    const own = contextFor(trainer.actor, now, app);
    expect((await presenceGrid(own, event.id, any)).total).toBe(3);
    const stranger = contextFor((await buildMember(owner, "trainer")).actor, now, app);
    await expect(presenceGrid(stranger, event.id, any)).rejects.toMatchObject({ status: 404 });
  });
});

describe("the timeline", () => {
  it("says who did what, and how the list filled by days in Tirana", async () => {
    const event = await buildEvent(owner, { state: "tentative" });
    await buildEnrolment(owner, event.id, { state: "waiting", createdAt: new Date("2026-12-01T22:30:00Z") });
    await buildEnrolment(owner, event.id, { state: "waiting", createdAt: new Date("2026-12-01T23:30:00Z") });
    await confirmEvent(context, { eventId: event.id });
    expect(await deedsOfEvent(context, event.id)).toMatchObject([
      { action: "confirm-event", name: expect.any(String) },
    ]);
    expect(await arrivalsOfEvent(context, event.id)).toEqual([
      { day: "2026-12-01", people: 1 },
      { day: "2026-12-02", people: 1 },
    ]);
  });
});

describe("name badges", () => {
  it("hold what opens the door, for those with a seat only; printing them stands in the log", async () => {
    const { event, people } = await held();
    await buildEnrolment(owner, event.id, { state: "waiting" });
    await owner
      .update(enrolments)
      .set({ badgeVersion: 4 })
      .where(eq(enrolments.id, people[1]?.id ?? ""));
    const { badges } = await printBadges(context, { eventId: event.id, part: 1 });
    const versions = [0, 4, 0];
    expect(badges.map(({ badge }) => badge)).toEqual(
      people.map(({ id }, place) => badgeOf({ id, badgeVersion: versions[place] ?? 0 })),
    );
    expect((await printBadges(context, { eventId: event.id, part: 2 })).badges).toEqual([]);
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit.filter(({ action }) => action === "print-badges").map(({ count }) => count)).toEqual([3, 0]);
    await expect(printBadges(context, { eventId: nobody, part: 1 })).rejects.toMatchObject({ status: 404 });
  });

  it("are a PDF with every name, ten a page", async () => {
    const event = await buildEvent(owner, { seats: 40 });
    await buildRoster(owner, event.id, 11);
    const args = await routeArgs("/x.pdf?part=1", { account: manager.account, params: { id: event.id } });
    const answer = (await badgesPdf(args as never)) as Response;
    expect(answer.headers.get("Content-Type")).toBe("application/pdf");
    const pages = await textOfPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pages).toHaveLength(2);
    const text = pages.join("\n");
    for (let place = 1; place <= 11; place++) expect(text).toContain(`Mbiemri${place}`);
  });
});

describe("every page", () => {
  it("is for the training manager, and 404 where the event is unknown", async () => {
    const pages = [presencePage, timelinePage, printPage, badgesPdf] as ((args: never) => Promise<unknown>)[];
    const { event } = await held();
    for (const page of pages) {
      const given = (id: string) => ({ params: { id } });
      const ask = async (options: object) => statusOf(page((await routeArgs("/?q=%25&show=x", options)) as never));
      expect(await ask(given(event.id))).toBe(303);
      expect(await ask({ account: other, ...given(event.id) })).toBe(403);
      expect(await ask({ account: manager.account, ...given(event.id) })).toBe(200);
      expect(await ask({ account: manager.account, ...given(nobody) })).toBe(404);
    }
  });
});
