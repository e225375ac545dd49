import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { action as make } from "#app/routes/teach/sheet";
import { loader as pdf } from "#app/routes/teach/sheet-pdf";
import { loader as page } from "#app/routes/teach/sheets";
import { blankRows, rowsPerPage } from "#app/training/sheets/layout";
import { makeSheet } from "#app/training/sheets/make-sheet.server";
import { auditEvents } from "#db/schema/audit";
import { attendanceSheetRows, attendanceSheets } from "#db/schema/sheets";
import { events } from "#db/schema/training";
import { buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { textOfPdf } from "#tests/support/pdf-pages";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
const trainer = await buildMember(owner, "trainer");
const stranger = await buildMember(owner, "trainer");
const event = await buildEvent(owner, { seats: 40, trainerIds: [trainer.account.id] });
const roster = await buildRoster(owner, event.id, 20);
const sittingId = event.sittings[0]?.id ?? "";
const asTrainer = contextFor(trainer.actor, new Date(), app);
const args = (account: typeof trainer.account, params: Record<string, string>, form?: Record<string, string>) =>
  routeArgs("/", { account, params, ...(form && { form }) }) as Promise<never>;

describe("a signature sheet", () => {
  it("holds everybody with a seat by family name, and blank rows to the end of its last page", async () => {
    const made = await makeSheet(asTrainer, { sittingId });
    if (!made.ok) throw new Error(made.reason);
    const rows = await owner
      .select()
      .from(attendanceSheetRows)
      .where(eq(attendanceSheetRows.sheetId, made.sheetId))
      .orderBy(asc(attendanceSheetRows.position));
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 2 * rowsPerPage }, (_, at) => at + 1));
    const named = rows.flatMap(({ enrolmentId }) => enrolmentId ?? []);
    expect(new Set(named)).toEqual(new Set(roster.map(({ id }) => id)));
    expect(rows.slice(named.length).every(({ enrolmentId }) => enrolmentId === null)).toBe(true);
    expect(rows.length - named.length).toBeGreaterThanOrEqual(blankRows);
    const [audit] = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit).toMatchObject({ action: "make-sheet", actorId: trainer.account.id, count: 20 });
  });

  it("is printed with names and code on every page, for its own trainer only", async () => {
    expect(await statusOf(make(await args(trainer.account, { id: sittingId }, {})))).toBe(303);
    const sheets = await owner.select().from(attendanceSheets).where(eq(attendanceSheets.sittingId, sittingId));
    const sheet = sheets.at(-1);
    const params = { id: sittingId, sheetId: sheet?.id ?? "" };
    const answer = (await pdf(await args(trainer.account, params))) as Response;
    expect(answer.headers.get("Content-Disposition")).toContain(`nenshkrime-${sheet?.code}.pdf`);
    const pages = await textOfPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pages).toHaveLength(2);
    for (const text of pages) expect(text).toContain(sheet?.code.slice(0, 5));
    for (const who of [stranger.account, trainer.account]) {
      const elsewhere = who === trainer.account ? { ...params, id: event.sittings[1]?.id ?? "0" } : params;
      expect(await statusOf(pdf(await args(who, elsewhere)))).toBe(404);
    }
    expect(await statusOf(page(await args(stranger.account, { id: sittingId })))).toBe(404);
    expect(await statusOf(page(await args(trainer.account, { id: sittingId })))).toBe(200);
    expect(await statusOf(make(await args(stranger.account, { id: sittingId }, {})))).toBe(404);
  });

  it("is not made for an event that was cancelled", async () => {
    const gone = await buildEvent(owner, { trainerIds: [trainer.account.id] });
    await owner.update(events).set({ state: "cancelled" }).where(eq(events.id, gone.id));
    const result = await makeSheet(asTrainer, { sittingId: gone.sittings[0]?.id ?? "" });
    expect(result).toEqual({ ok: false, reason: "event_cancelled" });
  });
});
