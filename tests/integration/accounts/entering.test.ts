import { eq } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { codeAt } from "#app/accounts/authenticator-apps.server";
import { beginAuthenticatorApp } from "#app/accounts/begin-authenticator-app.server";
import { confirmAuthenticatorApp } from "#app/accounts/give-code.server";
import { secretToSetUp } from "#app/accounts/second-factor-queries.server";
import { createAccountLink } from "#app/accounts/send-account-link.server";
import { beginSignIn, signedIn } from "#app/accounts/session.server";
import { contextFor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { loader as rootLoader } from "#app/root";
import * as confirm from "#app/routes/account/confirm";
import * as home from "#app/routes/account/home";
import * as passwordPage from "#app/routes/account/password";
import * as recovery from "#app/routes/account/recovery-codes";
import * as factor from "#app/routes/account/second-factor";
import * as newFactor from "#app/routes/account/second-factor-new";
import * as signInPage from "#app/routes/account/sign-in";
import * as demo from "#app/routes/account/sign-in-demo";
import * as adminAccount from "#app/routes/admin/account";
import * as suspension from "#app/routes/admin/account-suspension";
import * as suspensionEnd from "#app/routes/admin/account-suspension-end";
import * as invitation from "#app/routes/admin/new-invitation";
import * as retention from "#app/routes/admin/retention-change";
import * as retentionClock from "#app/routes/admin/retention-clock";
import * as deskHome from "#app/routes/teach/home";
import { accounts, signIns } from "#db/schema/accounts";
import { buildAccount, buildMember, memberOf } from "#db/seeds/build.server";
import { demoAccounts } from "#db/seeds/demo-accounts";
import type { Role } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);
afterEach(() => {
  vi.unstubAllEnvs();
  refreshEnvironment();
});

/** Demo mode: the embedded server and no ORIGIN. */
function demoMode() {
  vi.stubEnv("ORIGIN", "");
  vi.stubEnv("DATABASE_EMBEDDED", "1");
  refreshEnvironment();
}

async function withApp(role: Role) {
  const account = await buildAccount(owner, { roles: [role] });
  // A minute ago: the step of the setting-up is used.
  const context = contextFor(memberOf(account, role), new Date(Date.now() - 60_000), app);
  await beginAuthenticatorApp(context);
  const secret = ((await secretToSetUp(context))?.secret ?? "").replaceAll(" ", "");
  await confirmAuthenticatorApp(context, { code: codeAt(secret, context.now) });
  return { account, secret };
}

/** Where an answer leads. */
async function leadsTo(answer: Promise<unknown>): Promise<string | null> {
  const given = await answer.catch((thrown: unknown) => thrown);
  return given instanceof Response ? given.headers.get("Location") : null;
}

const staff: Role[] = ["lawyer", "coordinator", "trainer", "training_manager", "referrer", "manager", "administrator"];

describe("after the password alone", () => {
  it.each(staff)("a %s without second factor is sent to set one up, before anything else", async (role) => {
    const account = await buildAccount(owner, { roles: [role, "professional"] });
    const args = await routeArgs("/account", { account, withoutSecondFactor: true });
    expect(await leadsTo(home.loader(args))).toBe("/account/second-factor/new");
    expect(await statusOf(newFactor.loader(args))).toBe(200);
  });

  it("a trainee works on", async () => {
    const account = await buildAccount(owner);
    expect(await statusOf(home.loader(await routeArgs("/account", { account, withoutSecondFactor: true })))).toBe(200);
  });

  it("whoever has a second factor gives it first, and comes back to where they wanted to go", async () => {
    const { account, secret } = await withApp("trainer");
    const first = await routeArgs("/teach", { account, withoutSecondFactor: true });
    const asked = await leadsTo(deskHome.loader(first));
    expect(asked).toBe("/account/second-factor?to=%2Fteach");
    const wrong = await routeArgs(asked ?? "", { account, withoutSecondFactor: true, form: { code: "000000" } });
    expect(await statusOf(factor.action(wrong))).toBe(400);
    const args = await routeArgs(asked ?? "", {
      account,
      withoutSecondFactor: true,
      form: { code: codeAt(secret, new Date()) },
    });
    const answer = await factor.action(args);
    if (!(answer instanceof Response)) throw new Error("refused");
    expect(answer.headers.get("Location")).toBe("/teach");
    const cookie = (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
    expect(cookie).not.toBe(args.request.headers.get("Cookie"));
    expect(await signedIn(args.request), "the old token").toBeNull();
    const renewed = await signedIn(new Request("http://localhost:3000/", { headers: { Cookie: cookie } }));
    expect(renewed?.secondFactorAt).not.toBeNull();
  });

  it("a stolen password brings no second factor of its own", async () => {
    const { account } = await withApp("coordinator");
    const args = await routeArgs("/account/second-factor/new", { account, withoutSecondFactor: true });
    expect(await leadsTo(newFactor.loader(args))).toBe("/account/second-factor");
    const codes = await routeArgs("/account/recovery-codes", { account, withoutSecondFactor: true, form: {} });
    expect(await leadsTo(recovery.action(codes))).toBe("/account/second-factor");
  });

  it("the frame of the page knows nobody yet", async () => {
    const { account } = await withApp("coordinator");
    const args = await routeArgs("/", { account, withoutSecondFactor: true });
    const { data } = (await rootLoader(args)) as { data: { person: unknown } };
    expect(data.person).toBeNull();
  });

  it("a new sign-in takes the place of the one that the browser had, whoever's it was", async () => {
    const before = await buildAccount(owner, { roles: ["trainer"] });
    const after = await buildAccount(owner, { password: "kali i bardhë vrapon" });
    const link = await createAccountLink(contextFor({ kind: "system" }, new Date(), app), after.id, "reset");
    const signInForm = { email: after.email, password: "kali i bardhë vrapon" };
    const ways = [
      async () => {
        const args = await routeArgs("/sign-in", { account: before, form: signInForm });
        return { args, answer: await signInPage.action(args) };
      },
      async () => {
        const params = { token: link.token };
        const args = await routeArgs("/account/link", {
          account: before,
          params,
          form: { password: "ura e vjetër guri" },
        });
        return { args, answer: await passwordPage.action(args) };
      },
    ];
    for (const way of ways) {
      const { args, answer } = await way();
      const cookie = answer instanceof Response ? (answer.headers.get("Set-Cookie")?.split(";")[0] ?? "") : "";
      expect((await signedIn(new Request("http://localhost:3000/", { headers: { Cookie: cookie } })))?.accountId).toBe(
        after.id,
      );
      expect(
        await signedIn(new Request(args.request.url, { headers: args.request.headers })),
        "the old one",
      ).toBeNull();
    }
  });

  it("never leads to somebody else's site", async () => {
    const { account, secret } = await withApp("trainer");
    for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const args = await routeArgs(`/account/second-factor?to=${encodeURIComponent(to)}`, {
        account,
        withoutSecondFactor: true,
        form: { code: codeAt(secret, new Date()) },
      });
      const location = await leadsTo(factor.action(args));
      if (location) expect(location).toBe("/");
    }
  });
});

describe("the step-up", () => {
  const tenMinutesAgo = () => new Date(Date.now() - 600_000);
  const stale = async (accountId: string) =>
    owner.update(signIns).set({ secondFactorAt: tenMinutesAgo() }).where(eq(signIns.accountId, accountId));

  it("asks for the factor again before roles and invitations, and leads back", async () => {
    const { account, secret } = await withApp("administrator");
    const other = await buildAccount(owner);
    const path = `/admin/accounts/${other.id}`;
    const grant = await routeArgs(path, { account, params: { id: other.id }, form: { role: "trainer" } });
    await stale(account.id);
    expect(await leadsTo(adminAccount.action(grant))).toBe(`/account/confirm?to=${encodeURIComponent(path)}`);
    const invite = await routeArgs("/admin/invitations/new", { account });
    await stale(account.id);
    expect(await leadsTo(invitation.loader(invite))).toBe("/account/confirm?to=%2Fadmin%2Finvitations%2Fnew");
    const page = await routeArgs(path, { account, params: { id: other.id } });
    await stale(account.id);
    expect(await statusOf(adminAccount.loader(page)), "looking needs no step-up").toBe(200);
    const give = await routeArgs(`/account/confirm?to=${encodeURIComponent(path)}`, {
      account,
      form: { code: codeAt(secret, new Date()) },
    });
    await stale(account.id);
    expect(await leadsTo(confirm.action(give))).toBe(path);
    const again = await routeArgs(path, { account, params: { id: other.id }, form: { role: "trainer" } });
    expect(await leadsTo(adminAccount.action(again))).toBe(path);
  });

  it("asks for it before what destroys data at night, and before a suspension ends", async () => {
    const { account } = await withApp("administrator");
    const other = await buildAccount(owner, { account: { state: "suspended" } });
    const code = "requests_ended";
    const shorter = { amount: "3", status: "confirmed", reason: "more room" };
    const ways: [string, Record<string, string>, Record<string, string>, typeof retention.action, string][] = [
      [`/admin/retention/${code}`, { code }, shorter, retention.action, `/admin/retention/${code}`],
      ["/admin/retention/clock", {}, { night: "2030-01-01" }, retentionClock.action, "/admin/retention"],
      [
        `/admin/accounts/${other.id}/suspension/end`,
        { id: other.id },
        {},
        suspensionEnd.action,
        `/admin/accounts/${other.id}`,
      ],
    ];
    for (const [path, params, form, action, back] of ways) {
      const args = await routeArgs(path, { account, params, form });
      await stale(account.id);
      expect(await leadsTo(action(args)), path).toBe(`/account/confirm?to=${encodeURIComponent(back)}`);
    }
    const [kept] = await owner.select({ state: accounts.state }).from(accounts).where(eq(accounts.id, other.id));
    expect(kept?.state).toBe("suspended");
  });
});

describe("demo mode", () => {
  it("lets the demo accounts in without second factor, and nobody elsewhere", async () => {
    const [first] = demoAccounts;
    const trainer = demoAccounts.find(({ role }) => role === "trainer");
    if (!first || !trainer) throw new Error("no demo accounts");
    await buildAccount(owner, { roles: ["trainer"], account: { email: trainer.email } });
    const args = await routeArgs("/sign-in/demo", { form: { email: trainer.email } });
    expect(await statusOf(demo.action(args))).toBe(404);
    demoMode();
    const again = await routeArgs("/sign-in/demo", { form: { email: trainer.email } });
    expect(await leadsTo(demo.action(again))).toBe("/teach");
    const plain = await buildAccount(owner, { roles: ["administrator"] });
    const page = await routeArgs("/admin/invitations/new", { account: plain, withoutSecondFactor: true });
    expect(await statusOf(invitation.loader(page)), "no step-up either").toBe(200);
  });

  it("still asks whoever has set one up", async () => {
    const { account } = await withApp("trainer");
    demoMode();
    const args = await routeArgs("/teach", { account, withoutSecondFactor: true });
    expect(await leadsTo(deskHome.loader(args))).toBe("/account/second-factor?to=%2Fteach");
  });
});

describe("suspension", () => {
  it("bites at the next request", async () => {
    const administrator = await buildMember(owner, "administrator");
    const trainer = await buildMember(owner, "trainer");
    const account = { id: trainer.account.id, roles: ["trainer"] as const };
    const cookie = await beginSignIn(account, null, new Date(), new Date());
    const args = () => ({
      request: new Request("http://localhost:3000/teach", { headers: { Cookie: cookie.split(";")[0] ?? "" } }),
      params: {},
      context: { nonce: "", requestId: "test", clientAddress: "10.0.0.1" },
    });
    expect(await statusOf(deskHome.loader(args()))).toBe(200);
    const suspend = await routeArgs(`/admin/accounts/${account.id}/suspension`, {
      account: { id: administrator.account.id, roles: ["administrator"] },
      params: { id: account.id },
      form: {},
    });
    expect(await leadsTo(suspension.action(suspend))).toBe(`/admin/accounts/${account.id}`);
    expect(await leadsTo(deskHome.loader(args()))).toBe("/sign-in?to=%2Fteach");
    const [row] = await owner.select({ state: accounts.state }).from(accounts).where(eq(accounts.id, account.id));
    expect(row?.state).toBe("suspended");
  });
});

describe("the sign-in page", () => {
  it("sends on whoever is in already, and answers a wrong password with the address kept", async () => {
    const account = await buildAccount(owner, { roles: ["trainer"] });
    expect(await leadsTo(signInPage.loader(await routeArgs("/sign-in", { account })))).toBe("/teach");
    const wrong = await routeArgs("/sign-in", { form: { email: account.email, password: "not this one" } });
    const answer = (await signInPage.action(wrong)) as { data: { form: { values: object } }; init: { status: number } };
    expect(answer.init.status).toBe(400);
    expect(answer.data.form.values).toEqual({ email: account.email });
  });
});
