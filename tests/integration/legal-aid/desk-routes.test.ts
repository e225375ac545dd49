import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { beginSignIn } from "#app/accounts/session.server";
import { type Coordinator, contextFor } from "#app/context.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import * as deskHome from "#app/routes/desk/home";
import * as request from "#app/routes/desk/request";
import * as calls from "#app/routes/desk/request-calls";
import * as closing from "#app/routes/desk/request-closing";
import * as consents from "#app/routes/desk/request-consents";
import * as means from "#app/routes/desk/request-means";
import * as messages from "#app/routes/desk/request-messages";
import * as newRequest from "#app/routes/desk/request-new";
import * as reopening from "#app/routes/desk/request-reopening";
import * as services from "#app/routes/desk/request-services";
import * as story from "#app/routes/desk/request-story";
import * as triage from "#app/routes/desk/request-triage";
import * as triageOpening from "#app/routes/desk/request-triage-opening";
import * as withdrawal from "#app/routes/desk/request-withdrawal";
import * as requests from "#app/routes/desk/requests";
import * as partnerHome from "#app/routes/partner/home";
import * as nominations from "#app/routes/partner/nominations";
import * as newReferral from "#app/routes/partner/request-new";
import { aidRequests } from "#db/schema/aid-requests";
import { buildMember } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";
import { refusal } from "#tests/support/refusal";

let made: TestDatabase;
let coordinator: Coordinator;
const cookies: Partial<Record<Role, string>> = {};
beforeAll(async () => {
  made = await testDatabase();
  for (const role of ["coordinator", "referrer", "lawyer", "administrator", "manager"] as const) {
    const { account, actor } = await buildMember(made.owner, role);
    if (role === "coordinator") coordinator = actor as Coordinator;
    cookies[role] = await beginSignIn({ id: account.id, roles: [role] }, null, new Date(), new Date());
  }
});

type Fields = Record<string, string | string[]>;

function args(role: Role | null, path: string, fields?: Fields): LoaderFunctionArgs & ActionFunctionArgs {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields ?? {}))
    for (const value of [values].flat()) body.append(name, value);
  return {
    request: new Request(`http://localhost:3000${path}`, {
      headers: { Cookie: role ? (cookies[role]?.split(";")[0] ?? "") : "" },
      ...(fields && { method: "POST", body }),
    }),
    params: { id: /^\/desk\/requests\/([^/?]+)/.exec(path)?.[1] },
    context: { clientAddress: "192.0.2.1", nonce: "", requestId: "" },
  };
}
const asDesk = (path: string, fields?: Fields) => args("coordinator", path, fields);

async function file(values: Parameters<typeof filing>[0] = {}) {
  const submitted = await submitRequest(contextFor(coordinator, new Date(), made.app), {
    source: "phone",
    filing: filing(values),
  });
  if (!submitted.ok) throw new Error(submitted.reason);
  return { ...submitted, path: `/desk/requests/${submitted.requestId}` };
}

async function follow(answer: unknown): Promise<string> {
  const given = await Promise.resolve(answer).catch((thrown: unknown) => thrown);
  if (!(given instanceof Response)) throw new Error("no redirect");
  expect(given.status).toBe(303);
  return given.headers.get("Location") ?? "";
}

type Page = {
  loader?: (args: LoaderFunctionArgs) => unknown;
  action?: (args: ActionFunctionArgs) => unknown;
};
const deskPages: [string, Page][] = [
  ["", request],
  ["/story", story],
  ["/messages", messages],
  ["/triage", triage],
  ["/means", means],
  ["/services", services],
  ["/consents", consents],
  ["/closing", closing],
  ["/reopening", reopening],
  ["/withdrawal", withdrawal],
  ["/calls", calls],
  ["/triage-opening", triageOpening],
];

describe("who may come in", () => {
  test.each(deskPages)("desk/requests/:id%s is for coordinators only, reading and writing", async (end, page) => {
    const { path } = await file();
    for (const method of [page.loader, page.action]) {
      if (!method) continue;
      const fields = method === page.action ? { reason: "triage", body: "x" } : undefined;
      for (const role of ["lawyer", "referrer", "administrator", "manager"] as const)
        await expect(Promise.resolve().then(() => method(args(role, path + end, fields)))).rejects.toMatchObject({
          status: 403,
        });
      await expect(Promise.resolve().then(() => method(args(null, path + end, fields)))).rejects.toMatchObject({
        status: 303,
      });
    }
  });

  test.each(deskPages)(
    "desk/requests/:id%s answers 404 for what is no id and for what does not exist",
    async (end, page) => {
      const valid: Fields = {
        reason: "triage",
        body: "x",
        situation: "single",
        monthlyIncome: "1",
        assets: "1",
        serviceTypeCode: "P1",
        minutes: "5",
        givenOn: "2026-11-01",
        outcome: "declined",
        urgency: "standard",
      };
      for (const id of ["nonsense", "1' or '1'='1", "00000000-0000-7000-8000-000000000000"])
        for (const method of [page.loader, page.action]) {
          if (!method) continue;
          const path = `/desk/requests/${encodeURIComponent(id)}${end}`;
          const given = asDesk(path, method === page.action ? valid : undefined);
          await expect(Promise.resolve().then(() => method(given))).rejects.toMatchObject({ status: 404 });
        }
    },
  );

  test("partners' pages are for referrers and institutions", async () => {
    await expect(partnerHome.loader(args("coordinator", "/partner"))).rejects.toMatchObject({ status: 403 });
    await expect(newReferral.loader(args("coordinator", "/partner/requests/new"))).rejects.toMatchObject({
      status: 403,
    });
    await expect(nominations.loader(args("referrer", "/partner/nominations"))).rejects.toMatchObject({ status: 403 });
  });
});

describe("the desk", () => {
  test("queue and list carry no name, story or phone", async () => {
    await file({ signals: { dangerNow: true, courtDate: null, protectionOrder: false, nextDateOn: null } });
    const queue = await deskHome.loader(asDesk("/desk"));
    const list = await requests.loader(asDesk("/desk/requests?state=all&sort=received&dir=desc&page=1&q=pk"));
    expect(queue.waiting.length).toBeGreaterThan(0);
    expect(list.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([queue, list])).not.toMatch(/kanar|zbulu|069 ?731/i);
    const odd = await requests.loader(
      asDesk("/desk/requests?state=x&sort=name;drop&dir=up&page=-3&region=AL-77&q=%25_"),
    );
    expect(odd.filter).toMatchObject({ state: "open", sort: "urgency", direction: "asc", page: 1, regionIso: null });
  });

  test("a request by phone is filed once; its receipt stands in the answer", async () => {
    const { requestId } = await newRequest.loader(asDesk("/desk/requests/new"));
    const fields = { source: "phone", requestId, channel: "page", language: "sq", process: "yes", name: "Mira Kanari" };
    const answer = await newRequest.action(asDesk("/desk/requests/new", fields));
    if (!("filed" in answer.data)) throw new Error("not filed");
    expect(answer.data.filed.receipt?.secret).toMatch(/^\d{16}$/);
    const again = await newRequest.action(asDesk("/desk/requests/new", fields));
    expect(again.init?.status).toBe(400);
    const refusals: [Fields, string][] = [
      [{ process: "" }, "process"],
      [{ channel: "phone" }, "phone"],
      [{ areaCode: "NOPE" }, "areaCode"],
      [{ source: "rumour" }, "source"],
      [{ requestId: "x" }, "requestId"],
      [{ birthYear: "abc" }, "birthYear"],
    ];
    for (const [wrong, field] of refusals) {
      const refused = await newRequest.action(
        asDesk("/desk/requests/new", { ...fields, requestId: crypto.randomUUID(), ...wrong } as Fields),
      );
      expect(refused.init?.status, field).toBe(400);
      expect(Object.keys(refused.data.form?.errors ?? {}), field).toContain(field);
      expect(refused.data.form?.values.name).toBe("Mira Kanari");
    }
  });

  test("story opens in the answer to a reason only", async () => {
    const { path } = await file();
    expect(JSON.stringify(await story.loader(asDesk(`${path}/story`)))).not.toMatch(/kanar/i);
    const without = await story.action(asDesk(`${path}/story`, { reason: "curiosity" }));
    expect(without.init?.status).toBe(400);
    const answer = await story.action(asDesk(`${path}/story`, { reason: "safety" }));
    if (!("opened" in answer.data)) throw new Error("not opened");
    expect(answer.data.opened.file?.story).toBe("Kanarina këndon në Zbulushë");
    const page = await request.loader(asDesk(path));
    expect(page.looks.rows[0]).toMatchObject({ reason: expect.any(String) });
    expect(JSON.stringify({ ...page, identity: null, contact: null })).not.toMatch(/kanar|zbulu|069 ?731/i);
  });

  test("from taking it in hand to a decision, aid logged, closed and opened again", async () => {
    const { path, requestId } = await file();
    expect(await follow(triageOpening.action(asDesk(`${path}/triage-opening`, {})))).toBe(`${path}/triage`);
    const page = await triage.loader(asDesk(`${path}/triage`));
    expect(page.proposal.categoryCode).toBe("K11-A");
    expect(page.mayBeOffered).toBe(true);
    const decision = { outcome: "matching", urgency: "standard", areaCode: "CRM-DV", reason: "Neni 11." };
    const missing = await refusal(triage.action(asDesk(`${path}/triage`, decision)));
    expect(missing.errors).toHaveProperty("stepKinds");
    expect(missing.values).toMatchObject({ reason: "Neni 11." });
    const advice = { ...decision, outcome: "primary_only" };
    expect(await follow(triage.action(asDesk(`${path}/triage`, advice)))).toBe(path);
    const late = await refusal(triage.action(asDesk(`${path}/triage`, advice)));
    expect(late.errors.form?.[0]?.key).toBe("wrong_state");
    const service = { serviceTypeCode: "P2", minutes: "45", givenOn: "2020-01-01" };
    const early = await refusal(services.action(asDesk(`${path}/services`, service)));
    expect(early.errors).toHaveProperty("givenOn");
    const { today } = await services.loader(asDesk(`${path}/services`));
    expect(await follow(services.action(asDesk(`${path}/services`, { ...service, givenOn: today })))).toBe(path);
    expect(await follow(calls.action(asDesk(`${path}/calls`, { reached: "yes" })))).toBe(path);
    expect(await follow(consents.action(asDesk(`${path}/consents`, { kinds: ["conflict_check"] })))).toBe(path);
    expect(await follow(messages.action(asDesk(`${path}/messages`, { body: "Ejani nesër." })))).toBe(
      `${path}/messages`,
    );
    expect((await messages.loader(asDesk(`${path}/messages`))).messages.map(({ text }) => text)).toEqual([
      "Ejani nesër.",
    ]);
    expect(await follow(closing.action(asDesk(`${path}/closing`, { reason: "U këshillua." })))).toBe(path);
    expect((await messages.loader(asDesk(`${path}/messages`))).messages).toEqual([]);
    expect(await follow(reopening.action(asDesk(`${path}/reopening`, { reason: "Kthehet." })))).toBe(path);
    expect(await follow(withdrawal.action(asDesk(`${path}/withdrawal`, {})))).toBe(path);
    const [row] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    expect(row?.state).toBe("withdrawn");
  });

  test("the means test answers with its limits and keeps nothing", async () => {
    const { path } = await file();
    const fields = { situation: "household", monthlyIncome: "40000", assets: "1800000" };
    const heads = await means.action(asDesk(`${path}/means`, fields));
    expect(heads.init?.status).toBe(400);
    const answer = await means.action(asDesk(`${path}/means`, { ...fields, heads: "2" }));
    if (!("result" in answer.data)) throw new Error("no result");
    expect(answer.data.result).toMatchObject({ within: true, categoryCode: "K12-HH", incomeLimit: 25_000 });
  });
});

describe("a referrer", () => {
  test("files with consent and sees afterwards only that it was received", async () => {
    const { requestId } = await newReferral.loader(args("referrer", "/partner/requests/new"));
    const fields = {
      requestId,
      channel: "trusted_person",
      trustedName: "Motra",
      trustedContact: "068 222 3344",
      language: "sq",
      process: "yes",
      name: "Dritëkanare Zbuluese",
    };
    const unreachable = { ...fields, consentSeen: "yes", channel: "page" };
    expect(
      (await refusal(newReferral.action(args("referrer", "/partner/requests/new", unreachable)))).errors,
      "nobody would hear anything",
    ).toHaveProperty("channel");
    const without = await refusal(newReferral.action(args("referrer", "/partner/requests/new", fields)));
    expect(without.errors).toHaveProperty("consentSeen");
    expect(
      await follow(newReferral.action(args("referrer", "/partner/requests/new", { ...fields, consentSeen: "yes" }))),
    ).toBe("/partner");
    const { filings } = await partnerHome.loader(args("referrer", "/partner"));
    expect(filings?.map(({ id }) => id)).toContain(requestId);
    expect(Object.keys(filings?.[0] ?? {}).sort()).toEqual(["answered", "id", "receivedAt"]);
  });
});
