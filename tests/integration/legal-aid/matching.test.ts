import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Coordinator } from "#app/context.server";
import { checkConflicts } from "#app/legal-aid/conflicts/check-conflicts.server";
import { clearConflict } from "#app/legal-aid/conflicts/clear-conflict.server";
import { conflictsOfRequest } from "#app/legal-aid/conflicts/queries.server";
import { matchLawyers, namesOfLawyers } from "#app/legal-aid/matching/queries.server";
import { setDatabase } from "#db/client.server";
import { aidRequests } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { lawyers } from "#db/schema/lawyers";
import { certificates, courseUnlocks } from "#db/schema/training";
import { buildAidRequest, buildCourse, buildEvent, buildOffer, type NewLawyer } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { monday, networkOn } from "#tests/support/network";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
});

const request = (values: Parameters<typeof buildAidRequest>[1] = {}) =>
  buildAidRequest(database.owner, { state: "matching", receivedAt: monday, ...values });
async function why(lawyerId: string, requestId: string, remote = false) {
  const { ranked } = await matchLawyers(network.acting(desk), requestId, { remote });
  return ranked.find((one) => one.lawyerId === lawyerId)?.reasons;
}

describe("filters", () => {
  const cases: [string, NewLawyer, Parameters<typeof buildAidRequest>[1], string[]][] = [
    ["everything fits", {}, {}, []],
    ["suspended", { state: "suspended" }, {}, ["not_active"]],
    ["card expired yesterday", { permitValidTo: "2026-11-22" }, {}, ["permit"]],
    ["card holds to the last day", { permitValidTo: "2026-11-23" }, {}, []],
    ["on leave until tomorrow", { onLeaveUntil: "2026-11-24" }, {}, ["leave"]],
    ["back today", { onLeaveUntil: "2026-11-23" }, {}, []],
    ["a jurist in court", { kind: "jurist", permitValidTo: null }, {}, ["kind"]],
    ["a jurist advising", { kind: "jurist", permitValidTo: null }, { stepKinds: ["advice"] }, []],
    ["a candidate alone", { kind: "candidate_advocate" }, { stepKinds: ["criminal_report"] }, ["kind"]],
    ["another region", { regions: ["AL-01"] }, {}, ["region"]],
    ["another area", { areas: ["FAM-DIV"] }, {}, ["area"]],
    ["another language", { languages: ["sq"] }, { language: "ar" }, ["language"]],
    ["another gender", { gender: "man" }, { genderWish: "woman" }, ["gender"]],
    ["no capacity", { capacity: 0 }, {}, ["capacity"]],
    [
      "several at once",
      { gender: "man", regions: ["AL-01"], capacity: 0 },
      { genderWish: "woman" },
      ["region", "gender", "capacity"],
    ],
  ];
  test.each(cases)("%s", async (_name, lawyer, asked, reasons) => {
    const { id } = await network.lawyer(lawyer);
    expect(await why(id, (await request(asked)).id)).toEqual(reasons);
  });

  test("whoever works remotely counts only where the desk asks for it", async () => {
    const { id } = await network.lawyer({ regions: ["AL-01"], remote: true });
    const { id: requestId } = await request();
    expect(await why(id, requestId)).toEqual(["region"]);
    expect(await why(id, requestId, true)).toEqual([]);
  });

  test("a candidate with a named supervisor", async () => {
    const advocate = await network.lawyer();
    const { id } = await network.lawyer({ kind: "candidate_advocate", supervisorId: advocate.id });
    expect(await why(id, (await request({ stepKinds: ["criminal_report"] })).id)).toEqual([]);
    expect(await why(id, (await request()).id)).toEqual(["kind"]);
  });

  test("asked before, by any offer of the same request", async () => {
    const { id } = await network.lawyer();
    const asked = await request();
    await buildOffer(database.owner, asked, id, { state: "declined", openedAt: monday, endedAt: monday });
    expect(await why(id, asked.id)).toEqual(["asked_before"]);
  });

  test("a certificate that the area asks for, while it is valid", async () => {
    const course = await buildCourse(database.owner);
    const event = await buildEvent(database.owner, { courseId: course.id });
    await database.owner.insert(courseUnlocks).values({ courseId: course.id, areaCode: "CRM-TRA", validMonths: 24 });
    const holder = await network.lawyer({ areas: ["CRM-TRA"] });
    const other = await network.lawyer({ areas: ["CRM-TRA"] });
    const { id: requestId } = await request({ areaCode: "CRM-TRA" });
    const [certificate] = await database.owner
      .insert(certificates)
      .values({
        code: "T-1",
        year: 2025,
        serial: 1,
        eventId: event.id,
        personId: holder.account.personId,
        statement: {} as never,
        issuedAt: new Date("2025-01-10T10:00:00Z"),
      })
      .returning();
    expect(await why(holder.id, requestId)).toEqual([]);
    expect(await why(other.id, requestId)).toEqual(["certificate"]);
    await database.owner.execute(sql`update certificates set state = 'revoked' where id = ${certificate?.id}`);
    expect(await why(holder.id, requestId)).toEqual(["certificate"]);
    await database.owner.execute(
      sql`update certificates set state = 'valid', issued_at = '2024-11-20' where id = ${certificate?.id}`,
    );
    expect(await why(holder.id, requestId)).toEqual(["certificate"]);
  });
});

describe("order", () => {
  test("counts accepted hours, a quarter of expired ones, nothing declined or lost or older than the window", async () => {
    await database.owner.update(lawyers).set({ onLeaveUntil: "2099-01-01" });
    const region = { regions: ["AL-05"], pledgedHours: 40 };
    const [accepted, expired, lost, older] = await Promise.all([
      network.lawyer(region),
      network.lawyer(region),
      network.lawyer(region),
      network.lawyer(region),
    ]);
    const old = await request({ state: "closed" });
    const offer = (lawyerId: string, values: object) =>
      buildOffer(database.owner, old, lawyerId, { openedAt: new Date("2026-10-01T10:00:00Z"), ...values });
    await offer(accepted.id, { state: "accepted", attestedAt: monday, endedAt: monday, estimatedHours: 20 });
    await offer(expired.id, { state: "expired", estimatedHours: 20 });
    await offer(lost.id, { state: "passed_over", estimatedHours: 20 });
    await offer(older.id, {
      state: "accepted",
      attestedAt: monday,
      endedAt: monday,
      estimatedHours: 90,
      openedAt: new Date("2026-01-20T10:00:00Z"),
    });
    const { ranked } = await matchLawyers(network.acting(desk), (await request({ regionIso: "AL-05" })).id);
    const load = Object.fromEntries(ranked.map((one) => [one.lawyerId, one.load]));
    expect([accepted, expired, lost, older].map(({ id }) => load[id])).toEqual([20, 5, 0, 0]);
    const order = ranked.filter(({ place }) => place !== null).map(({ lawyerId }) => lawyerId);
    expect(order.slice(2)).toEqual([expired.id, accepted.id]);
    const again = await matchLawyers(network.acting(desk), (await request({ regionIso: "AL-05" })).id);
    expect(
      again.ranked
        .filter(({ place }) => place !== null)
        .slice(2)
        .map(({ lawyerId }) => lawyerId),
    ).toEqual([expired.id, accepted.id]);
  });

  test("work before a restart of the share does not count", async () => {
    const lawyer = await network.lawyer({ sharesFrom: new Date("2026-11-01T00:00:00Z") });
    const old = await request({ state: "closed" });
    await buildOffer(database.owner, old, lawyer.id, {
      state: "accepted",
      attestedAt: monday,
      endedAt: monday,
      estimatedHours: 30,
      openedAt: new Date("2026-10-01T10:00:00Z"),
    });
    const { ranked } = await matchLawyers(network.acting(desk), (await request()).id);
    expect(ranked.find(({ lawyerId }) => lawyerId === lawyer.id)).toMatchObject({ load: 0, newcomer: true });
  });

  test("says nothing but ids until the names are asked for", async () => {
    const lawyer = await network.lawyer({ account: { person: { givenName: "Zamira", familyName: "Zzname" } } });
    const found = await matchLawyers(network.acting(desk), (await request()).id);
    expect(JSON.stringify(found)).not.toContain("Zzname");
    expect((await namesOfLawyers(network.acting(desk), [lawyer.id])).get(lawyer.id)?.name).toBe("Zamira Zzname");
    await expect(matchLawyers(network.acting(desk), "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("conflicts inside the network", () => {
  test("are found in both directions, go to the desk as codes, and keep the lawyer out", async () => {
    await database.owner.update(lawyers).set({ onLeaveUntil: "2099-01-01" });
    const busy = await network.lawyer();
    const first = await network.request(desk, {
      name: "Mirela Gjoka",
      parties: [{ side: "opponent", name: "Ilir Bashkim Leka" }],
    });
    const [offer] = await network.offer(desk, first, busy.id);
    await network.accept(busy.actor, offer?.id ?? "");
    await database.owner.update(lawyers).set({ capacity: 5 }).where(eq(lawyers.id, busy.id));

    const against = await network.request(desk, {
      name: "Drita Sula",
      parties: [{ side: "opponent", name: "GJOKA Mirela" }],
    });
    const before = await why(busy.id, against);
    expect(before).toEqual([]);
    expect(await checkConflicts(network.acting(desk), { requestId: against })).toMatchObject({
      ok: true,
      enough: true,
      found: 1,
    });
    expect(await why(busy.id, against)).toEqual(["conflict"]);
    const known = await conflictsOfRequest(network.acting(desk), against);
    expect(known.findings).toMatchObject([{ lawyerId: busy.id, band: "conflict", reasons: ["opponent_is_client"] }]);
    expect(JSON.stringify(known)).not.toMatch(/Gjoka|Sula/i);
    expect(await clearConflict(network.acting(desk), { requestId: against, lawyerId: busy.id })).toEqual({
      ok: false,
      reason: "sure_conflict",
    });

    const perhaps = await network.request(desk, {
      name: "Ilir Leka",
      parties: [{ side: "opponent", name: "Genti Mema" }],
    });
    await checkConflicts(network.acting(desk), { requestId: perhaps });
    expect(await why(busy.id, perhaps)).toEqual(["conflict"]);
    expect(await clearConflict(network.acting(desk), { requestId: perhaps, lawyerId: busy.id })).toEqual({ ok: true });
    await checkConflicts(network.acting(desk), { requestId: perhaps });
    expect(await why(busy.id, perhaps)).toEqual([]);

    const opened = await database.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, first));
    expect(opened.filter(({ reason }) => reason === "conflict_check").length).toBeGreaterThan(0);
  });

  test("a lone first name is never clear", async () => {
    const requestId = await network.request(desk, { name: "Shpresa", parties: [] });
    expect(await checkConflicts(network.acting(desk), { requestId })).toMatchObject({ enough: false, found: 0 });
  });

  test("the lawyer who is the opponent is out", async () => {
    const lawyer = await network.lawyer({ account: { person: { givenName: "Petrit", familyName: "Alikaj" } } });
    const requestId = await network.request(desk, { parties: [{ side: "opponent", name: "Alikaj, Petrit" }] });
    await checkConflicts(network.acting(desk), { requestId });
    expect(await why(lawyer.id, requestId)).toEqual(["conflict"]);
    expect((await database.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId))).length).toBe(1);
  });
});
