import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Coordinator } from "#app/context.server";
import { logHours } from "#app/legal-aid/hours/log-hours.server";
import { yearOfService, yearsOfService } from "#app/legal-aid/hours/service-queries.server";
import { logService } from "#app/legal-aid/services/log-service.server";
import { recordOfServices } from "#app/legal-aid/services/record-queries.server";
import { stateForm } from "#app/legal-aid/triage/state-form-queries.server";
import { loader as recordPdf } from "#app/routes/desk/request-record";
import { loader as stateFormPdf } from "#app/routes/desk/request-state-form";
import { loader as servicePdf } from "#app/routes/lawyer/service";
import { setDatabase } from "#db/client.server";
import { aidRequests } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import type { RequestState, Role } from "#db/vocabulary";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { textOfPdf } from "#tests/support/pdf-pages";
import { routeArgs, statusOf } from "#tests/support/signed-in";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
});

const nowhere = "00000000-0000-7000-8000-000000000000";

async function request(state: RequestState = "matching") {
  const requestId = await network.request(desk);
  const given = { requestId, serviceTypeCode: "P1", minutes: 40, givenOn: "2026-11-23" };
  expect(await logService(network.acting(desk), given)).toMatchObject({ ok: true });
  await database.owner.update(aidRequests).set({ state }).where(eq(aidRequests.id, requestId));
  return requestId;
}
async function openings(requestId: string) {
  const rows = await database.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, requestId));
  return rows.map(({ action }) => action).filter((action) => action.startsWith("open-identity"));
}
const signedIn = (actor: { accountId: string; as: Role }) => ({
  account: { id: actor.accountId, roles: [actor.as] },
});
async function fetched(loader: (args: never) => Promise<unknown>, path: string, who: object, params: object) {
  const answer = (await loader((await routeArgs(path, { ...who, params: params as never })) as never)) as Response;
  expect(answer.headers.get("Content-Type")).toBe("application/pdf");
  expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment;/);
  return (await textOfPdf(new Uint8Array(await answer.arrayBuffer()))).join("\n");
}

describe("the record of primary aid", () => {
  const record = (requestId: string, named = true) =>
    recordOfServices(network.acting(desk), { requestId, named, locale: "sq" });

  test("carries services and name, and leaves its audit row", async () => {
    const requestId = await request();
    const given = await record(requestId);
    expect(given).toMatchObject({ name: "Mirela Gjoka", birthYear: "1991" });
    expect(given.services).toMatchObject([{ minutes: 40, givenOn: "2026-11-23" }]);
    expect(await openings(requestId)).toEqual(["open-identity"]);
  });

  test("leaves the name out where the desk wants it so, or needs a reason, or sees it no more", async () => {
    const requestId = await request();
    expect(await record(requestId, false)).toMatchObject({ name: null, birthYear: null });
    expect(await record(await request("assigned"))).toMatchObject({ name: null });
    expect(await record(await request("closed"))).toMatchObject({ name: null });
    expect(await openings(requestId)).toEqual([]);
  });

  test("is a 404 where no aid was logged or nothing is known", async () => {
    await expect(record(await network.request(desk))).rejects.toMatchObject({ status: 404 });
    await expect(record(nowhere)).rejects.toMatchObject({ status: 404 });
  });

  test("is a PDF in both languages, for the desk alone", async () => {
    const id = await request();
    const path = `/desk/requests/${id}/record.pdf`;
    const albanian = await fetched(recordPdf, `${path}?lang=sq`, signedIn(desk), { id });
    expect(albanian).toContain("Procesverbal");
    expect(albanian).toContain("Mirela Gjoka");
    expect(albanian).toContain("40 minuta");
    const english = await fetched(recordPdf, `${path}?lang=en&name=no`, signedIn(desk), { id });
    expect(english).toContain("Record of legal aid");
    expect(english).not.toContain("Gjoka");
    const lawyer = await network.lawyer();
    const stranger = await routeArgs(path, { ...signedIn(lawyer.actor), params: { id } });
    expect(await statusOf(recordPdf(stranger as never))).toBe(403);
  });
});

describe("the self-declaration", () => {
  const form = (requestId: string) => stateForm(network.acting(desk), requestId, "sq");

  test("has the name, the article and its papers, and no way to reach her", async () => {
    const requestId = await network.request(desk);
    await database.owner.update(aidRequests).set({ categoryCode: "K11-A" }).where(eq(aidRequests.id, requestId));
    const filled = await form(requestId);
    expect(filled).toMatchObject({ name: "Mirela Gjoka", article: "11 a", byMeans: false, wage: null });
    expect(filled.papers).toEqual(["identity_document", "police_report", "protection_order"]);
    expect(JSON.stringify(filled)).not.toMatch(/555 7701|Myslym|Kryeziu|Sukth/);
    expect(await openings(requestId)).toEqual(["open-identity"]);
  });

  test("asks for the means where no category of article 11 stands", async () => {
    const requestId = await network.request(desk);
    expect(await form(requestId)).toMatchObject({ article: null, byMeans: true });
    await database.owner.update(aidRequests).set({ categoryCode: "K12-HH" }).where(eq(aidRequests.id, requestId));
    expect(await form(requestId)).toMatchObject({ article: "12", byMeans: true });
  });

  test("is without a name once a lawyer has the case, and a 404 when all has ended", async () => {
    expect(await form(await request("assigned"))).toMatchObject({ name: null });
    await expect(form(await request("closed"))).rejects.toMatchObject({ status: 404 });
    await expect(form(nowhere)).rejects.toMatchObject({ status: 404 });
  });

  test("is a PDF in both languages", async () => {
    const id = await network.request(desk);
    const path = `/desk/requests/${id}/state-form.pdf`;
    expect(await fetched(stateFormPdf, `${path}?lang=sq`, signedIn(desk), { id })).toContain("Formular vetëdeklarimi");
    expect(await fetched(stateFormPdf, `${path}?lang=en`, signedIn(desk), { id })).toContain("Self-declaration form");
  });
});

describe("the certificate of pro bono service", () => {
  test("counts hours and cases of a year, and names nobody who was helped", async () => {
    const lawyer = await network.lawyer({ account: { person: { givenName: "Liri", familyName: "Çela" } } });
    const requestId = await network.request(desk);
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
    const context = network.acting(lawyer.actor);
    for (const minutes of [90, 30])
      expect(await logHours(context, { caseId, workedOn: "2026-11-23", minutes, kind: "court" })).toMatchObject({
        ok: true,
      });
    expect(await yearsOfService(context)).toEqual([2026]);
    expect(await yearOfService(context, 2026, "sq")).toMatchObject({ minutes: 120, cases: 1, closed: 0 });
    await expect(yearOfService(context, 2025, "sq")).rejects.toMatchObject({ status: 404 });
    const text = await fetched(servicePdf, "/lawyer/service/2026.pdf?lang=sq", signedIn(lawyer.actor), {
      year: "2026",
    });
    expect(text).toContain("Liri Çela");
    expect(text).toContain("2 orë");
    expect(text).not.toMatch(/Gjoka|Kryeziu|PK-/);
    const other = await network.lawyer();
    expect(await yearsOfService(network.acting(other.actor))).toEqual([]);
  });

  test.each(["1999", "20", "x", "99999"])("is a 404 for the year %s", async (year) => {
    const lawyer = await network.lawyer();
    const args = await routeArgs(`/lawyer/service/${year}.pdf`, { ...signedIn(lawyer.actor), params: { year } });
    expect(await statusOf(servicePdf(args as never))).toBe(404);
  });
});
