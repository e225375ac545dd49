import { afterAll, expect, test } from "vitest";
import { beginSignIn } from "#app/accounts/session.server";
import { refreshEnvironment } from "#app/env.server";
import { redirectTo, takeNotice } from "#app/forms/redirect.server";
import { ownCookie } from "#app/http/own-cookie.server";
import { localeCookie, localeOf } from "#app/i18n/locale.server";
import { helpCookie, helpToken } from "#app/legal-aid/receipts/help-session.server";
import { buildAccount } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { owner } = await testDatabase();
const account = await buildAccount(owner, { roles: ["trainer"] });
const before = process.env.ORIGIN;
afterAll(() => live(before));

function live(origin: string | undefined) {
  if (origin) process.env.ORIGIN = origin;
  refreshEnvironment();
}
const bring = (cookie: string, path = "/") =>
  new Request(`https://pune.example.al${path}`, { headers: { Cookie: cookie.split(";")[0] ?? "" } });

/** Every cookie that we set, by name. */
async function cookies() {
  const signIn = await beginSignIn(account, null, new Date());
  const help = await helpCookie("receipt", "token");
  const notice = (await redirectTo("/", { notice: "saved" })).headers.get("Set-Cookie") ?? "";
  const language = localeCookie(new Request("https://pune.example.al/?lang=en")) ?? "";
  return { signIn, help, notice, language };
}

test("behind TLS every cookie is Secure and bound by its name, HttpOnly, and not sent along by other sites", async () => {
  live("https://pune.example.al");
  const { help, ...whole } = await cookies();
  for (const cookie of Object.values(whole)) expect(cookie).toMatch(/^__Host-\w+=[^;]+; .*Path=\//);
  expect(help).toMatch(/^__Secure-page=[^;]+; Path=\/help;/);
  for (const cookie of [help, ...Object.values(whole)]) {
    expect(cookie).toMatch(/; Secure\b/);
    expect(cookie).toMatch(/; HttpOnly\b/);
    expect(cookie).toMatch(/; SameSite=Lax\b/);
    expect(cookie).not.toMatch(/; Domain=/);
    expect(cookie.length).toBeLessThan(4096);
  }
});

test("and each is read back by its name", async () => {
  live("https://pune.example.al");
  const { help, notice, language } = await cookies();
  expect(await helpToken(bring(help), "receipt")).toBe("token");
  expect((await takeNotice(bring(notice))).notice).toBe("saved");
  expect(localeOf(bring(language))).toBe("en");
  expect(localeOf(bring("lang=en"))).toBe("sq");
});

test("a token is 128 bits or more of chance, another one each time, and only its hash is kept", async () => {
  const token = async () => String(await ownCookie("perkrah").parse(await beginSignIn(account, null, new Date())));
  const [one, two] = [await token(), await token()];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, "base64url").length).toBeGreaterThanOrEqual(16);
  expect(JSON.stringify(await owner.execute("select * from sign_ins"))).not.toContain(one);
});
