import { eq } from "drizzle-orm";
import type { CDPSession, Page } from "playwright";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { codeAt } from "#app/accounts/authenticator-apps.server";
import { translator } from "#app/i18n/translator.server";
import { accounts } from "#db/schema/accounts";
import { buildAccount } from "#db/seeds/build.server";
import { accessibilityFaults, type Journey, sidewaysScroll, startJourney } from "#tests/support/journey";

const t = translator("sq", "account");
const password = "kali i bardhë vrapon";
let journey: Journey;
let trainer: { id: string; email: string };
let auditor: { id: string; email: string };

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ owner }) => {
      trainer = await buildAccount(owner, { roles: ["trainer"], password });
      auditor = await buildAccount(owner, { roles: ["auditor"], password });
    },
  });
});
afterAll(() => journey?.stop());

async function lookedAt(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(t("signIn.email"), { exact: true }).fill(email);
  await page.getByLabel(t("signIn.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("signIn.submit"), exact: true }).click();
  await page.waitForLoadState();
}

/** A device with finger or face, as Chromium plays it. */
async function deviceFor(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

test("a passkey is set up before anything else, keeps recovery codes beside it, and signs in alone", async () => {
  const visitor = await journey.visitor();
  const { page } = visitor;
  await deviceFor(page);
  await signIn(page, trainer.email);
  expect(visitor.path()).toBe("/account/second-factor/new");
  await visitor.open("/teach");
  expect(visitor.path(), "nothing else opens").toBe("/account/second-factor/new");
  await lookedAt(page);
  await page.getByLabel(t("factor.label")).fill("Telefoni im");
  await page.getByRole("button", { name: t("factor.addPasskey") }).click();
  await page.waitForURL("**/account/recovery-codes");
  await lookedAt(page);
  await visitor.press(t("recovery.make"));
  expect(await page.locator("main code").allInnerTexts()).toHaveLength(10);
  await lookedAt(page);
  await visitor.press(t("recovery.goOn"));
  expect(visitor.path()).toBe("/teach");
  await visitor.open("/account");
  expect(await page.locator("main").innerText()).toContain("Telefoni im");
  await lookedAt(page);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await lookedAt(page);
  await page.getByRole("button", { name: t("signIn.passkey") }).click();
  await page.waitForURL("**/teach");
  expect(visitor.complaints).toEqual([]);
});

test("without a script, an app with codes does it, and the code is asked for at the next sign-in", async () => {
  const visitor = await journey.visitor({ javaScriptEnabled: false });
  const { page } = visitor;
  await signIn(page, auditor.email);
  expect(visitor.path()).toBe("/account/second-factor/new");
  await visitor.press(t("factor.addApp"));
  expect(visitor.path()).toBe("/account/authenticator");
  const secret = (await page.locator("main code").first().innerText()).replaceAll(" ", "");
  expect(await page.locator("svg.qr").count()).toBe(1);
  await page.getByLabel(t("app.code"), { exact: true }).fill("000000");
  await visitor.press(t("app.submit"));
  expect(await page.locator(".error-summary").count()).toBe(1);
  await page.getByLabel(t("app.code"), { exact: true }).fill(codeAt(secret, new Date()));
  await visitor.press(t("app.submit"));
  expect(visitor.path()).toBe("/account/recovery-codes");
  await page.context().clearCookies();
  await signIn(page, auditor.email);
  expect(visitor.path()).toBe("/account/second-factor");
  await page.getByLabel(t("factor.code"), { exact: true }).fill(codeAt(secret, new Date(Date.now() + 30_000)));
  await visitor.press(t("factor.giveCode"));
  expect(visitor.path()).toBe("/audit");
  const [row] = await journey.app.owner
    .select({ since: accounts.secondFactorSince })
    .from(accounts)
    .where(eq(accounts.id, auditor.id));
  expect(row?.since).not.toBeNull();
});

test("the other pages of the account are readable by everybody, and stay on a phone", async () => {
  const visitor = await journey.visitor({ accountId: auditor.id });
  for (const path of ["/account/authenticator", "/account/email", "/account/closing", "/account/authenticator/end"]) {
    expect(await visitor.open(path), path).toBe(200);
    await lookedAt(visitor.page);
  }
  expect(visitor.complaints).toEqual([]);
});

test("where too many stand in the queue, a page says so and when to come back", async () => {
  const asks = Array.from({ length: 90 }, (_, each) =>
    fetch(`${journey.app.address}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: journey.app.address },
      body: new URLSearchParams({ email: `askush${each}@example.al`, password: "not the right one" }),
    }),
  );
  const answers = await Promise.all(asks);
  const busy = answers.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(0);
  expect(busy[0]?.headers.get("Retry-After")).toBe("10");
  expect(await busy[0]?.text()).toContain(translator("sq", "errors")("busy.text"));
  expect(answers.every(({ status }) => status === 503 || status === 400)).toBe(true);
});
