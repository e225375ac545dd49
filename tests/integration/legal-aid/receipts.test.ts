import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { contextFor } from "#app/context.server";
import { clearExpired } from "#app/jobs/clear-expired.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { keepAnswer } from "#app/legal-aid/drafts/keep-answer.server";
import { currentReceipt, helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { signInWithReceipt } from "#app/legal-aid/receipts/sign-in-with-receipt.server";
import { paceAttempts } from "#app/protection/growing-delay.server";
import * as status from "#app/routes/help/status";
import { close, connect, setDatabase } from "#db/client.server";
import { receiptSignIns, requestDrafts } from "#db/schema/aid-requests";
import { rateLimits } from "#db/schema/rate-limits";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";

const morning = new Date("2026-11-20T09:00:00Z");
const later = (seconds: number, from = morning) => new Date(from.getTime() + seconds * 1000);
const anyone = (now: Date) => contextFor({ kind: "anyone" as const }, now, made.app);
let made: TestDatabase;
let receipt: { locator: string; secret: string };

beforeAll(async () => {
  made = await testDatabase();
  const submitted = await submitRequest(anyone(morning), { source: "public_form", filing: filing() });
  if (!submitted.ok || !submitted.receipt) throw new Error("no receipt");
  receipt = submitted.receipt;
});

/** How long until the next try, in seconds; 0 where this one was counted. */
async function wait(action: Parameters<typeof paceAttempts>[0], key: string, now: Date): Promise<number> {
  const refused: unknown = await paceAttempts(action, key, now).catch((thrown: unknown) => thrown);
  return refused instanceof Response ? Number(refused.headers.get("Retry-After")) : 0;
}

describe("tries with receipts are paced", () => {
  test("a pause that doubles with every try, up to 45 seconds on one locator", async () => {
    const pauses: number[] = [];
    let now = morning;
    for (let attempt = 0; attempt < 13; attempt++) {
      const pause = await wait("receipt_locator", "FLOOD1", now);
      pauses.push(pause);
      now = later(pause, now);
      if (pause > 0) expect(await wait("receipt_locator", "FLOOD1", now)).toBe(0);
    }
    expect(pauses).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 45, 45]);
  });

  test("what is refused makes no pause longer, and a quiet quarter of an hour begins anew", async () => {
    for (let each = 0; each < 8; each++) await wait("receipt_locator", "FLOOD2", later(each * 60));
    const last = later(7 * 60);
    for (let each = 0; each < 60; each++) await wait("receipt_locator", "FLOOD2", later(each / 100, last));
    expect(await wait("receipt_locator", "FLOOD2", later(8, last))).toBe(0);
    expect(await wait("receipt_locator", "FLOOD2", later(9, last))).toBeGreaterThan(10);
    for (let each = 0; each < 5; each++)
      expect(await wait("receipt_locator", "FLOOD2", later(15 * 60 + 10, last))).toBe(0);
  });

  test("by address and in all as well; whoever counts at the same moment is counted one by one", async () => {
    const at = async (action: "receipt_address" | "receipt_total", tries: number) =>
      (await Promise.all(Array.from({ length: tries }, () => wait(action, "one", morning)))).filter((pause) => !pause);
    expect(await at("receipt_address", 60)).toHaveLength(30);
    expect(await at("receipt_total", 640)).toHaveLength(600);
    expect(await wait("receipt_address", "another", morning)).toBe(0);
  });

  test("where it cannot count it refuses", async () => {
    const gone = connect(made.databaseUrl);
    await close(gone);
    setDatabase(gone);
    await expect(paceAttempts("receipt_locator", "ANYONE", morning)).rejects.toMatchObject({ status: 503 });
    setDatabase(made.app);
  });

  test("a flood on her locator and in all: the true holder is in within a minute after it", async () => {
    await made.owner.delete(rateLimits);
    const { locator } = receipt;
    const begin = later(3600);
    // Five minutes of tries, a second apart, each from another address.
    for (let second = 0; second < 300; second++) {
      await wait("receipt_address", `198.51.${second >> 8}.${second & 255}`, later(second, begin));
      await wait("receipt_locator", locator, later(second, begin));
      await wait("receipt_total", "all", later(second, begin));
    }
    const over = later(300, begin);
    const enter = (now: Date) => signInWithReceipt(anyone(now), { ...receipt, address: "192.0.2.9" });
    const tries = await Promise.all([0, 15, 30, 45].map((seconds) => enter(later(seconds, over)).catch(() => null)));
    expect(tries.some((entered) => entered?.ok)).toBe(true);
    // She got in: the tries before count no more.
    const wrong = { locator, secret: "0000000000000000", address: "192.0.2.9" };
    expect(await signInWithReceipt(anyone(later(60, over)), wrong)).toEqual({ ok: false, reason: "unknown_receipt" });
    expect(JSON.stringify(await made.owner.select().from(rateLimits))).not.toMatch(/192\.0\.2|198\.51/);
  });

  test("a known and an unknown locator are refused after the same tries", async () => {
    await made.owner.delete(rateLimits);
    const statuses = async (locator: string) => {
      const given: number[] = [];
      for (let attempt = 0; attempt < 7; attempt++) {
        const answer = await signInWithReceipt(anyone(morning), { locator, secret: "1", address: locator }).catch(
          (thrown: Response) => thrown.status,
        );
        given.push(typeof answer === "number" ? answer : 400);
      }
      return given;
    };
    expect(await statuses(receipt.locator)).toEqual(await statuses("AAAAAA"));
  });
});

describe("a session behind a receipt", () => {
  const enter = async () => {
    await made.owner.delete(rateLimits);
    await made.owner.delete(receiptSignIns);
    const entered = await signInWithReceipt(anyone(new Date()), { ...receipt, address: "192.0.2.10" });
    if (!entered.ok) throw new Error(entered.reason);
    const cookie = (await helpCookie("receipt", entered.token)).split(";")[0] ?? "";
    return { request: new Request("http://localhost:3000/help/status", { headers: { Cookie: cookie } }) };
  };
  const age = (minutes: { seen?: number; ends?: number }) =>
    made.owner.update(receiptSignIns).set({
      ...(minutes.seen && { seenAt: new Date(Date.now() - minutes.seen * 60_000) }),
      ...(minutes.ends !== undefined && { endsAt: new Date(Date.now() + minutes.ends * 60_000) }),
    });

  test("ends after ten idle minutes and after sixty in all, whatever the browser keeps", async () => {
    const idle = await enter();
    await age({ seen: 9.9 });
    expect(await currentReceipt(idle)).not.toBeNull();
    await age({ seen: 10.1 });
    expect(await currentReceipt(idle)).toBeNull();
    expect(await made.owner.select().from(receiptSignIns)).toEqual([]);
    const long = await enter();
    const [row] = await made.owner.select().from(receiptSignIns);
    expect(((row?.endsAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 60_000).toBe(60);
    await age({ seen: 1, ends: 0 });
    expect(await currentReceipt(long)).toBeNull();
  });

  test("idle ones and old drafts leave the database without anybody coming back", async () => {
    await enter();
    await age({ seen: 11 });
    await keepAnswer(anyone(new Date(Date.now() - 61 * 60_000)), null, { story: "E vjetër" });
    await keepAnswer(anyone(new Date()), null, { story: "E re" });
    await clearExpired(contextFor({ kind: "system" }, new Date(), made.app));
    expect(await made.owner.select().from(receiptSignIns)).toEqual([]);
    expect(await made.owner.select().from(requestDrafts)).toHaveLength(1);
  });

  test("knows no address: no column of a request, a draft or a session could hold one", async () => {
    const columns = await made.owner.execute<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
       and (table_name like 'request%' or table_name like 'receipt%' or table_name = 'aid_requests')
       and column_name ~ '(^|_)(ip|address|agent|browser|remote|host|fingerprint)'`,
    );
    expect(columns).toEqual([]);
  });

  test("shows both pass phrases with the lawyer only, and tells the page nothing else", async () => {
    const args = { ...(await enter()), params: {}, context: {} };
    const { own } = await status.loader(args as never);
    expect(own).toMatchObject({ state: "received", lawyer: null, phraseToPerson: null, phraseFromPerson: null });
    expect(JSON.stringify(own)).not.toMatch(/kanarin|Zbulu|069|PK-/i);
  });
});

test("two receipts share no row: a session opens its own request only", async () => {
  const other = await submitRequest(anyone(morning), { source: "public_form", filing: filing() });
  if (!other.ok || !other.receipt) throw new Error("no receipt");
  await made.owner.delete(rateLimits);
  const entered = await signInWithReceipt(anyone(new Date()), { ...other.receipt, address: "192.0.2.11" });
  const [session] = await made.owner.select().from(receiptSignIns).where(eq(receiptSignIns.requestId, other.requestId));
  expect(entered).toMatchObject({ ok: true, requestId: other.requestId });
  expect(session?.requestId).toBe(other.requestId);
});
