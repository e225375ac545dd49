import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { translator } from "#app/i18n/translator.server";
import { accessibilityFaults, type Journey, sidewaysScroll, startJourney, type Visitor } from "#tests/support/journey";

const t = translator("sq");
const help = translator("sq", "help");
let journey: Journey;
let elsewhere: Server;
let elsewhereAddress: string;

beforeAll(async () => {
  elsewhere = createServer((_request, response) => response.end("<title>Moti</title><h1>Moti</h1>")).listen(0);
  elsewhereAddress = `http://localhost:${(elsewhere.address() as AddressInfo).port}/moti`;
  journey = await startJourney(inject("testServer"), { environment: { QUICK_EXIT_URL: elsewhereAddress } });
});
afterAll(async () => {
  await journey?.stop();
  elsewhere?.close();
});

const story = "Kanarina këndon në Zbulushë";

async function answer(visitor: Visitor, question: string, choice?: string): Promise<void> {
  expect(visitor.path()).toBe(`/help/request/${question}`);
  expect(await sidewaysScroll(visitor.page)).toBeLessThanOrEqual(0);
  if (choice) await visitor.page.locator(`input[value="${choice}"]`).check();
  await visitor.press(help("go"));
}

async function askForHelp(visitor: Visitor): Promise<{ locator: string; digits: string }> {
  const { page } = visitor;
  expect(await visitor.open("/help")).toBe(200);
  expect(await page.title()).toBe(help("neutralTitle"));
  await visitor.press(help("home.start"));
  await answer(visitor, "now", "yes");
  await answer(visitor, "today", "no");
  await answer(visitor, "contact", "phone");
  await page.getByLabel(help("reach.phone")).fill("069 731 4402");
  await page.getByLabel(help("reach.who_only_me")).check();
  await page.getByLabel(help("reach.message_none")).check();
  await answer(visitor, "reach");
  await page.getByLabel(help("question.region.label")).selectOption({ label: "Shkodër" });
  await answer(visitor, "region");
  await answer(visitor, "matter", "protection");
  await answer(visitor, "dates", "later");
  await page.getByLabel(help("question.words.label")).fill(story);
  await answer(visitor, "words");
  await page.getByLabel(help("question.names.opponent")).fill("Skënderkanar Opozitari");
  await answer(visitor, "names");
  await page.getByLabel(help("question.you.name")).fill("Dritëkanare Zbuluese");
  await answer(visitor, "you");
  await answer(visitor, "wishes", "woman");
  await visitor.press(help("skip"));
  await visitor.press(help("skip"));
  for (const name of ["process", "conflictCheck", "shareWithLawyer"]) await page.locator(`input[name=${name}]`).check();
  await answer(visitor, "agree");
  expect(visitor.path()).toBe("/help/request/check");
  await visitor.press(help("check.send"));
  expect(visitor.path()).toBe("/help/request/done");
  const [locator = "", digits = ""] = await page.locator(".receipt-slip strong").allInnerTexts();
  return { locator, digits };
}

describe("a frightened person without a script on a small phone", () => {
  let receipt: { locator: string; digits: string };

  test("answers question by question, and gets a receipt once", async () => {
    const visitor = await journey.visitor({ javaScriptEnabled: false });
    receipt = await askForHelp(visitor);
    expect(receipt.locator).toMatch(/^[0-9A-Z]{6}$/);
    expect(receipt.digits.replace(/\D/g, "")).toHaveLength(16);
    await visitor.press(help("done.ready"));
    await visitor.page.goBack();
    expect(await visitor.page.content()).not.toContain(receipt.locator);
    const cookies = await visitor.context.cookies();
    expect(cookies.filter(({ value }) => value !== "")).toEqual([]);
    await visitor.context.close();
  });

  test("comes back with it, writes, changes how to be reached, closes", async () => {
    const visitor = await journey.visitor({ javaScriptEnabled: false });
    await visitor.open("/help/status");
    await visitor.page.getByLabel(help("status.locator")).fill(receipt.locator.toLowerCase());
    await visitor.page.getByLabel(help("status.digits")).fill(receipt.digits);
    await visitor.press(help("status.enter"));
    expect(await visitor.page.locator("h1").innerText()).toBe(help("status.state.received"));
    expect(await visitor.page.content()).not.toContain("Dritëkanare");
    await visitor.press(help("status.messages"));
    await visitor.page.getByLabel(help("messages.body")).fill("A ka lajme?");
    await visitor.press(help("messages.send"));
    expect(await visitor.page.locator("main").innerText()).toContain("A ka lajme?");
    await visitor.open("/help/status/contact");
    await visitor.page.locator("input[name=channel][value=page]").check();
    await visitor.press(help("contact.save"));
    await visitor.open("/help/status");
    await visitor.press(help("status.close"));
    await visitor.open("/help/status/messages");
    expect(visitor.path()).toBe("/help/status");
    await visitor.context.close();
  });

  test("is told nothing by wrong digits, and keeps the locator typed", async () => {
    const visitor = await journey.visitor({ javaScriptEnabled: false });
    await visitor.open("/help/status");
    await visitor.page.getByLabel(help("status.locator")).fill(receipt.locator);
    await visitor.page.getByLabel(help("status.digits")).fill("1234 5678 1234 5678");
    await visitor.press(help("status.enter"));
    expect(await visitor.page.locator("main").innerText()).toContain(t("forms.receipt_unknown"));
    expect(await visitor.page.getByLabel(help("status.locator")).inputValue()).toBe(receipt.locator);
    expect(await visitor.page.getByLabel(help("status.digits")).inputValue()).toBe("");
    await visitor.context.close();
  });
});

describe("leaving", () => {
  const startDraft = async (visitor: Visitor) => {
    await visitor.open("/help/request/now");
    await answer(visitor, "now", "yes");
    await answer(visitor, "today", "no");
  };
  const openDrafts = async () => {
    const [row] = await journey.app.owner.execute<{ count: number }>(
      "select count(*)::int as count from request_drafts",
    );
    return row?.count;
  };

  test.each(["button", "Shift"])(
    "by %s: another page at once, Back shows nothing, the answers are gone",
    async (way) => {
      const visitor = await journey.visitor();
      const before = await openDrafts();
      await startDraft(visitor);
      expect(await openDrafts()).toBe((before ?? 0) + 1);
      if (way === "button") await visitor.page.getByRole("button", { name: help("exitNow") }).click();
      else for (let press = 0; press < 3; press++) await visitor.page.keyboard.press("Shift");
      await visitor.page.waitForURL(elsewhereAddress);
      await expect.poll(openDrafts).toBe(before);
      await expect.poll(async () => (await visitor.context.cookies(journey.app.address)).length).toBe(0);
      await visitor.page.goBack().catch(() => undefined);
      expect(await visitor.page.content()).not.toContain(help("question.contact.title"));
      await visitor.context.close();
    },
  );

  test.each(["with a beacon", "where the browser sends no beacons"])(
    "ends the session behind a receipt on the server, %s; Back shows nothing of it",
    async (way) => {
      const first = await journey.visitor({ javaScriptEnabled: false });
      const { locator, digits } = await askForHelp(first);
      await first.context.close();
      const visitor = await journey.visitor();
      const { page, context } = visitor;
      if (way !== "with a beacon") await page.addInitScript("navigator.sendBeacon = () => false");
      await visitor.open("/help/status");
      await page.getByLabel(help("status.locator")).fill(locator);
      await page.getByLabel(help("status.digits")).fill(digits);
      await visitor.press(help("status.enter"));
      const stolen = await context.cookies();
      await page.keyboard.press("Shift");
      await page.keyboard.press("Shift");
      await page.keyboard.press("Shift");
      await page.waitForURL(elsewhereAddress);
      const sessions = async () => (await journey.app.owner.execute("select 1 from receipt_sign_ins")).length;
      await expect.poll(sessions).toBe(0);
      await expect.poll(async () => (await context.cookies(journey.app.address)).length).toBe(0);
      await page.goBack().catch(() => undefined);
      expect(await page.content()).not.toContain(help("status.state.received"));
      await context.addCookies(stolen);
      await visitor.open("/help/status/messages");
      expect(visitor.path(), "the cookie opens nothing any more").toBe("/help/status");
      expect(await page.evaluate("localStorage.length + sessionStorage.length")).toBe(0);
      await context.close();
    },
  );

  test("Shift by Shift over more than five seconds, or with other keys between, stays", async () => {
    const visitor = await journey.visitor();
    const { page } = visitor;
    await page.clock.install();
    await startDraft(visitor);
    for (const pause of [3000, 2500, 6000]) {
      await page.keyboard.press("Shift");
      await page.clock.fastForward(pause);
    }
    for (const key of ["Shift", "Shift", "a", "Shift", "Shift", "b"]) await page.keyboard.press(key);
    // Leaving takes a moment.
    await page.waitForTimeout(500);
    expect(visitor.path()).toBe("/help/request/contact");
    await visitor.context.close();
  });

  test("replaces the page in the history, and a page says what stays in it", async () => {
    const visitor = await journey.visitor();
    const { page } = visitor;
    await page.goto("about:blank");
    await visitor.open("/help/request/now");
    const before = await page.evaluate("history.length");
    await page.getByRole("button", { name: help("exitNow") }).click();
    await page.waitForURL(elsewhereAddress);
    expect(await page.evaluate("history.length")).toBe(before);
    await visitor.open("/help");
    await visitor.press(help("home.safetyExitMore"));
    expect(visitor.path()).toBe("/help/exit");
    const said = await page.locator("main").innerText();
    for (const sentence of ["exit.doesKeys", "exit.notHistory", "exit.notDevice"] as const)
      expect(said).toContain(help(sentence));
    await visitor.context.close();
  });

  test("works without a script too", async () => {
    const visitor = await journey.visitor({ javaScriptEnabled: false });
    const before = await openDrafts();
    await startDraft(visitor);
    await visitor.page.getByRole("button", { name: help("exitNow") }).click();
    await visitor.page.waitForURL(elsewhereAddress);
    expect(await openDrafts()).toBe(before);
    await visitor.context.close();
  });
});

test("two clicks on Send make one request, and one receipt, behind which every page is there for everybody", async () => {
  const visitor = await journey.visitor();
  const count = async () => {
    const [row] = await journey.app.owner.execute<{ count: number }>("select count(*)::int as count from aid_requests");
    return row?.count ?? 0;
  };
  const before = await count();
  await visitor.open("/help/request/now");
  await answer(visitor, "now", "yes");
  await answer(visitor, "today", "no");
  await answer(visitor, "contact", "page");
  await visitor.open("/help/request/agree");
  await visitor.page.locator("input[name=process]").check();
  await answer(visitor, "agree");
  await visitor.page.getByRole("button", { name: help("check.send") }).dblclick();
  await visitor.page.waitForURL("**/help/request/done**");
  expect(await count()).toBe(before + 1);
  expect(await accessibilityFaults(visitor.page)).toEqual([]);
  expect(visitor.complaints).toEqual([]);
  const [locator = "", digits = ""] = await visitor.page.locator(".receipt-slip strong").allInnerTexts();
  await visitor.press(help("done.ready"));
  await visitor.open("/help/status");
  await visitor.page.getByLabel(help("status.locator")).fill(locator);
  await visitor.page.getByLabel(help("status.digits")).fill(digits);
  await visitor.press(help("status.enter"));
  // Every page behind the receipt, with what the person sees there first.
  const faults: string[] = [];
  for (const page of ["", "/messages", "/documents", "/contact", "/consents", "/withdrawal", "/record", "/erasure"]) {
    expect(await visitor.open(`/help/status${page}`), page).toBe(200);
    expect(visitor.path(), page).toBe(`/help/status${page}`);
    faults.push(...(await accessibilityFaults(visitor.page)).map((fault) => `${page}: ${fault}`));
    if ((await sidewaysScroll(visitor.page)) > 0) faults.push(`${page}: scrolls sideways`);
  }
  expect(faults).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});

test("whoever looks over her shoulder reads a neutral title everywhere, also where something is wrong", async () => {
  const visitor = await journey.visitor();
  const foreign: string[] = [];
  visitor.page.on("request", (request) => {
    if (new URL(request.url()).origin !== journey.app.address && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  const pages = ["", "/first", "/later", "/exit", "/request/now", "/request/nothing", "/status", "/status/withdrawal"];
  for (const path of [...pages, "/nowhere/at/all"]) {
    await visitor.open(`/help${path}`);
    expect(await visitor.page.title(), path).toBe(help("neutralTitle"));
    expect(await visitor.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")).toBe(0);
  }
  expect(foreign, "no request to anybody else").toEqual([]);
  await visitor.context.close();
});
