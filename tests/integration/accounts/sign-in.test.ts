import { and, eq, gte, max } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { changeLocale } from "#app/accounts/change-locale.server";
import { claimRecord } from "#app/accounts/claim-record.server";
import { endOtherSignIns } from "#app/accounts/end-other-sign-ins.server";
import { inviteAccount } from "#app/accounts/invite-account.server";
import { inviteFirstAdministrator } from "#app/accounts/invite-first-administrator.server";
import { hashSecret } from "#app/accounts/passwords.server";
import { linkedAccount, redeemAccountLink } from "#app/accounts/redeem-account-link.server";
import { sendAccountLink } from "#app/accounts/send-account-link.server";
import { beginSignIn, endSignIn, signedIn } from "#app/accounts/session.server";
import { signIn } from "#app/accounts/sign-in.server";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { tokenHash } from "#app/protection/lookup.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import * as signInPage from "#app/routes/account/sign-in";
import { setDatabase } from "#db/client.server";
import { accountLinks, accountRoles, accounts, people, personClaims, signIns } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);

const now = new Date();
const anyone = contextFor({ kind: "anyone" }, now, app);
const system = contextFor({ kind: "system" }, now, app);
const password = "kali i bardhë vrapon";
const browser = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
const withCookie = (cookie: string) =>
  new Request("http://localhost:3000/", { headers: { Cookie: cookie.split(";")[0] ?? "" } });

describe("signing in", () => {
  it("takes the right password, keeps only the token's hash, and ends with signing out", async () => {
    const account = await buildAccount(owner, { roles: ["trainer"], password });
    const result = await signIn(anyone, { email: account.email.toUpperCase(), password, browser, address: "10.0.0.1" });
    if (!result.ok) throw new Error("not signed in");
    expect(result.home).toBe("/teach");
    expect(await signedIn(withCookie(result.cookie))).toMatchObject({ accountId: account.id, roles: ["trainer"] });
    const [row] = await owner.select().from(signIns).where(eq(signIns.accountId, account.id));
    expect(result.cookie).not.toContain(row?.id);
    expect(result.cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    await endSignIn(withCookie(result.cookie));
    expect(await signedIn(withCookie(result.cookie))).toBeNull();
  });

  it("answers a wrong password, an unknown address and a suspended account alike", async () => {
    const account = await buildAccount(owner, { password });
    const suspended = await buildAccount(owner, { password, account: { state: "suspended" } });
    for (const [email, typed] of [
      [account.email, "something else here"],
      ["nobody@example.al", password],
      [suspended.email, password],
    ] as const)
      expect(await signIn(anyone, { email, password: typed, browser, address: "10.0.0.2" })).toEqual({
        ok: false,
        reason: "credentials",
      });
  });

  it("compares a password as it was typed: every letter, case and space, however long", async () => {
    setDatabase(app);
    const long = `Kali i bardhë vrapon larg ${"dhe ".repeat(12)}kthehet`;
    expect(long.length).toBeGreaterThan(72);
    const { email } = await buildAccount(owner, { password: long });
    const enter = async (typed: string) =>
      statusOf(signInPage.action(await routeArgs("/sign-in", { form: { email, password: typed } })));
    const near = [
      long.toLowerCase(),
      long.toUpperCase(),
      `${long} `,
      ` ${long}`,
      long.trimEnd().slice(0, -1),
      long.slice(0, 64),
      long.slice(0, 72),
      `${long.slice(0, 64)}x${long.slice(65)}`,
    ];
    for (const typed of near) expect(await enter(typed), JSON.stringify(typed)).toBe(400);
    expect(await enter(long)).toBe(303);
  });

  it("takes a password that is twenty years old", async () => {
    const { id, email } = await buildAccount(owner, { password });
    const then = new Date(now.getTime() - 20 * 365 * 86_400_000);
    await owner.update(accounts).set({ createdAt: then }).where(eq(accounts.id, id));
    expect(await signIn(anyone, { email, password, browser, address: "10.0.0.4" })).toMatchObject({ ok: true });
    const later = contextFor({ kind: "anyone" }, new Date(now.getTime() + 20 * 365 * 86_400_000), app);
    expect(await signIn(later, { email, password, browser, address: "10.0.0.4" })).toMatchObject({ ok: true });
  });

  it("keeps a password as Argon2id of 64 MiB, three passes, one lane, with a salt of its own", async () => {
    const stored = [await hashSecret(password), await hashSecret(password)];
    for (const one of stored) expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(new Set(stored).size).toBe(2);
  });

  it("stops guessing at one account", async () => {
    const account = await buildAccount(owner, { password });
    const guess = () => signIn(anyone, { email: account.email, password: "a wrong one", browser, address: "10.0.0.3" });
    for (let attempt = 0; attempt < 10; attempt++) await guess();
    await expect(guess()).rejects.toMatchObject({ status: 429 });
  });

  it("keeps nobody out whose account a stranger tries, until many strangers do", async () => {
    const account = await buildAccount(owner, { password });
    const { email } = account;
    const from = (address: string, typed = "a wrong one") =>
      signIn(anyone, { email, password: typed, browser, address });
    for (let attempt = 0; attempt < 10; attempt++) await from("10.0.1.1");
    await expect(from("10.0.1.1", password)).rejects.toMatchObject({ status: 429 });
    expect((await from("10.0.1.2", password)).ok).toBe(true);
    await limitAttempts("sign_in_account", email, 88);
    expect((await from("10.0.1.3")).ok).toBe(false);
    await expect(from("10.0.1.4", password)).rejects.toMatchObject({ status: 429 });
  });

  it("leaves one row of the log where tries at an account were too many, and one without a name for an unknown address", async () => {
    const { id, email } = await buildAccount(owner, { password });
    const other = await buildAccount(owner, { password });
    const guess = (at: string, address: string) =>
      signIn(anyone, { email: at, password: "a wrong one", browser, address }).catch((refusal: Response) => refusal);
    const rows = () =>
      owner
        .select({ subject: auditEvents.subjectId, actor: auditEvents.actorKind, actorId: auditEvents.actorId })
        .from(auditEvents)
        .where(and(eq(auditEvents.action, "refuse-sign-ins"), gte(auditEvents.sequence, since)))
        .orderBy(auditEvents.sequence);
    const [last] = await owner.select({ sequence: max(auditEvents.sequence) }).from(auditEvents);
    const since = (last?.sequence ?? 0) + 1;
    for (const at of [email, "askush.fare@example.al"])
      for (let attempt = 0; attempt < 13; attempt++) {
        const answer = await guess(at, "10.0.2.1");
        expect(answer instanceof Response && answer.status, String(attempt)).toBe(attempt < 10 ? false : 429);
      }
    await guess(other.email, "10.0.2.1");
    const nobody = { actor: "anyone", actorId: null };
    expect(await rows()).toEqual([
      { subject: id, ...nobody },
      { subject: null, ...nobody },
    ]);
    await limitAttempts("sign_in_account", email, 90);
    for (const address of ["10.0.2.2", "10.0.2.3"]) await guess(email, address);
    expect((await rows()).map(({ subject }) => subject)).toEqual([id, null, id]);
  });

  it("ends staff after 30 idle minutes and 10 hours, trainees after 30 days", async () => {
    const minutes = async (roles: ("trainer" | "professional")[]) => {
      const account = await buildAccount(owner, { roles });
      // The library counts idle time from its own clock: a beginning long before would show.
      const now = new Date();
      await beginSignIn({ id: account.id, roles }, browser, now);
      const [row] = await owner.select().from(signIns).where(eq(signIns.accountId, account.id));
      if (!row) throw new Error("no sign-in");
      return {
        idle: Math.round((row.expiresAt.getTime() - now.getTime()) / 60_000),
        whole: Math.round((row.endsAt.getTime() - now.getTime()) / 60_000),
      };
    };
    expect(await minutes(["trainer", "professional"])).toEqual({ idle: 30, whole: 600 });
    expect((await minutes(["professional"])).idle).toBe(30 * 24 * 60);
  });

  it("is over at once when the account is suspended or the time has run out", async () => {
    const account = await buildAccount(owner, { roles: ["lawyer"] });
    const cookie = await beginSignIn({ id: account.id, roles: ["lawyer"] }, browser, now);
    expect(await signedIn(withCookie(cookie))).not.toBeNull();
    await owner.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, account.id));
    expect(await signedIn(withCookie(cookie))).toBeNull();
    await owner.update(accounts).set({ state: "active" }).where(eq(accounts.id, account.id));
    await owner
      .update(signIns)
      .set({ endsAt: new Date(now.getTime() - 1000) })
      .where(eq(signIns.accountId, account.id));
    expect(await signedIn(withCookie(cookie))).toBeNull();
  });

  it("can be ended in every other browser", async () => {
    const { account, actor } = await buildMember(owner, "coordinator");
    const [here, there] = [
      await beginSignIn({ id: account.id, roles: ["coordinator"] }, browser, now),
      await beginSignIn({ id: account.id, roles: ["coordinator"] }, browser, now),
    ];
    const own = await signedIn(withCookie(here));
    await endOtherSignIns(contextFor(actor, now, app), { keep: own?.signInId ?? "" });
    expect(await signedIn(withCookie(here))).not.toBeNull();
    expect(await signedIn(withCookie(there))).toBeNull();
  });

  it("keeps the language of mails", async () => {
    const { account, actor } = await buildMember(owner, "trainer");
    await changeLocale(contextFor(actor, now, app), { locale: "en" });
    const [row] = await owner.select({ locale: accounts.locale }).from(accounts).where(eq(accounts.id, account.id));
    expect(row?.locale).toBe("en");
  });
});

describe("a one-time link", () => {
  it("invites somebody, works once, and its token is nowhere in the database", async () => {
    const { actor } = await buildMember(owner, "administrator");
    const invited = await inviteAccount(contextFor(actor, now, app), {
      givenName: "Besa",
      familyName: "Leka",
      email: "Besa.Leka@example.al",
      roles: ["coordinator"],
      locale: "sq",
    });
    if (!invited.ok) throw new Error("not invited");
    expect(await linkedAccount(anyone, invited.token)).toEqual({
      email: "besa.leka@example.al",
      longPassword: false,
      unknown: false,
    });
    expect(await redeemAccountLink(anyone, { token: invited.token, password: "short", browser })).toEqual({
      ok: false,
      field: "password",
      reason: "too_short|min=12",
    });
    const uses = await Promise.allSettled(
      Array.from({ length: 4 }, () => redeemAccountLink(anyone, { token: invited.token, password, browser })),
    );
    expect(uses.filter((use) => use.status === "fulfilled")).toHaveLength(1);
    await expect(redeemAccountLink(anyone, { token: invited.token, password, browser })).rejects.toMatchObject({
      status: 404,
    });
    const [link] = await owner.select().from(accountLinks).where(eq(accountLinks.accountId, invited.accountId));
    expect(link?.tokenHash.equals(tokenHash(invited.token))).toBe(true);
    const audit = await owner
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, invited.accountId));
    expect(audit.map((row) => row.action)).toEqual(["invite-account", "redeem-account-link"]);
    expect(
      await inviteAccount(contextFor(actor, now, app), {
        givenName: "B",
        familyName: "L",
        email: "besa.leka@example.al",
        roles: ["trainer"],
        locale: "sq",
      }),
    ).toEqual({ ok: false, reason: "already_known" });
  });

  it("is queued for a known address and for somebody on a list, for nobody else", async () => {
    const account = await buildAccount(owner, { password });
    const listed = await buildPerson(owner, { email: "ne.liste@example.al" });
    const queued = async () => (await owner.select().from(outboxMessages)).length;
    const before = await queued();
    await sendAccountLink(anyone, { email: account.email, locale: "sq" });
    await sendAccountLink(anyone, { email: "ne.liste@example.al", locale: "en" });
    await sendAccountLink(anyone, { email: "askush@example.al", locale: "sq" });
    expect(await queued()).toBe(before + 2);
    const [opened] = await owner.select().from(accounts).where(eq(accounts.personId, listed.id));
    expect(opened).toMatchObject({ state: "invited", locale: "en" });
  });

  it("sets up the first administrator until one works", async () => {
    await owner.delete(accountLinks);
    await buildMember(owner, "administrator");
    expect(await inviteFirstAdministrator(system)).toBeNull();
    await owner.delete(accountRoles).where(eq(accountRoles.role, "administrator"));
    const first = await inviteFirstAdministrator(system);
    expect(first).toMatch(/^\/account\/link\//);
    const again = (await inviteFirstAdministrator(system)) ?? "";
    expect(await linkedAccount(anyone, (first ?? "").slice("/account/link/".length))).toMatchObject({ unknown: true });
    const token = again.slice("/account/link/".length);
    expect(await linkedAccount(anyone, token)).toMatchObject({ unknown: true });
    const taken = await buildAccount(owner);
    const introduced = (email: string) =>
      redeemAccountLink(anyone, {
        token,
        password,
        browser,
        introduction: { givenName: "Drita", familyName: "Çela", email },
      });
    expect(await introduced(taken.email)).toEqual({ ok: false, field: "email", reason: "email_taken" });
    const used = await introduced("drita.cela@example.al");
    const [account] = await owner.select().from(accounts).where(eq(accounts.email, "drita.cela@example.al"));
    expect(used).toMatchObject({ ok: true, accountId: account?.id });
    const [person] = await owner
      .select()
      .from(people)
      .where(eq(people.id, account?.personId ?? ""));
    expect(person).toMatchObject({ givenName: "Drita", foldedName: "cela drita", email: "drita.cela@example.al" });
    expect(await inviteFirstAdministrator(system)).toBeNull();
  });
});

describe("a claim code", () => {
  const input = { password, locale: "sq", browser, address: "10.0.0.9" } as const;

  it("gives the record to whoever holds the slip, once", async () => {
    const person = await buildPerson(owner, { givenName: "Zef", familyName: "Dedë" });
    await owner.insert(personClaims).values({ personId: person.id, codeHash: tokenHash("ACDEFGHJKMNP") });
    const taken = await buildAccount(owner);
    expect(await claimRecord(anyone, { ...input, code: "ACDE-FGHJ-KMNP", email: taken.email })).toEqual({
      ok: false,
      field: "email",
      reason: "email_taken",
    });
    const tries = await Promise.all(
      ["a", "b", "c"].map((name) =>
        claimRecord(anyone, { ...input, code: "acde fghj kmnp", email: `zef.${name}@example.al` }),
      ),
    );
    expect(tries.filter((each) => each.ok)).toHaveLength(1);
    expect(await claimRecord(anyone, { ...input, code: "ACDEFGHJKMNP", email: "late@example.al" })).toMatchObject({
      ok: false,
      field: "code",
    });
    expect(await owner.select().from(accounts).where(eq(accounts.personId, person.id))).toMatchObject([
      { state: "active" },
    ]);
  });
});
