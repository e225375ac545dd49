import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { codeAt } from "#app/accounts/authenticator-apps.server";
import { beginAuthenticatorApp } from "#app/accounts/begin-authenticator-app.server";
import { confirmAuthenticatorApp, giveCode } from "#app/accounts/give-code.server";
import { givePasskey } from "#app/accounts/give-passkey.server";
import { makeRecoveryCodes } from "#app/accounts/make-recovery-codes.server";
import { optionsToRegister, optionsToSign } from "#app/accounts/passkeys.server";
import { registerPasskey } from "#app/accounts/register-passkey.server";
import { removeSecondFactor } from "#app/accounts/remove-second-factor.server";
import { resetSecondFactors } from "#app/accounts/reset-second-factors.server";
import { ownSecondFactors, secretToSetUp } from "#app/accounts/second-factor-queries.server";
import { beginSignIn, signedIn } from "#app/accounts/session.server";
import { signInWithPasskey } from "#app/accounts/sign-in-with-passkey.server";
import { type Context, contextFor, inTransaction, type Member } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { openAccountKey } from "#app/protection/data-keys.server";
import { accounts } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { authenticatorApps, passkeyChallenges, passkeys, recoveryCodes } from "#db/schema/second-factors";
import { buildMember } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { makeDevice } from "#tests/support/authenticator";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);

const now = new Date("2026-11-24T09:00:10Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

async function somebody(role: Role = "coordinator") {
  const { account, actor } = await buildMember(owner, role, { account: { state: "active" } });
  const at = (when = now): Context<Member> => contextFor(actor, when, app);
  return { account, actor, at };
}

async function withApp(role: Role = "coordinator") {
  const person = await somebody(role);
  await beginAuthenticatorApp(person.at());
  const setUp = await secretToSetUp(person.at());
  const secret = (setUp?.secret ?? "").replaceAll(" ", "");
  expect(await confirmAuthenticatorApp(person.at(), { code: codeAt(secret, now) })).toEqual({ ok: true });
  return { ...person, secret };
}

async function withPasskey(role: Role = "coordinator", device = makeDevice()) {
  const person = await somebody(role);
  const options = await optionsToRegister(person.at(), { email: person.account.email, name: "Drita" });
  const response = device.register(options);
  expect(await registerPasskey(person.at(), { response, label: "Telefoni" })).toEqual({ ok: true });
  return { ...person, ...device, registration: response };
}

const since = async (id: string) =>
  (await owner.select({ since: accounts.secondFactorSince }).from(accounts).where(eq(accounts.id, id)))[0]?.since;

describe("an app with codes", () => {
  it("counts from its first right code on, and its secret is nowhere to be read", async () => {
    const { at, account, secret } = await withApp();
    expect(await since(account.id)).toEqual(now);
    expect((await ownSecondFactors(at())).appSince).toEqual(now);
    expect(await secretToSetUp(at())).toBeNull();
    const [row] = await owner
      .select({ sealed: sql<string>`encode(secret, 'escape')` })
      .from(authenticatorApps)
      .where(eq(authenticatorApps.accountId, account.id));
    expect(row?.sealed).not.toContain(secret);
    expect(await beginAuthenticatorApp(at())).toEqual({ ok: false, reason: "has_app" });
  });

  it("takes a step once, none before it, one step of clock difference and no more", async () => {
    const { at, secret } = await withApp();
    const give = (code: string, when: Date) => giveCode(at(when), { code });
    const refused = { ok: false, reason: "second_factor_code" };
    expect(await give(codeAt(secret, now), now), "used at the setting-up").toEqual(refused);
    expect(await give(codeAt(secret, later(-30)), now), "before it").toEqual(refused);
    expect(await give(codeAt(secret, later(30)), now), "the next step, early").toEqual({ ok: true });
    expect(await give(codeAt(secret, later(30)), later(30)), "the same step again").toEqual(refused);
    expect(await give(codeAt(secret, later(120)), later(60)), "two steps off").toEqual(refused);
    const spaced = codeAt(secret, later(90)).replace(/(...)/, "$1 ");
    expect(await give(spaced, later(90))).toEqual({ ok: true });
  });

  it("lets one of eight in who type the same code at the same moment", async () => {
    const { at, secret } = await withApp();
    const code = codeAt(secret, later(60));
    const tries = await Promise.all(Array.from({ length: 8 }, () => giveCode(at(later(60)), { code })));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is not guessed: ten tries in a quarter of an hour", async () => {
    const { at } = await withApp();
    for (let attempt = 0; attempt < 9; attempt++) await giveCode(at(), { code: "000000" });
    await expect(giveCode(at(), { code: "000000" })).rejects.toMatchObject({ status: 429 });
  });
});

describe("recovery codes", () => {
  it("are ten, work once each under race, and are worth nothing to whoever reads the table", async () => {
    const { at, account } = await withApp();
    const made = await makeRecoveryCodes(at());
    if (!made.ok) throw new Error(made.reason);
    expect(new Set(made.codes).size).toBe(10);
    const [code = ""] = made.codes;
    expect(made.codes.join(" "), "25 of 23 letters: over 112 bits").toMatch(/^(([A-Z\d]{5}-){4}[A-Z\d]{5} ?){10}$/);
    const typed = code.toLowerCase().replaceAll("-", " ");
    const tries = await Promise.all(Array.from({ length: 6 }, () => giveCode(at(), { code: typed })));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await ownSecondFactors(at())).codesLeft).toBe(9);
    const rows = await owner.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, account.id));
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll("-", ""));
  });

  it("stop working when new ones are made, and need a second factor first", async () => {
    const { at } = await withApp();
    const first = await makeRecoveryCodes(at());
    await makeRecoveryCodes(at());
    if (!first.ok) throw new Error(first.reason);
    expect((await giveCode(at(), { code: first.codes[3] ?? "" })).ok).toBe(false);
    expect(await makeRecoveryCodes((await somebody()).at())).toEqual({ ok: false, reason: "no_second_factor" });
  });

  it("of somebody else do not fit", async () => {
    const [mine, other] = [await withApp(), await withApp()];
    const made = await makeRecoveryCodes(other.at());
    if (!made.ok) throw new Error(made.reason);
    expect((await giveCode(mine.at(), { code: made.codes[0] ?? "" })).ok).toBe(false);
  });
});

describe("a passkey", () => {
  it("is registered once, with a challenge that was made for this account and not used", async () => {
    const { at, account, register, registration } = await withPasskey();
    expect(await since(account.id)).toEqual(now);
    expect(await registerPasskey(at(), { response: registration, label: "again" })).toEqual({
      ok: false,
      reason: "passkey_refused",
    });
    const options = await optionsToRegister(at(), { email: account.email, name: "Drita" });
    expect(await registerPasskey(at(), { response: register(options), label: "twice" })).toEqual({
      ok: false,
      reason: "passkey_known",
    });
    const stranger = await somebody();
    const theirs = await optionsToRegister(at(), { email: account.email, name: "Drita" });
    expect(
      await registerPasskey(stranger.at(), { response: makeDevice().register(theirs), label: "not mine" }),
    ).toEqual({ ok: false, reason: "passkey_refused" });
  });

  it("is a second factor once per challenge, from our own page only", async () => {
    const { at, account, sign, device } = await withPasskey();
    const options = await optionsToSign(at(), account.id);
    const response = sign(options);
    expect(await givePasskey(at(), { response })).toEqual({ ok: true });
    expect((await givePasskey(at(), { response })).ok, "the same answer again").toBe(false);
    device.origin = "https://perkrah.evil.example";
    expect((await givePasskey(at(), { response: sign(await optionsToSign(at(), account.id)) })).ok).toBe(false);
    device.origin = "http://localhost:3000";
    device.rpId = "evil.example";
    expect((await givePasskey(at(), { response: sign(await optionsToSign(at(), account.id)) })).ok).toBe(false);
    device.rpId = "localhost";
    device.counter = 0;
    expect((await givePasskey(at(), { response: sign(await optionsToSign(at(), account.id)) })).ok, "a copy").toBe(
      false,
    );
    device.counter = 50;
    const old = await optionsToSign(at(), account.id);
    expect((await givePasskey(at(later(301)), { response: sign(old) })).ok, "an old challenge").toBe(false);
  });

  it("of somebody else is none", async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const response = other.sign(await optionsToSign(mine.at(), mine.account.id));
    expect((await givePasskey(mine.at(), { response })).ok).toBe(false);
  });

  it("signs in alone, both factors given, where the device asks who holds it", async () => {
    const { account, sign, device } = await withPasskey("lawyer");
    const anyone = contextFor({ kind: "anyone" }, now, app);
    const enter = async () =>
      signInWithPasskey(anyone, {
        response: sign(await optionsToSign(anyone, null)),
        browser: null,
        address: "10.0.0.1",
      });
    const entered = await enter();
    if (!entered.ok) throw new Error(entered.reason);
    expect(entered.home).toBe("/lawyer");
    device.verifies = false;
    expect((await enter()).ok, "without finger, face or PIN").toBe(false);
    device.verifies = true;
    await owner.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, account.id));
    expect((await enter()).ok, "suspended").toBe(false);
  });

  it("does not take a challenge of the second factor for signing in", async () => {
    const { at, account, sign } = await withPasskey();
    const anyone = contextFor({ kind: "anyone" }, now, app);
    const response = sign(await optionsToSign(at(), account.id));
    expect((await signInWithPasskey(anyone, { response, browser: null, address: "10.0.0.1" })).ok).toBe(false);
    const own = sign(await optionsToSign(anyone, null));
    expect((await givePasskey(at(), { response: own })).ok).toBe(false);
  });

  it("leaves no challenge behind that was used", async () => {
    const { at, account, sign } = await withPasskey();
    const options = await optionsToSign(at(), account.id);
    await givePasskey(at(), { response: sign(options) });
    expect(
      await owner.select().from(passkeyChallenges).where(eq(passkeyChallenges.challenge, options.challenge)),
    ).toEqual([]);
  });
});

describe("taking factors away", () => {
  it("leaves the last one where a role needs it, and takes the password with a trainee's last one", async () => {
    const staff = await withApp("trainer");
    expect(await removeSecondFactor(staff.at(), { kind: "app" })).toEqual({ ok: false, reason: "last_factor" });
    const trainee = await withApp("professional");
    await owner.update(accounts).set({ passwordHash: "x" }).where(eq(accounts.id, trainee.account.id));
    expect(await removeSecondFactor(trainee.at(), { kind: "app" })).toEqual({ ok: true, last: true });
    const [row] = await owner.select().from(accounts).where(eq(accounts.id, trainee.account.id));
    expect(row).toMatchObject({ secondFactorSince: null, passwordHash: null });
  });

  it("of somebody else answers 404", async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const [theirs] = await owner.select().from(passkeys).where(eq(passkeys.accountId, other.account.id));
    await expect(removeSecondFactor(mine.at(), { kind: "passkey", id: theirs?.id ?? "" })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("is for another administrator where all are lost, and ends every sign-in", async () => {
    const { account, at } = await withApp();
    const cookie = await beginSignIn({ id: account.id, roles: ["coordinator"] }, null, new Date(), new Date());
    const request = new Request("http://localhost:3000/", { headers: { Cookie: cookie.split(";")[0] ?? "" } });
    const administrator = await buildMember(owner, "administrator");
    const context = contextFor(administrator.actor, now, app);
    expect(await resetSecondFactors(context, { accountId: account.id })).toEqual({ ok: true });
    expect(await signedIn(request)).toBeNull();
    expect(await ownSecondFactors(at())).toEqual({ passkeys: [], appSince: null, codesLeft: 0 });
    expect(await resetSecondFactors(context, { accountId: administrator.account.id })).toEqual({
      ok: false,
      reason: "own_account",
    });
    await expect(
      inTransaction(at(), (tx) => tx.db.execute(sql`select access.forget_second_factors(${account.id}::uuid)`)),
    ).rejects.toThrow();
  });
});

describe("an account's secrets", () => {
  it("are hidden from a query that forgot its actor and from every other account", async () => {
    const { at, account } = await withApp();
    await makeRecoveryCodes(at());
    expect(await app.select().from(authenticatorApps)).toEqual([]);
    const stranger = await buildMember(owner, "administrator");
    const seen = await inTransaction(contextFor(stranger.actor, now, app), async (tx) => [
      ...(await tx.db.select({ id: authenticatorApps.accountId }).from(authenticatorApps)),
      ...(await tx.db.select({ id: recoveryCodes.id }).from(recoveryCodes)),
    ]);
    expect(seen).toEqual([]);
    for (const actor of [stranger.actor, { kind: "system" } as const, { kind: "anyone" } as const])
      await expect(
        inTransaction(contextFor(actor, now, app), (tx) => openAccountKey(tx, account.id)),
      ).rejects.toMatchObject({ status: 404 });
  });

  it("are opened beside an audit row, and every try is on record", async () => {
    const { at, account } = await withApp();
    await giveCode(at(), { code: "123456" });
    const rows = await owner
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, account.id));
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["begin-authenticator-app", "confirm-authenticator-app", "refuse-second-factor"]),
    );
    expect(actions.filter((action) => action === "open-account-secret").length).toBeGreaterThanOrEqual(4);
  });
});
