import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { env } from "#app/env.server";
import * as check from "#app/routes/help/check";
import * as done from "#app/routes/help/done";
import * as exit from "#app/routes/help/exit";
import * as home from "#app/routes/help/home";
import * as question from "#app/routes/help/question";
import * as status from "#app/routes/help/status";
import * as statusContact from "#app/routes/help/status-contact";
import * as statusEnd from "#app/routes/help/status-end";
import * as statusMessages from "#app/routes/help/status-messages";
import * as statusWithdrawal from "#app/routes/help/status-withdrawal";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";

let made: TestDatabase;
let cookie = "";
let visitors = 0;
beforeAll(async () => {
  made = await testDatabase();
});
beforeEach(() => {
  cookie = "";
  visitors += 1;
});

type Fields = Record<string, string>;

function args(path: string, fields?: Fields): LoaderFunctionArgs & ActionFunctionArgs {
  const request = new Request(`http://localhost:3000${path}`, {
    headers: { Cookie: cookie, "Accept-Language": "sq" },
    ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
  });
  const name = /^\/help\/request\/([^?]+)/.exec(path)?.[1];
  const context = { clientAddress: `192.0.2.${visitors}`, nonce: "", requestId: "" };
  return { request, params: name ? { question: name } : {}, context };
}

/** A redirect as it comes, thrown or returned; the cookie is kept as a browser would. */
async function follow(answer: unknown): Promise<string> {
  const given = await Promise.resolve(answer).catch((thrown: unknown) => thrown);
  if (!(given instanceof Response)) throw new Error("no redirect");
  const set = given.headers.get("Set-Cookie");
  if (set) cookie = set.split(";")[0] ?? "";
  expect(given.status).toBe(303);
  return given.headers.get("Location") ?? "";
}

const ask = (name: string, fields: Fields, query = "") =>
  follow(question.action(args(`/help/request/${name}${query}`, fields)));

async function answerAll() {
  await ask("now", { safeNow: "yes" });
  await ask("today", { danger: "no" });
  await ask("contact", { channel: "phone" });
  await ask("reach", { phone: "069 123 4567", who: "only_me", message: "none" });
  await ask("words", { story: "Kanarina këndon" });
  return ask("agree", { process: "yes" });
}

async function receipt() {
  await answerAll();
  await follow(check.action(args("/help/request/check", {})));
  const page = await done.loader(args("/help/request/done"));
  return page.receipt;
}

const drafts = async () =>
  (await made.owner.execute<{ count: number }>(sql`select count(*)::int as count from request_drafts`))[0]?.count;

describe("the questions", () => {
  test("lead on in the language of the address, with one session cookie that says nothing", async () => {
    const next = await follow(question.action(args("/help/request/now?lang=en", { safeNow: "yes" })));
    expect(next).toBe("/help/request/today?lang=en");
    expect(cookie).toMatch(/^page=/);
    const given = await question.action(args("/help/request/contact", { channel: "page" }));
    if (!(given instanceof Response)) throw new Error("no redirect");
    expect(given.headers.get("Set-Cookie")).toMatch(/Path=\/help; HttpOnly; SameSite=Lax$/);
    expect(given.headers.get("Location")).toBe("/help/request/region?lang=sq");
  });

  test("not now leads to advice, danger to the number", async () => {
    expect(await ask("now", { safeNow: "no" })).toBe("/help/later?lang=sq");
    expect(await ask("today", { danger: "yes" })).toBe("/help/first?lang=sq");
  });

  test("what is wrong is said beside its field and what was typed stays", async () => {
    await ask("now", { safeNow: "yes" });
    await ask("contact", { channel: "phone" });
    const refusals: [string, Fields, string][] = [
      ["now", {}, "safeNow"],
      ["contact", { channel: "pigeon" }, "channel"],
      ["reach", { phone: "abc" }, "phone"],
      ["reach", { who: "only_me" }, "phone"],
      ["region", { regionIso: "AL-99" }, "regionIso"],
      ["dates", { nextDateOn: "2026-02-30" }, "nextDateOn"],
      ["words", { story: "x".repeat(8001) }, "story"],
      ["you", { birthYear: "19x0" }, "birthYear"],
      ["you", { name: "a\u0000b" }, "name"],
      ["agree", {}, "process"],
    ];
    for (const [name, fields, field] of refusals) {
      const form = await refusal(question.action(args(`/help/request/${name}`, fields)));
      expect(Object.keys(form.errors), name).toContain(field);
      expect(form.values).toEqual(fields);
    }
  });

  test("there are no other questions, and none without a draft but the first", async () => {
    await expect(question.loader(args("/help/request/password"))).rejects.toMatchObject({ status: 404 });
    expect(await follow(question.loader(args("/help/request/you")))).toBe("/help?ended=1&lang=sq");
    expect(await ask("you", { name: "x" })).toBe("/help?ended=1&lang=sq");
    expect((await question.loader(args("/help/request/now"))).question).toBe("now");
    cookie = "page=invented";
    expect(await follow(check.loader(args("/help/request/check")))).toBe("/help?ended=1&lang=sq");
  });

  test("answers are there again when she goes back, and changes lead back to the check", async () => {
    await answerAll();
    const words = await question.loader(args("/help/request/words"));
    expect(words.typed).toEqual({ story: "Kanarina këndon" });
    expect(await ask("words", { story: "Ndryshe" }, "?from=check")).toBe("/help/request/check?lang=sq");
    expect(await ask("contact", { channel: "email" }, "?from=check")).toBe("/help/request/reach?from=check&lang=sq");
    expect((await check.loader(args("/help/request/check"))).missing).toBe("reach");
    expect(await follow(check.action(args("/help/request/check", {})))).toBe("/help/request/reach?from=check&lang=sq");
  });
});

describe("sending", () => {
  test("a second click finds the same receipt; once it is noted nothing is left", async () => {
    await answerAll();
    expect(await follow(check.action(args("/help/request/check", {})))).toBe("/help/request/done?lang=sq");
    expect(await follow(check.action(args("/help/request/check", {})))).toBe("/help/request/done?lang=sq");
    expect(await follow(question.loader(args("/help/request/you")))).toBe("/help/request/done?lang=sq");
    const before = await drafts();
    expect(await follow(done.action(args("/help/request/done", {})))).toBe("/help/status?closed=1&lang=sq");
    expect(cookie).toBe("page=");
    expect(await drafts()).toBe((before ?? 0) - 1);
    expect(await follow(done.loader(args("/help/request/done")))).toBe("/help/status?lang=sq");
  });
});

describe("coming back", () => {
  test("locator and digits open the page; wrong ones are refused alike, the digits not repeated", async () => {
    const { locator, secret } = await receipt();
    for (const fields of [
      { locator, receipt_digits: "0000 0000 0000 0000" },
      { locator: "AAAAAA", receipt_digits: secret },
    ]) {
      expect(await refusal(status.action(args("/help/status", fields)))).toEqual({
        values: { locator: fields.locator },
        errors: { form: [{ key: "receipt_unknown" }] },
      });
    }
    expect(await follow(status.action(args("/help/status", { locator, receipt_digits: secret })))).toBe(
      "/help/status?lang=sq",
    );
    const { own } = await status.loader(args("/help/status"));
    expect(own?.state).toBe("received");
    expect(JSON.stringify(own)).not.toMatch(/kanarin|069|PK-/i);
  });

  test("attempts on one locator are limited", async () => {
    let refused = 0;
    for (let attempt = 0; attempt < 12; attempt++) {
      const answer = await Promise.resolve(
        status.action(args("/help/status", { locator: "CCCCCC", receipt_digits: "1234123412341234" })),
      ).catch((thrown: unknown) => thrown);
      if (answer instanceof Response && answer.status === 429) refused += 1;
    }
    expect(refused).toBeGreaterThanOrEqual(5);
  });

  test("write, change the contact, withdraw; then the page says that it is over", async () => {
    const { locator, secret } = await receipt();
    await follow(status.action(args("/help/status", { locator, receipt_digits: secret })));
    expect(await follow(statusMessages.action(args("/help/status/messages", { body: "A ka lajme?" })))).toBe(
      "/help/status/messages?lang=sq",
    );
    expect((await statusMessages.loader(args("/help/status/messages"))).messages[0]?.text).toBe("A ka lajme?");
    const bad = await refusal(statusContact.action(args("/help/status/contact", { channel: "email", email: "x" })));
    expect(bad.errors).toHaveProperty("email");
    await follow(statusContact.action(args("/help/status/contact", { channel: "page" })));
    expect((await statusContact.loader(args("/help/status/contact"))).channel).toBe("page");
    const unsure = await refusal(statusWithdrawal.action(args("/help/status/withdrawal", {})));
    expect(unsure.errors).toHaveProperty("sure");
    await follow(statusWithdrawal.action(args("/help/status/withdrawal", { sure: "yes" })));
    expect((await status.loader(args("/help/status"))).own?.state).toBe("withdrawn");
    await follow(statusEnd.action(args("/help/status/end", {})));
    expect(await follow(statusMessages.loader(args("/help/status/messages")))).toBe("/help/status?lang=sq&ended=1");
  });

  test("the cookie of a draft opens no receipt's page", async () => {
    await ask("now", { safeNow: "yes" });
    expect((await status.loader(args("/help/status"))).own).toBeNull();
    cookie = cookie.replace(/=.*/, (value) => value.replace("d", "r"));
    expect((await status.loader(args("/help/status"))).own).toBeNull();
  });
});

describe("leaving", () => {
  test("deletes the answers, clears the cookie and leads away, wherever the form says", async () => {
    await answerAll();
    const before = await drafts();
    expect(await follow(exit.action(args("/help/exit?to=https://evil.example", { to: "https://evil.example" })))).toBe(
      env().quickExitUrl,
    );
    expect(cookie).toBe("page=");
    expect(await drafts()).toBe((before ?? 0) - 1);
  });

  test("ends the session behind a receipt on the server, whatever the browser keeps", async () => {
    const { locator, secret } = await receipt();
    await follow(status.action(args("/help/status", { locator, receipt_digits: secret })));
    const kept = cookie;
    await follow(exit.action(args("/help/exit", {})));
    cookie = kept;
    expect((await status.loader(args("/help/status"))).own).toBeNull();
  });
});

test("the first page shows the numbers that may be shown, 129 first", async () => {
  const { lines } = await home.loader(args("/help"));
  expect(lines[0]?.number).toBe("129");
  expect(lines.map(({ number }) => number)).not.toContain("116 006");
});
