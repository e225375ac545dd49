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

test("two clicks on Send make one request, and one receipt", async () => {
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
});
