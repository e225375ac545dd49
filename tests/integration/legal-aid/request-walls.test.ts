import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { looksAtRequest } from "#app/audit/queries.server";
import { contextFor, inTransaction } from "#app/context.server";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import { filingsOfReferrer } from "#app/legal-aid/aid-requests/filing-queries.server";
import { deskQueue, requestsForDesk } from "#app/legal-aid/aid-requests/queries.server";
import { requestForDesk, storyForDesk } from "#app/legal-aid/aid-requests/request-queries.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { decideTriage } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { requestIdentities, requestParties, requestSafety, requestStories } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { filing } from "#tests/support/filings";
import { decision, now, requestsHere } from "#tests/support/requests";

const { made, referrer, desk, holder, file, inState } = await requestsHere();

describe("the walls", () => {
  const sealedTables = [requestIdentities, requestStories, requestSafety, requestParties];

  test("a query that forgets its actor gets nothing; the desk's gets what it needs", async () => {
    await file();
    for (const table of sealedTables) {
      expect(await made.app.select().from(table)).toEqual([]);
      for (const actor of [{ kind: "anyone" as const }, referrer]) {
        const rows = await inTransaction(contextFor(actor, now, made.app), ({ db }) => db.select().from(table));
        expect(rows).toEqual([]);
      }
      expect((await inTransaction(desk(), ({ db }) => db.select().from(table))).length).toBeGreaterThan(0);
    }
  });

  test("a receipt sees its own rows only", async () => {
    const { requestId } = await file();
    const rows = await inTransaction(holder(requestId), ({ db }) => db.select().from(requestIdentities));
    expect(rows.map((row) => row.requestId)).toEqual([requestId]);
  });

  test("no audit row, no key", async () => {
    const { requestId } = await file();
    await expect(made.app.execute(sql`select * from vault.data_keys`)).rejects.toThrow();
    await expect(
      inTransaction(desk(), ({ db }) => db.execute(sql`select * from vault.open_key(${requestId}, uuidv7())`)),
    ).rejects.toThrow();
    const [earlier] = await made.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, requestId));
    await expect(
      inTransaction(desk(), ({ db }) =>
        db.execute(sql`select * from vault.open_key(${requestId}, ${earlier?.id}::uuid)`),
      ),
      "yesterday's row opens nothing today",
    ).rejects.toThrow();
  });

  test("every look is on record, and after the end the desk sees no name", async () => {
    const { requestId } = await inState("primary_only");
    const opened = await requestForDesk(desk(), requestId);
    expect(opened.identity?.name).toBe("Dritëkanare Zbuluese");
    expect(opened.identity?.parties.map(({ name }) => name)).toEqual(["Skënderkanar Opozitari"]);
    const story = await storyForDesk(desk(), requestId, "follow_up");
    expect(story.file).toMatchObject({ story: "Kanarina këndon në Zbulushë", whereabouts: "Rruga e Kanarinës 7" });
    const looks = await looksAtRequest(desk(), requestId);
    expect(looks.rows.map(({ action, reason }) => [action, reason])).toEqual([
      ["open-story+whereabouts+phrases", "follow_up"],
      ["open-identity+party", "follow_up"],
      ["open-safety", "contact"],
      ["open-identity+party", "intake"],
      // The triage's sentence was compared with the names.
      ["open-identity+party", "intake"],
    ]);
    for (const reason of ["Drite Zbulueses iu tha", "Skenderkanari u njoftua", "tel 069 731 4402", "shkruaj a@b.al"])
      expect(await closeRequest(desk(), { requestId, reason })).toEqual({ ok: false, reason: "names_in_reason" });
    await closeRequest(desk(), { requestId, reason: "U këshillua." });
    const ended = await requestForDesk(desk(), requestId);
    expect(ended).toMatchObject({ sight: "closed", identity: null, contact: null });
    await expect(storyForDesk(desk(), requestId, "follow_up")).rejects.toMatchObject({ status: 404 });
    await expect(
      inTransaction(desk(), (tx) =>
        openDataKey(tx, { requestId, state: "closed", classes: ["identity"], reason: "intake" }),
      ),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("lists carry nothing that identifies", async () => {
    await file();
    const filter = {
      search: "",
      state: "all" as const,
      urgency: null,
      regionIso: null,
      sort: "received" as const,
      direction: "desc" as const,
      page: 1,
    };
    const { rows, total } = await requestsForDesk(desk(), filter);
    expect(total).toBeGreaterThan(0);
    expect(JSON.stringify([rows, await deskQueue(desk())])).not.toMatch(/kanar|Zbulu|069 ?731/i);
    const [first] = rows;
    const found = await requestsForDesk(desk(), { ...filter, search: first?.code.toLowerCase().slice(3) ?? "" });
    expect(found.rows.map(({ id }) => id)).toContain(first?.id);
  });

  test("a referrer learns whether it was received or answered, and nothing else", async () => {
    const context = contextFor(referrer, now, made.app);
    const filed = await submitRequest(context, { source: "referrer", filing: filing() });
    if (!filed.ok) throw new Error(filed.reason);
    const own = async () => (await filingsOfReferrer(context)).find(({ id }) => id === filed.requestId);
    expect(await own()).toEqual({ id: filed.requestId, receivedAt: now, answered: false });
    await openTriage(desk(), { requestId: filed.requestId });
    expect((await own())?.answered).toBe(false);
    await decideTriage(desk(), decision(filed.requestId));
    expect((await own())?.answered).toBe(true);
  });
});
