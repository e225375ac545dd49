import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginSignIn } from "#app/accounts/session.server";
import { looksAtReceipt, looksAtRequest } from "#app/audit/queries.server";
import { type Actor, type Context, contextFor, inTransaction, type Member } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { endBreakGlass } from "#app/legal-aid/break-glass/end-break-glass.server";
import { approvedBreakGlass, oneBreakGlass, openByBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { refuseBreakGlass } from "#app/legal-aid/break-glass/refuse-break-glass.server";
import { addCaseNote } from "#app/legal-aid/cases/add-case-note.server";
import { caseForLawyer, looksAtCase } from "#app/legal-aid/cases/own-case-queries.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { openDataKey } from "#app/protection/data-keys.server";
import * as approval from "#app/routes/audit/break-glass-approval";
import * as filePage from "#app/routes/audit/break-glass-file";
import * as refusalRoute from "#app/routes/audit/break-glass-refusal";
import * as askPage from "#app/routes/audit/request-break-glass";
import { requestIdentities } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { breakGlass } from "#db/schema/break-glass";
import { outboxMessages } from "#db/schema/messages";
import { buildMember } from "#db/seeds/build.server";
import { type Role, type SealedClass, sealedClasses } from "#db/vocabulary";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { statusOf } from "#tests/support/signed-in";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Awaited<ReturnType<ReturnType<typeof networkOn>["desk"]>>;
let dpo: Member<"dpo">;
let auditor: Member<"auditor">;
let requestId: string;

const everything = [...sealedClasses];
// The database asks its own clock: a break-glass of these tests happens now, or so many minutes ago.
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const at = <A extends Actor>(actor: A, minutes = 0): Context<A> => contextFor(actor, ago(minutes), database.app);
const person = async <R extends Role>(role: R) => (await buildMember(database.owner, role)).actor;

async function asked(by = dpo, minutes = 0): Promise<string> {
  const answer = await askForBreakGlass(at(by, minutes), { requestId, reason: "incident" });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.id;
}

async function opened(by = dpo, minutes = 0): Promise<string> {
  const id = await asked(by, minutes);
  expect(await approveBreakGlass(at(auditor, minutes), { id })).toMatchObject({ ok: true });
  return id;
}

/** Straight at the key, with the best that a caller can claim. */
const key = (by: Member<"dpo">, subject = requestId, classes: SealedClass[] = ["identity"]) =>
  inTransaction(at(by), (tx) =>
    openDataKey(tx, { requestId: subject, state: "matching", classes, reason: "incident", standing: "break_glass" }),
  );
const rowsSeen = (by: Member<"dpo">) =>
  inTransaction(at(by), (tx) => tx.db.select({ id: requestIdentities.requestId }).from(requestIdentities));

beforeAll(async () => {
  database = await testDatabase();
  network = networkOn(database);
  desk = await network.desk();
  auditor = await person("auditor");
});
afterAll(stopSendingBoss);

const fresh = async () => {
  dpo = await person("dpo");
  requestId = await network.request(desk);
};

describe("break-glass", () => {
  test("opens nothing by being asked, and everything of one request after somebody else's yes", async () => {
    await fresh();
    const id = await asked();
    expect(await openByBreakGlass(at(dpo), { id, classes: everything })).toEqual({
      ok: false,
      reason: "break_glass_over",
    });
    await expect(key(dpo)).rejects.toMatchObject({ status: 404 });
    expect(await rowsSeen(dpo)).toEqual([]);

    expect(await approveBreakGlass(at(auditor), { id })).toMatchObject({ ok: true });
    const looked = await openByBreakGlass(at(dpo), { id, classes: everything });
    if (!looked.ok) throw new Error(looked.reason);
    expect(looked.opened).toMatchObject({
      identity: { name: "Mirela Gjoka", phone: expect.stringContaining("555 7701") },
      parties: [{ name: "Arben Kryeziu" }],
      story: expect.stringContaining("Sukth"),
      whereabouts: "te motra, rruga Myslym Shyri 14",
      phrases: { toPerson: "dielli i vjeshtës", fromPerson: "mollë e kuqe" },
      contact: { channel: "phone" },
    });
    expect(await rowsSeen(dpo)).toEqual([{ id: requestId }]);
    const other = await network.request(desk);
    await expect(key(dpo, other)).rejects.toMatchObject({ status: 404 });
  });

  test("opens only what was chosen, and the log says what, why and by whom", async () => {
    await fresh();
    const id = await opened();
    const looked = await openByBreakGlass(at(dpo), { id, classes: ["story"] });
    if (!looked.ok) throw new Error(looked.reason);
    expect(looked.opened).toMatchObject({ identity: null, contact: null, whereabouts: null, phrases: null });
    expect(looked.opened.story).toContain("Sukth");
    const rows = await database.owner
      .select({ action: auditEvents.action, actor: auditEvents.actorKind, reason: auditEvents.reason })
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, requestId), eq(auditEvents.reason, "incident")))
      .orderBy(auditEvents.sequence);
    expect(rows).toEqual([
      { action: "ask-break-glass", actor: "dpo", reason: "incident" },
      { action: "approve-break-glass", actor: "auditor", reason: "incident" },
      { action: "open-story", actor: "dpo", reason: "incident" },
    ]);
  });

  test("is decided by a data-protection officer, auditor or administrator who did not ask", async () => {
    await fresh();
    const id = await asked();
    expect(await approveBreakGlass(at(dpo), { id })).toEqual({ ok: false, reason: "own_asking" });
    expect(await refuseBreakGlass(at(dpo), { id })).toEqual({ ok: false, reason: "own_asking" });
    const samePerson = { ...auditor, personId: dpo.personId };
    expect(await approveBreakGlass(at(samePerson), { id })).toEqual({ ok: false, reason: "own_asking" });
    for (const role of ["coordinator", "lawyer", "manager", "trainer"] as const) {
      const stranger = (await person(role)) as unknown as typeof auditor;
      await expect(approveBreakGlass(at(stranger), { id }), role).rejects.toMatchObject({ status: 404 });
    }
    const administrator = await person("administrator");
    expect(await refuseBreakGlass(at(administrator), { id })).toEqual({ ok: true });
    expect(await approveBreakGlass(at(auditor), { id })).toEqual({ ok: false, reason: "decided_already" });
    await expect(key(dpo)).rejects.toMatchObject({ status: 404 });
    const again = await asked();
    expect(await approveBreakGlass(at(await person("dpo")), { id: again })).toMatchObject({ ok: true });
  });

  test("belongs to whoever asked", async () => {
    await fresh();
    const id = await opened();
    const otherDpo = await person("dpo");
    await expect(openByBreakGlass(at(otherDpo), { id, classes: ["identity"] })).rejects.toMatchObject({ status: 404 });
    await expect(key(otherDpo)).rejects.toMatchObject({ status: 404 });
    expect(await rowsSeen(otherDpo)).toEqual([]);
    expect((await oneBreakGlass(at(auditor), id)).mayLook).toBe(false);
  });

  test("is over after sixty minutes by itself", async () => {
    await fresh();
    const id = await opened(dpo, 60);
    expect((await oneBreakGlass(at(dpo), id)).stage).toBe("ended");
    expect(await openByBreakGlass(at(dpo), { id, classes: ["identity"] })).toMatchObject({ ok: false });
    await expect(key(dpo)).rejects.toMatchObject({ status: 404 });
    expect(await rowsSeen(dpo)).toEqual([]);
    expect(await asked(), "asked anew").not.toBe(id);
    await fresh();
    await opened(dpo, 59);
    await expect(key(dpo)).resolves.toHaveLength(32);
  });

  test("is ended by hand, by its owner or another overseer, once", async () => {
    await fresh();
    const id = await opened();
    expect(await askForBreakGlass(at(dpo), { requestId, reason: "danger" })).toEqual({
      ok: false,
      reason: "already_asked",
      id,
    });
    expect(await endBreakGlass(at(await person("administrator")), { id })).toEqual({ ok: true });
    expect(await endBreakGlass(at(dpo), { id })).toEqual({ ok: false, reason: "ended_already" });
    await expect(key(dpo)).rejects.toMatchObject({ status: 404 });
    const lapsed = await asked(dpo, 24 * 60);
    expect(await approveBreakGlass(at(auditor), { id: lapsed })).toEqual({ ok: false, reason: "decided_already" });
    await expect(askForBreakGlass(at(dpo), { requestId: dpo.accountId, reason: "danger" })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("is decided once, however many decide at the same moment", async () => {
    await fresh();
    const id = await asked();
    const others = await Promise.all(Array.from({ length: 6 }, () => person("auditor")));
    const answers = await Promise.all(
      others.map((one, place) => (place % 2 ? refuseBreakGlass(at(one), { id }) : approveBreakGlass(at(one), { id }))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("the database", () => {
  /** As the application, in the name of somebody, past every command. */
  const write = (by: Actor, statement: ReturnType<typeof sql>) =>
    inTransaction(at(by), ({ db }) => db.execute(statement));

  test("holds the steps, the second person and the hour, whoever writes the row", async () => {
    await fresh();
    const id = await asked();
    const open = (who: string, hours = 1) =>
      sql`update break_glass set state = 'open', decided_by = ${who}, decided_at = now(),
        ends_at = now() + make_interval(hours => ${hours}) where id = ${id}`;
    await expect(write(dpo, open(dpo.accountId)), "the one who asked").rejects.toThrow();
    await expect(write(dpo, open(auditor.accountId)), "in another's name").rejects.toThrow();
    await expect(write(auditor, open(auditor.accountId, 2)), "two hours").rejects.toThrow();
    const later = sql`update break_glass set state = 'open', decided_by = ${auditor.accountId},
      decided_at = now() + interval '1 day', ends_at = now() + interval '1 day 1 hour' where id = ${id}`;
    await expect(write(auditor, later), "tomorrow").rejects.toThrow();
    await expect(
      write(
        auditor,
        sql`insert into break_glass (request_id, reason, asked_by, asked_at)
        values (${requestId}, 'incident', ${auditor.accountId}, now())`,
      ),
      "an auditor asks",
    ).rejects.toThrow();
    await expect(
      write(
        dpo,
        sql`insert into break_glass (request_id, reason, state, asked_by, asked_at, decided_by, decided_at, ends_at)
        values (${requestId}, 'incident', 'open', ${dpo.accountId}, now(), ${auditor.accountId}, now(), now() + interval '1 hour')`,
      ),
      "open from the start",
    ).rejects.toThrow();
    await approveBreakGlass(at(auditor), { id });
    await expect(
      write(dpo, sql`update break_glass set ends_at = ends_at + interval '1 minute' where id = ${id}`),
    ).rejects.toThrow();
    await expect(
      write(dpo, sql`update break_glass set request_id = request_id, asked_by = ${auditor.accountId} where id = ${id}`),
    ).rejects.toThrow();
    await expect(write(dpo, sql`delete from break_glass where id = ${id}`)).rejects.toThrow();
    await expect(database.owner.delete(breakGlass).where(eq(breakGlass.id, id)), "the owner").rejects.toThrow();
    await endBreakGlass(at(dpo), { id });
    await expect(write(auditor, open(auditor.accountId)), "again").rejects.toThrow();
  });

  test("shows rows to whom they are told only", async () => {
    await fresh();
    await opened();
    const seen = (by: Actor) => inTransaction(at(by), ({ db }) => db.select({ id: breakGlass.id }).from(breakGlass));
    expect(await database.app.select().from(breakGlass)).toEqual([]);
    for (const role of ["manager", "trainer", "lawyer", "referrer", "professional"] as const)
      expect(await seen(await person(role)), role).toEqual([]);
    expect((await seen(desk)).length).toBeGreaterThan(0);
  });
});

describe("everybody concerned", () => {
  test("hears of it in neutral words, and sees it loud on request and case", async () => {
    await fresh();
    const lawyer = await network.lawyer();
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
    await addCaseNote(network.acting(lawyer.actor), { caseId, body: "Seanca u shty." });
    const id = await asked();
    expect(await approvedBreakGlass(at(desk), requestId)).toEqual([]);
    await approveBreakGlass(at(auditor), { id });
    const looked = await openByBreakGlass(at(dpo), { id, classes: ["case_note"] });
    expect(looked).toMatchObject({ ok: true, opened: { notes: [{ text: "Seanca u shty." }] } });

    expect(await approvedBreakGlass(at(desk), requestId)).toMatchObject([{ id, running: true }]);
    expect((await caseForLawyer(at(lawyer.actor), caseId)).broken).toMatchObject([{ id, running: true }]);
    await endBreakGlass(at(dpo), { id });
    expect(await approvedBreakGlass(at(desk), requestId)).toMatchObject([{ id, running: false }]);

    const told = await database.owner
      .select({ id: outboxMessages.id, kind: outboxMessages.kind, to: outboxMessages.recipientId })
      .from(outboxMessages)
      .where(sql`${outboxMessages.deduplicationKey} like ${`%${id}%`}`);
    const kindsTo = (account: string) => told.filter(({ to }) => to === account).map(({ kind }) => kind);
    expect(kindsTo(auditor.accountId)).toEqual(["break_glass_asked"]);
    expect(kindsTo(dpo.accountId)).toEqual(["break_glass_decided"]);
    expect(kindsTo(desk.accountId)).toEqual(["desk_attention"]);
    expect(kindsTo(lawyer.account.id)).toEqual([]);
    for (const { id: message } of told.filter(({ kind }) => kind.startsWith("break_glass"))) {
      const mail = await renderMessage(at({ kind: "system" }), message);
      const words = JSON.stringify({ ...mail, to: "" });
      expect(words).not.toMatch(/break|dosj|kërkes|request|hapj|mirela|gjoka|PK-/i);
    }
  });

  test("finds it among who looked: the desk by name, the lawyer by role, the person as a number", async () => {
    await fresh();
    const lawyer = await network.lawyer();
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
    await addCaseNote(network.acting(lawyer.actor), { caseId, body: "…" });
    await openByBreakGlass(at(dpo), { id: await opened(), classes: ["identity", "story"] });
    const forDesk = await looksAtRequest(at(desk), requestId);
    expect(forDesk.rows[0]).toMatchObject({
      actorKind: "dpo",
      action: "open-identity+story",
      reason: "incident",
      name: "Jonida Hoxha",
    });
    const forLawyer = (await looksAtCase(at(lawyer.actor), caseId, 1)).looks;
    expect(forLawyer.total).toBe(forDesk.total);
    expect(forLawyer.rows.every(({ name }) => name === null)).toBe(true);
    expect(forLawyer.rows.map(({ actorKind, own }) => [actorKind, own])).toContainEqual(["lawyer", true]);
    const stranger = await network.lawyer();
    await expect(looksAtCase(at(stranger.actor), caseId, 1)).rejects.toMatchObject({ status: 404 });
    const forPerson = await looksAtReceipt(at({ kind: "receipt", requestId }));
    expect(forPerson).toMatchObject({ total: forDesk.total, last: { actorKind: "dpo" } });
    const pages = await looksAtRequest(at(desk), requestId, 2, 2);
    expect(pages.rows[0]?.id).toBe(forDesk.rows[2]?.id);
  });
});

describe("a fresh second factor", () => {
  const visit = async (member: Member, path: string, minutes: number, form?: Record<string, string>) => {
    const given = new Date(Date.now() - minutes * 60_000);
    const cookie = await beginSignIn({ id: member.accountId, roles: member.roles }, null, new Date(), given);
    const request = new Request(`http://localhost:3000${path}`, {
      headers: { Cookie: cookie.split(";")[0] ?? "" },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    return { request, context: { nonce: "", requestId: "t", clientAddress: "10.0.0.1" }, url: undefined } as never;
  };
  const location = async (answer: Promise<unknown>) => {
    const given = await answer.catch((thrown: unknown) => thrown);
    return given instanceof Response ? given.headers.get("Location") : null;
  };
  const withId = (args: unknown, id: string) => ({ ...(args as object), params: { id } }) as never;

  test("is asked for when asking, deciding and looking", async () => {
    await fresh();
    const ask = `/audit/requests/${requestId}/break-glass`;
    const stale = async (member: Member, path: string, form?: Record<string, string>) =>
      withId(await visit(member, path, 6, form), path.split("/")[3] ?? "");
    expect(await location(askPage.loader(await stale(dpo, ask)))).toMatch(/^\/account\/confirm/);
    expect(await location(askPage.action(await stale(dpo, ask, { reason: "incident" })))).toMatch(/confirm/);
    const id = await asked();
    const one = `/audit/break-glass/${id}`;
    expect(await location(approval.action(await stale(auditor, `${one}/approval`, {})))).toBe(
      `/account/confirm?to=${encodeURIComponent(one)}`,
    );
    expect(await location(refusalRoute.action(await stale(auditor, `${one}/refusal`, {})))).toMatch(/confirm/);
    expect((await oneBreakGlass(at(auditor), id)).stage).toBe("asked");
    await approveBreakGlass(at(auditor), { id });
    expect(await location(filePage.loader(await stale(dpo, `${one}/file`)))).toMatch(/confirm/);
    expect(await location(filePage.action(await stale(dpo, `${one}/file`, { classes: "story" })))).toMatch(/confirm/);
    const looks = await looksAtRequest(at(desk), requestId);
    expect(looks.rows.filter(({ actorKind }) => actorKind === "dpo")).toEqual([]);
    const now = withId(await visit(dpo, `${one}/file`, 0, { classes: "story" }), id);
    const answer = await filePage.action(now);
    expect(JSON.stringify(answer)).toContain("Sukth");
    expect(await statusOf(filePage.action(withId(await visit(dpo, `${one}/file`, 0, {}), id)))).toBe(400);
  });
});
