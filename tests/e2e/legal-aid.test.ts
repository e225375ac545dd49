import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { contextFor } from "#app/context.server";
import { translator } from "#app/i18n/translator.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { accounts } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { buildLawyer, buildMember } from "#db/seeds/build.server";
import { filing, marks } from "#tests/support/filings";
import { accessibilityFaults, desktop, type Journey, startJourney, type Visitor } from "#tests/support/journey";

const t = translator("sq");
const network = translator("sq", "network");
const lawyerWords = translator("sq", "lawyer");
const desk = translator("sq", "desk");

let journey: Journey;
let coordinator: Visitor;
let second: Visitor;
let lawyer: Visitor;
let requestId: string;
let receipt: { locator: string; secret: string };
let offerPath: string;
let casePath: string;
const mails: string[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      mails.push(Buffer.concat(parts).toString("utf8"));
      done();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  const port = (mailServer.server.address() as AddressInfo).port;
  const coordinators: string[] = [];
  journey = await startJourney(inject("testServer"), {
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}` },
    fill: async ({ owner }) => {
      for (const _each of ["first", "second"]) coordinators.push((await buildMember(owner, "coordinator")).account.id);
    },
  });
  const [first, other] = coordinators;
  coordinator = await journey.visitor({ accountId: first, viewport: desktop });
  second = await journey.visitor({ accountId: other, viewport: desktop });
  const filed = await submitRequest(contextFor({ kind: "anyone" }), { source: "public_form", filing: filing() });
  if (!filed.ok || !("receipt" in filed) || !filed.receipt) throw new Error("the request was not filed");
  requestId = filed.requestId;
  receipt = filed.receipt;
});
afterAll(async () => {
  await journey?.stop();
  mailServer.close();
});

const main = (visitor: Visitor) => visitor.page.locator("main").innerText();
const accountIdOf = async (email: string) => {
  const [row] = await journey.app.owner.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email));
  return row?.id ?? "";
};

/** What identifies, in a page and in what its address answers to scripts. */
async function findMarks(visitor: Visitor, path: string): Promise<string[]> {
  const answers = [path, `${path}.data`].map((address) => visitor.context.request.get(address));
  const said = await Promise.all(answers.map(async (answer) => (await answer).text()));
  return marks.filter((mark) => said.some((text) => text.toLowerCase().includes(mark.toLowerCase())));
}

describe("a lawyer joins", () => {
  test("applies on a phone without a script, and hears by mail", async () => {
    const visitor = await journey.visitor({ javaScriptEnabled: false });
    const { page } = visitor;
    await visitor.open("/network/join");
    await page.locator("input[name=givenName]").fill("Elira");
    await page.locator("input[name=familyName]").fill("Çela");
    await page.locator("input[name=email]").fill("elira.cela@example.al");
    await page.locator("input[name=gender][value=woman]").check();
    await page.locator("input[name=kind][value=advocate]").check();
    await visitor.press(network("join.send"));
    expect(await page.locator(".field-error").count()).toBeGreaterThan(0);
    expect(await page.locator("input[name=givenName]").inputValue()).toBe("Elira");
    await page.locator("select[name=chamberCode]").selectOption({ index: 1 });
    await page.locator("input[name=licenceNumber]").fill("1234");
    await page.locator("input[name=permitValidTo]").fill("2035-12-31");
    for (const code of ["PO-REQ", "CRM-DV"]) await page.locator(`input[value="${code}"]`).check();
    await page.locator('input[name=regions][value="AL-10"]').check();
    await page.locator("input[name=consent]").check();
    await visitor.press(network("join.send"));
    expect(visitor.path()).toBe("/network/join/received");
    await expect.poll(() => mails.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await visitor.context.close();
  });

  test("is approved by two different coordinators, each with a licence check", async () => {
    const accountId = await accountIdOf("elira.cela@example.al");
    const approve = async (visitor: Visitor) => {
      await visitor.open("/desk/lawyers?state=applied");
      await visitor.press("Elira Çela");
      await visitor.page.locator("input[name=licenceCheck]").first().check();
      await visitor.press(/Mirato/);
    };
    await approve(coordinator);
    expect(await main(coordinator)).toContain(network("lawyer.waitsForSecond"));
    await approve(second);
    expect(await main(second)).toContain(t("notices.lawyer_verified"));
    await journey.app.owner.update(accounts).set({ state: "active" }).where(eq(accounts.id, accountId));
    lawyer = await journey.visitor({ accountId });
    expect(await lawyer.open("/lawyer")).toBe(200);
  });
});

describe("a request finds its lawyer", () => {
  test("the desk opens the story with a reason only, and the reason stays on record", async () => {
    await coordinator.open(`/desk/requests/${requestId}`);
    expect(await accessibilityFaults(coordinator.page)).toEqual([]);
    await coordinator.press(desk("request.toTriage"));
    const path = `/desk/requests/${requestId}/story`;
    await coordinator.open(path);
    expect(await findMarks(coordinator, path)).toEqual([]);
    await coordinator.press(desk("story.open"));
    expect(await coordinator.page.locator(".field-error").count()).toBe(1);
    await coordinator.page.locator("input[name=reason][value=triage]").check();
    await coordinator.press(desk("story.open"));
    expect(await main(coordinator)).toContain("Kanarina këndon në Zbulushë");
    const rows = await journey.app.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, requestId));
    expect(rows.map(({ action, reason }) => `${action} ${reason}`).join()).toMatch(/open-\S*story\S* triage/);
    expect(await findMarks(coordinator, path)).toEqual([]);
  });

  test("the desk triages it, with a reason", async () => {
    await coordinator.open(`/desk/requests/${requestId}/triage`);
    await second.open(`/desk/requests/${requestId}/triage`);
    const { page } = coordinator;
    await page.locator("input[name=outcome][value=matching]").check();
    await page.locator("select[name=areaCode]").selectOption("PO-REQ");
    await page.locator("select[name=categoryCode]").selectOption({ index: 1 });
    await page.locator("input[name=urgency][value=urgent]").check();
    await page.locator('input[name=stepKinds][value="protection_order"]').check();
    await page.locator("input[name=estimatedHours]").fill("12");
    await coordinator.press(desk("triage.decide"));
    expect(await page.locator("[name=reason]").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("input[name=estimatedHours]").inputValue()).toBe("12");
    await page.locator("[name=reason]").fill("Viktimë e dhunës në familje, neni 11");
    await coordinator.press(desk("triage.decide"));
    await coordinator.open(`/desk/requests/${requestId}`);
    expect(await main(coordinator)).toContain(t("words.requestState.matching"));
  });

  test("who decides the same a moment later, in another tab, is told and changes nothing", async () => {
    await second.page.locator("input[name=outcome][value=declined]").check();
    await second.page.locator("[name=reason]").fill("Po e shoh edhe unë");
    await second.press(desk("triage.decide"));
    expect(await main(second)).toContain(desk("triage.notInTriage"));
    await second.open(`/desk/requests/${requestId}`);
    expect(await main(second)).toContain(t("words.requestState.matching"));
  });

  test("sees who fits, in order, with reasons, and makes an offer", async () => {
    await coordinator.press(desk("request.matching"));
    expect(await main(coordinator)).toContain("Elira Çela");
    await coordinator.page.locator("[name=sentence]").fill("Takohuni te Rruga e Kanarinës 7");
    await coordinator.press(network("matching.offerNext"));
    expect(await coordinator.page.locator(".field-error").count()).toBeGreaterThan(0);
    await coordinator.page.locator("[name=sentence]").fill("");
    await coordinator.press(network("matching.offerNext"));
    expect(await main(coordinator)).toContain(t("notices.offer_made"));
  });

  test("the card shows nothing that identifies: not the page, not its data, not the mail", async () => {
    await lawyer.open("/lawyer");
    offerPath = (await lawyer.page.locator('a[href^="/lawyer/offers/"]').first().getAttribute("href")) ?? "";
    expect(offerPath).toMatch(/^\/lawyer\/offers\/[0-9a-f-]{36}$/);
    expect((await lawyer.context.request.get(`${offerPath}.data`)).ok()).toBe(true);
    for (const path of ["/lawyer", offerPath]) expect(await findMarks(lawyer, path)).toEqual([]);
    await expect.poll(() => mails.filter((mail) => mail.includes("elira.cela")).length).toBeGreaterThan(1);
    const said = mails.join("\n").toLowerCase();
    expect(marks.filter((mark) => said.includes(mark.toLowerCase()))).toEqual([]);
    expect((await lawyer.context.request.get(`${offerPath}/conflict`)).status()).toBeLessThan(500);
    expect(await findMarks(lawyer, `${offerPath}/conflict`)).toEqual([]);
  });

  test("the lawyer says yes with a thumb, checks the names on their own page, attests", async () => {
    await lawyer.open(offerPath);
    await lawyer.press(lawyerWords("offer.yes"));
    if (!lawyer.path().endsWith("/conflict")) await lawyer.press(lawyerWords("offer.toNames"));
    expect(await main(lawyer)).toContain("Skënderkanar Opozitari");
    expect(await main(lawyer)).not.toContain("Dritëkanare Zbuluese");
    expect(await accessibilityFaults(lawyer.page)).toEqual([]);
    await lawyer.press(lawyerWords("conflict.opponentsClear"));
    expect(await main(lawyer)).toContain("Dritëkanare Zbuluese");
    await lawyer.press(lawyerWords("conflict.accept"));
    expect(await lawyer.page.locator(".field-error").count()).toBe(1);
    await lawyer.page.locator("input[name=attested]").check();
    await lawyer.page.getByRole("button", { name: lawyerWords("conflict.accept") }).dblclick();
    await lawyer.page.waitForURL("**/lawyer/cases/*");
    casePath = lawyer.path();
    const [row] = await journey.app.owner.execute<{ count: number }>(sql`select count(*)::int as count from cases`);
    expect(row?.count).toBe(1);
  });

  test("opens the file, counts a deadline from the law, logs hours", async () => {
    await lawyer.press(lawyerWords("case.openFile"));
    expect(await main(lawyer)).toContain("Kanarina këndon në Zbulushë");
    await lawyer.open(`${casePath}/deadlines`);
    await lawyer.page.locator("select[name=ruleCode]").selectOption({ index: 1 });
    await lawyer.page.locator("input[name=startedTime]").fill("09:00");
    await lawyer.press(lawyerWords("deadlines.count"));
    expect(await main(lawyer)).toContain(t("notices.deadline_added"));
    await lawyer.open(`${casePath}/hours`);
    await lawyer.page.locator("input[name=duration]").fill("1:30");
    await lawyer.press(lawyerWords("hours.save"));
    expect(await main(lawyer)).toContain(t("notices.hours_logged"));
  });

  test("the person comes back with the receipt and reads that a lawyer has been found", async () => {
    const person = await journey.visitor({ javaScriptEnabled: false });
    await person.open("/help/status");
    await person.page.locator("[name=locator]").fill(receipt.locator);
    await person.page.locator("[name=receipt_digits]").fill(receipt.secret);
    await person.press(t("help.status.enter"));
    expect(await person.page.locator("h1").innerText()).toBe(t("help.status.state.lawyer_found"));
    expect(await main(person)).toContain("Elira Çela");
    await person.context.close();
  });
});

describe("a case comes back, and ends", () => {
  let other: Visitor;

  test("handed back, it is urgent, closed to whoever had it, and the desk finds somebody else", async () => {
    await lawyer.open(`${casePath}/hand-back`);
    await lawyer.press(lawyerWords("handBack.button"));
    expect(await lawyer.page.locator(".field-error").count()).toBe(1);
    await lawyer.page.locator("input[name=reason][value=no_time]").check();
    await lawyer.press(lawyerWords("handBack.button"));
    expect(await main(lawyer)).toContain(t("notices.case_handed_back"));
    for (const path of [casePath, `${casePath}/file`]) expect(await lawyer.open(path)).toBe(404);
    expect(await findMarks(lawyer, "/lawyer/cases")).toEqual([]);
    const { account } = await buildLawyer(journey.app.owner, {
      regions: ["AL-10"],
      account: { person: { givenName: "Miranda", familyName: "Kola" } },
    });
    other = await journey.visitor({ accountId: account.id });
    await coordinator.open(`/desk/requests/${requestId}`);
    expect(await main(coordinator)).toContain(t("words.urgency.urgent"));
    await coordinator.press(desk("request.matching"));
    await coordinator.press(network("matching.offerNext"));
    expect(await main(coordinator)).toContain(t("notices.offer_made"));
  });

  test("the next lawyer takes it and closes it with an outcome; the person reads that it has ended", async () => {
    await other.open("/lawyer");
    await other.open((await other.page.locator('a[href^="/lawyer/offers/"]').first().getAttribute("href")) ?? "");
    await other.press(lawyerWords("offer.yes"));
    if (!other.path().endsWith("/conflict")) await other.press(lawyerWords("offer.toNames"));
    await other.press(lawyerWords("conflict.opponentsClear"));
    await other.page.locator("input[name=attested]").check();
    await other.press(lawyerWords("conflict.accept"));
    const own = other.path();
    expect(own).toMatch(/^\/lawyer\/cases\/[0-9a-f-]{36}$/);
    await other.open(`${own}/closing`);
    await other.press(lawyerWords("closing.button"));
    expect(await other.page.locator(".field-error").count()).toBe(1);
    await other.page.locator("input[name=outcome][value=won]").check();
    await other.press(lawyerWords("closing.button"));
    expect(await main(other)).toContain(t("notices.case_closed"));
    expect(await other.open(`${own}/file`)).toBe(404);
    await coordinator.open(`/desk/requests/${requestId}`);
    expect(await main(coordinator)).toContain(t("words.requestState.closed"));
    const person = await journey.visitor({ javaScriptEnabled: false });
    await person.open("/help/status");
    await person.page.locator("[name=locator]").fill(receipt.locator);
    await person.page.locator("[name=receipt_digits]").fill(receipt.secret);
    await person.press(t("help.status.enter"));
    expect(await person.page.locator("h1").innerText()).toBe(t("help.status.state.ended"));
    expect(await main(person)).not.toMatch(/Elira|Miranda/);
    expect(other.complaints).toEqual([]);
  });
});

test("strangers get the same 404 as for what does not exist, wrong roles 403, and nothing leaks", async () => {
  const { account } = await buildMember(journey.app.owner, "professional");
  const stranger = await journey.visitor({ accountId: account.id });
  expect(await stranger.open(`/desk/requests/${requestId}`)).toBe(403);
  expect(await stranger.open(casePath)).toBe(403);
  const nobody = "00000000-0000-4000-8000-000000000000";
  const { account: otherLawyer } = await buildLawyer(journey.app.owner);
  const other = await journey.visitor({ accountId: otherLawyer.id });
  const said: string[] = [];
  for (const path of [casePath, offerPath, `/lawyer/cases/${nobody}`, "/lawyer/cases/no-id"]) {
    expect(await other.open(path)).toBe(404);
    said.push((await main(other)).replace(/\S+$/, ""));
  }
  expect(new Set(said).size).toBe(1);
  expect([...coordinator.complaints, ...second.complaints, ...lawyer.complaints]).toEqual([]);
});
