import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestApp, type TestApp } from "#tests/support/app";
import { launchBrowser } from "#tests/support/browser";

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startTestApp(inject("testServer")), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test.each([
  ["sq", /ndihm/i],
  ["en", /help/i],
])("the first page speaks %s, and the browser refuses nothing of it", async (locale, word) => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (failure) => complaints.push(failure.message));
  await page.goto(`${app.address}/?lang=${locale}`);
  expect(await page.locator("html").getAttribute("lang")).toBe(locale);
  expect(await page.locator("main").innerText()).toMatch(word);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
  await page.close();
});

test("a database of one's own holds nothing invented, and the first administrator gets a link", async () => {
  expect(app.output()).toMatch(new RegExp(`${app.address}/\\S+`));
  const [row] = await app.owner.execute<{ courses: string; requests: string }>(
    "select (select count(*) from courses) as courses, (select count(*) from aid_requests) as requests",
  );
  expect(row).toEqual({ courses: "0", requests: "0" });
  expect(app.output()).not.toContain("Demo");
});
