import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { emailChangePath } from "#app/accounts/account-links.server";
import { answerLinkRequests } from "#app/accounts/answer-link-requests.server";
import { askForAccountLink } from "#app/accounts/ask-for-account-link.server";
import { beginAuthenticatorApp } from "#app/accounts/begin-authenticator-app.server";
import { closeAccount } from "#app/accounts/close-account.server";
import { confirmEmailChange, newAddressOf } from "#app/accounts/confirm-email-change.server";
import { endOwnSignIn } from "#app/accounts/end-own-sign-in.server";
import { ownSignIns } from "#app/accounts/queries.server";
import { linkedAccount, redeemAccountLink } from "#app/accounts/redeem-account-link.server";
import { requestEmailChange } from "#app/accounts/request-email-change.server";
import { createAccountLink } from "#app/accounts/send-account-link.server";
import { beginSignIn, signedIn } from "#app/accounts/session.server";
import { signIn } from "#app/accounts/sign-in.server";
import { suspendAccount } from "#app/accounts/suspend-account.server";
import { type Context, contextFor, type Member } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { accountLinkRequests, accountLinks, accounts, people } from "#db/schema/accounts";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { buildAidRequest, buildLawyer, buildMember, buildOffer } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);

const now = new Date();
const password = "kali i bardhë vrapon";
const anyone = contextFor({ kind: "anyone" }, now, app);
const system = contextFor({ kind: "system" }, now, app);
const withCookie = (cookie: string) =>
  new Request("http://localhost:3000/", { headers: { Cookie: cookie.split(";")[0] ?? "" } });

async function somebody(role: Role = "professional") {
  const { account, actor } = await buildMember(owner, role, { password });
  return { account, context: contextFor(actor, now, app) as Context<Member> };
}

async function mailsAbout(accountId: string) {
  const rows = await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, accountId));
  return Promise.all(rows.map(async ({ id, kind }) => ({ kind, mail: await renderMessage(system, id) })));
}

const tokenOf = (text: string | undefined) => /\/account\/(?:email|link)\/([\w-]+)/.exec(text ?? "")?.[1] ?? "";

describe("a new mail address", () => {
  it("holds when the link sent to it is used, and the old one hears of it", async () => {
    const { account, context } = await somebody();
    const email = "e.re@example.al";
    expect(await requestEmailChange(context, { email, password: "not this" })).toEqual({
      ok: false,
      reason: "own_password",
    });
    expect(await requestEmailChange(context, { email, password })).toEqual({ ok: true });
    const [asked] = await mailsAbout(account.id);
    expect(asked?.mail?.to).toBe(email);
    const token = tokenOf(asked?.mail?.text);
    expect(await newAddressOf(anyone, token)).toEqual({ email });
    expect(await linkedAccount(anyone, token), "it sets no password").toBeNull();
    const { token: reset } = await createAccountLink(system, account.id, "reset");
    const uses = await Promise.allSettled(Array.from({ length: 4 }, () => confirmEmailChange(anyone, { token })));
    expect(uses.filter((use) => use.status === "fulfilled")).toHaveLength(1);
    const [row] = await owner
      .select({ email: accounts.email, person: people.email })
      .from(accounts)
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(eq(accounts.id, account.id));
    expect(row).toEqual({ email, person: email });
    const told = (await mailsAbout(account.id)).find(({ kind }) => kind === "email_changed");
    expect(told?.mail?.to).toBe(account.email);
    expect(await linkedAccount(anyone, reset), "links sent to the old address").toBeNull();
  });

  it("of somebody else gets nothing, in the same words", async () => {
    const [mine, other] = [await somebody(), await somebody()];
    expect(await requestEmailChange(mine.context, { email: other.account.email, password })).toEqual({ ok: true });
    expect(await mailsAbout(mine.account.id)).toEqual([]);
  });

  it("goes to one of two who want it", async () => {
    const [one, two] = [await somebody(), await somebody()];
    const email = "per.te.dy@example.al";
    const tokens = await Promise.all(
      [one, two].map(async ({ account }) => (await createAccountLink(system, account.id, "email_change", email)).token),
    );
    const uses = await Promise.all(tokens.map((token) => confirmEmailChange(anyone, { token })));
    expect(uses.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("runs out after a day", async () => {
    const { account } = await somebody();
    const link = await createAccountLink(system, account.id, "email_change", "vone@example.al");
    const late = contextFor({ kind: "anyone" }, new Date(now.getTime() + 25 * 3_600_000), app);
    expect(await newAddressOf(late, link.token)).toBeNull();
    await expect(confirmEmailChange(late, { token: link.token })).rejects.toMatchObject({ status: 404 });
    expect(emailChangePath(link.id)).toBe(`/account/email/${link.token}`);
  });
});

describe("closing an account", () => {
  it("ends it for good: sign-ins, password, links, factors and their key", async () => {
    const { account, context } = await somebody("trainer");
    await beginAuthenticatorApp(context);
    const cookie = await beginSignIn({ id: account.id, roles: ["trainer"] }, null, now, now);
    const { token } = await createAccountLink(system, account.id, "reset");
    expect(await closeAccount(context, { password: "not this" })).toEqual({ ok: false, reason: "own_password" });
    expect(await closeAccount(context, { password })).toEqual({ ok: true });
    expect(await signedIn(withCookie(cookie))).toBeNull();
    expect(await linkedAccount(anyone, token)).toBeNull();
    expect(await signIn(anyone, { email: account.email, password, browser: null, address: "10.1.0.1" })).toEqual({
      ok: false,
      reason: "credentials",
    });
    const keys = await owner.execute(sql`select 1 from vault.data_keys where subject_id = ${account.id}`);
    expect(keys).toHaveLength(0);
    const [row] = await owner.select().from(accounts).where(eq(accounts.id, account.id));
    expect(row).toMatchObject({ state: "closed", passwordHash: null });
  });

  it("waits for a lawyer's open case, and takes the lawyer out of the network afterwards", async () => {
    const lawyer = await buildLawyer(owner, { account: { password } });
    const request = await buildAidRequest(owner, { state: "assigned" });
    const offer = await buildOffer(owner, request, lawyer.id, { state: "accepted", attestedAt: now });
    const own = { requestId: request.id, offerId: offer.id, lawyerId: lawyer.id };
    await owner.insert(cases).values({ ...own, code: "C-1", openedAt: now });
    const context = contextFor(lawyer.actor, now, app);
    expect(await closeAccount(context, { password })).toEqual({ ok: false, reason: "open_work" });
    await owner.update(cases).set({ state: "closed", endedAt: now }).where(eq(cases.lawyerId, lawyer.id));
    expect(await closeAccount(context, { password })).toEqual({ ok: true });
    const [row] = await owner.select({ state: lawyers.state }).from(lawyers).where(eq(lawyers.id, lawyer.id));
    expect(row?.state).toBe("left");
  });

  it("is refused to the last administrator, even where two leave at the same moment", async () => {
    const both = [await somebody("administrator"), await somebody("administrator")];
    const left = await Promise.all(both.map(({ context }) => closeAccount(context, { password })));
    expect(left.filter(({ ok }) => ok)).toHaveLength(1);
    expect(left.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "last_administrator" });
  });
});

describe("one's own sign-ins", () => {
  it("end one by one, and only one's own", async () => {
    const { account, context } = await somebody();
    const cookies = await Promise.all(
      [1, 2].map(() => beginSignIn({ id: account.id, roles: ["professional"] }, "Firefox", now)),
    );
    const listed = await ownSignIns(context, "");
    expect(listed).toHaveLength(2);
    expect(cookies.join()).not.toContain(listed[0]?.key);
    const here = await signedIn(withCookie(cookies[0] ?? ""));
    const stranger = await somebody();
    await expect(endOwnSignIn(stranger.context, { signInId: here?.signInId ?? "" })).rejects.toMatchObject({
      status: 404,
    });
    await endOwnSignIn(context, { signInId: here?.signInId ?? "" });
    expect(await signedIn(withCookie(cookies[0] ?? ""))).toBeNull();
    expect(await signedIn(withCookie(cookies[1] ?? ""))).not.toBeNull();
  });
});

describe("a link for a forgotten password", () => {
  it("is asked for in the same way whoever the address belongs to, and nothing stays of the asking", async () => {
    const { account } = await somebody();
    for (const email of [account.email, "askush@example.al"]) await askForAccountLink(anyone, { email, locale: "sq" });
    expect(await owner.select().from(accountLinkRequests)).toHaveLength(2);
    expect(await answerLinkRequests(system)).toBe(2);
    expect(await owner.select().from(accountLinkRequests)).toEqual([]);
    expect((await mailsAbout(account.id)).map(({ kind }) => kind)).toEqual(["password_reset"]);
  });

  it("does not bring a suspended account back", async () => {
    const { account } = await somebody("trainer");
    const { token } = await createAccountLink(system, account.id, "reset");
    const administrator = await buildMember(owner, "administrator");
    await suspendAccount(contextFor(administrator.actor, now, app), { accountId: account.id });
    await expect(redeemAccountLink(anyone, { token, password, browser: null })).rejects.toMatchObject({ status: 404 });
    const [link] = await owner.select().from(accountLinks).where(eq(accountLinks.accountId, account.id));
    expect(link?.usedAt).toBeNull();
  });

  it("asks a trainee for 15 characters, staff and whoever has a second factor for 12", async () => {
    const [trainee, staff] = [await somebody(), await somebody("coordinator")];
    const short = "kali bardh13";
    const redeem = async (accountId: string) => {
      const { token } = await createAccountLink(system, accountId, "reset");
      return redeemAccountLink(anyone, { token, password: short, browser: null });
    };
    expect(await redeem(trainee.account.id)).toMatchObject({ ok: false, reason: "too_short|min=15" });
    expect((await redeem(staff.account.id)).ok).toBe(true);
    await owner.update(accounts).set({ secondFactorSince: now }).where(eq(accounts.id, trainee.account.id));
    expect((await redeem(trainee.account.id)).ok).toBe(true);
  });
});
