import { AxeBuilder } from "@axe-core/playwright";
import { eq } from "drizzle-orm";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { beginSignIn } from "#app/accounts/session.server";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { setDatabase } from "#db/client.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { startTestApp, type TestApp, type TestAppOptions } from "./app";
import { launchBrowser } from "./browser";
import type { TestDatabase, TestTemplate } from "./database";

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 900 };

export interface VisitorOptions extends BrowserContextOptions {
  /** The account that is signed in already, by its id. */
  accountId?: string | undefined;
}

/** One application and one browser, and people who come to it. */
export interface Journey {
  app: TestApp;
  browser: Browser;
  /** A new browser profile, signed in or not; an Albanian phone unless said otherwise. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
  stop(): Promise<void>;
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about: scripts, the content policy, answers of 500. */
  complaints: string[];
  /** Opens an own address and answers with its status. */
  open(path: string): Promise<number>;
  /** Presses a button or link by its words and waits for the next page; counts as one click. */
  press(words: string | RegExp): Promise<void>;
  /** How often was pressed since the visitor came, or since it was set to 0. */
  clicks: number;
  path(): string;
}

/** Starts both once for a test file. */
export async function startJourney(source: TestTemplate, options: TestAppOptions = {}): Promise<Journey> {
  const fill = async (database: TestDatabase) => {
    // Commands that tests call themselves work on the application's database, and queue their jobs there.
    process.env.DATABASE_URL = database.databaseUrl;
    process.env.DATABASE_OWNER_URL = database.ownerUrl;
    refreshEnvironment();
    setDatabase(database.app);
    await options.fill?.(database);
  };
  const [app, browser] = await Promise.all([startTestApp(source, { ...options, fill }), launchBrowser()]);
  return {
    app,
    browser,
    visitor: (visitorOptions) => newVisitor(app, browser, visitorOptions),
    stop: async () => {
      await browser.close();
      await stopSendingBoss();
      await app.stop();
    },
  };
}

async function newVisitor(app: TestApp, browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const { accountId, ...rest } = options;
  const context = await browser.newContext({ viewport: phone, locale: "sq-AL", baseURL: app.address, ...rest });
  if (accountId) await context.addCookies([{ ...(await signInCookie(app, accountId)), url: app.address }]);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const visitor: Visitor = {
    context,
    page,
    complaints,
    clicks: 0,
    async open(path) {
      const answer = await page.goto(path);
      return answer?.status() ?? 0;
    },
    async press(words) {
      visitor.clicks++;
      const named = page
        .getByRole("button", { name: words, exact: true })
        .or(page.getByRole("link", { name: words, exact: true }));
      const target = named.filter({ visible: true }).first();
      await Promise.all([page.waitForEvent("framenavigated"), target.click()]);
      await page.waitForLoadState();
    },
    path: () => new URL(page.url()).pathname,
  };
  return visitor;
}

/** A sign-in with second factor, made beside the page (Argon2 takes its time in every file). */
async function signInCookie(app: TestApp, accountId: string): Promise<{ name: string; value: string }> {
  const roles = await app.owner
    .select({ role: accountRoles.role })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, accountId));
  const [account] = await app.owner.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId));
  if (!account) throw new Error(`There is no account ${accountId}.`);
  const now = new Date();
  const header = await beginSignIn({ id: account.id, roles: roles.map(({ role }) => role) }, "test", now, now);
  const [pair = ""] = header.split(";");
  const cut = pair.indexOf("=");
  return { name: pair.slice(0, cut), value: pair.slice(cut + 1) };
}

/** Collects what the browser complains about on a page; a refused form (400) or a missing page (404) is none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (failure) => complaints.push(failure.message));
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}

/** What axe finds under WCAG 2.2 AA, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  // One page without frames: the legacy mode needs no second page to gather results in.
  // Only what is wrong is written down: describing all that is right takes half of the time.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], preload: false })
    .withTags(tags)
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}

/** How far a page is wider than the window; 0 is right. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** The bytes of a first visit over the wire: the page and everything it loads, compressed as sent. */
export async function wireBytes(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await page.close();
  return bytes;
}
