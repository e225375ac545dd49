import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { type Coordinator, contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { tellThoseWaiting } from "#app/legal-aid/aid-requests/tell-those-waiting.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { aidRequests } from "#db/schema/aid-requests";
import { outboxMessages } from "#db/schema/messages";
import { settings } from "#db/schema/reference";
import { buildMember } from "#db/seeds/build.server";
import type { ContactChannel, RequestState } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);
const { actor: desk } = await buildMember(owner, "coordinator");
const noon = new Date("2026-11-10T11:00:00Z");
const after = (days: number) => new Date(noon.getTime() + days * 86_400_000);
const system = (now: Date) => contextFor({ kind: "system" as const }, now, app);
const tell = (days: number) => tellThoseWaiting(system(after(days)));
let drawn = 0;

beforeEach(async () => {
  await owner.delete(outboxMessages);
  await owner.update(aidRequests).set({ state: "closed" });
});

/** A request that came at noon, in a state of its own, with nothing said since. */
async function waiting(channel: ContactChannel, state: RequestState = "matching"): Promise<string> {
  const locator = `T${String(drawn++).padStart(5, "0")}`;
  const submitted = await submitRequest(contextFor<Coordinator>(desk, noon, app), {
    source: "desk",
    filing: filing({ contact: { ...filing().contact, channel, email: "e.para@example.al" } }),
    receipt: { locator, secret: "", secretHash: "$argon2id$" },
  });
  if (!submitted.ok) throw new Error(submitted.reason);
  await owner.update(aidRequests).set({ state }).where(eq(aidRequests.id, submitted.requestId));
  await owner.delete(outboxMessages);
  return submitted.requestId;
}
const send = async (now: Date) => {
  const mailed: string[] = [];
  await sendMessages(system(now), async ({ to }) => void mailed.push(to));
  return mailed;
};

test("after five days without a word a mail goes out, once, and five days later again", async () => {
  await waiting("email");
  expect(await tell(4.9)).toBe(0);
  expect(await tell(5)).toBe(1);
  expect(await tell(5)).toBe(0);
  expect(await send(after(5))).toEqual(["e.para@example.al"]);
  expect(await tell(9.9)).toBe(0);
  expect(await tell(10.1)).toBe(1);
});

test("two workers at once tell nobody twice", async () => {
  await waiting("email");
  await Promise.all([1, 2, 3, 4].map(() => tell(6)));
  expect(await send(after(6))).toHaveLength(1);
});

test("where only a phone is safe it is one call for the desk, until somebody has called", async () => {
  const requestId = await waiting("phone");
  expect(await tell(5)).toBe(1);
  expect(await send(after(5))).toEqual([]);
  expect(await tell(12)).toBe(0);
  await noteCall(contextFor<Coordinator>(desk, after(12), app), { requestId, reached: true });
  expect(await tell(16.9)).toBe(0);
  expect(await tell(17)).toBe(1);
});

test("where nothing is safe it waits behind the receipt, and reading it begins the days anew", async () => {
  const requestId = await waiting("none");
  expect(await tell(5)).toBe(1);
  expect(await send(after(5))).toEqual([]);
  const read = await requestForReceipt(contextFor({ kind: "receipt" as const, requestId }, after(8), app));
  expect(read.newsBy).toEqual(after(13));
  expect(await tell(12.9)).toBe(0);
  expect(await tell(13)).toBe(1);
});

test.each(["assigned", "state_secondary", "primary_only", "closed", "withdrawn", "merged"] as const)(
  "a request that is %s is told at changes only",
  async (state) => {
    const requestId = await waiting("email", state);
    expect(await tell(30)).toBe(0);
    const context = contextFor({ kind: "receipt" as const, requestId }, after(30), app);
    expect((await requestForReceipt(context)).newsBy).toBeNull();
  },
);

test("how many days is a setting", async () => {
  await waiting("email", "received");
  const set = (value: number) => owner.update(settings).set({ value }).where(eq(settings.key, "news_every_days"));
  await set(2);
  expect(await tell(2)).toBe(1);
  await set(5);
});
