import { and, count, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accountForAdministrator, accountsForAdministrator } from "#app/accounts/administration-queries.server";
import { grantRole } from "#app/accounts/grant-role.server";
import { restoreAccount } from "#app/accounts/restore-account.server";
import { suspendAccount } from "#app/accounts/suspend-account.server";
import { withdrawRole } from "#app/accounts/withdraw-role.server";
import { type Administrator, type Context, contextFor } from "#app/context.server";
import * as accountPage from "#app/routes/admin/account";
import * as roleEnd from "#app/routes/admin/account-role-end";
import * as suspension from "#app/routes/admin/account-suspension";
import * as suspensionEnd from "#app/routes/admin/account-suspension-end";
import * as invitation from "#app/routes/admin/new-invitation";
import * as peoplePage from "#app/routes/admin/people";
import { accountLinks, accountRoles, accounts, signIns } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, memberOf } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const now = new Date("2026-11-24T10:00:00Z");
const unknown = "00000000-0000-7000-8000-000000000000";
let database: TestDatabase;
let administrator: Awaited<ReturnType<typeof buildAccount>>;
let context: Context<Administrator>;

beforeAll(async () => {
  database = await testDatabase();
  administrator = await buildAccount(database.owner, { roles: ["administrator"] });
  context = contextFor(memberOf(administrator, "administrator"), now, database.app);
});

const rolesOf = async (accountId: string) =>
  (
    await database.owner
      .select({ role: accountRoles.role })
      .from(accountRoles)
      .where(eq(accountRoles.accountId, accountId))
  )
    .map((row) => row.role)
    .sort();
const auditOf = async (action: string, subjectId: string) =>
  database.owner
    .select({ reason: auditEvents.reason, actorId: auditEvents.actorId })
    .from(auditEvents)
    .where(and(eq(auditEvents.action, action), eq(auditEvents.subjectId, subjectId)));
const openSignIns = async (accountId: string) =>
  (await database.owner.select({ rows: count() }).from(signIns).where(eq(signIns.accountId, accountId)))[0]?.rows;
/** An account that is signed in once. */
const signedIn = async (roles: Parameters<typeof buildAccount>[1] = {}) => {
  const account = await buildAccount(database.owner, roles);
  await routeArgs("/account", { account });
  return account;
};

describe("giving a role", () => {
  test("keeps who gave it and when, ends the sign-ins, leaves its audit row", async () => {
    const account = await signedIn();
    expect(await grantRole(context, { accountId: account.id, role: "trainer" })).toEqual({ ok: true });
    expect(await rolesOf(account.id)).toEqual(["professional", "trainer"]);
    expect(await openSignIns(account.id)).toBe(0);
    expect(await auditOf("grant-role", account.id)).toEqual([{ reason: "trainer", actorId: administrator.id }]);
    const shown = await accountForAdministrator(context, account.id);
    expect(shown.roles.find(({ role }) => role === "trainer")).toMatchObject({
      grantedAt: now,
      grantedBy: "Jonida Hoxha",
    });
  });

  test("twice gives it once", async () => {
    const account = await buildAccount(database.owner);
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => grantRole(context, { accountId: account.id, role: "manager" })),
    );
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(both.filter((result) => !result.ok && result.reason === "has_role")).toHaveLength(3);
    expect(await auditOf("grant-role", account.id)).toHaveLength(1);
  });

  test("refuses the own account, the lawyer's role and a closed account; 404 for an unknown one", async () => {
    const own = await grantRole(context, { accountId: administrator.id, role: "coordinator" });
    expect(own).toEqual({ ok: false, reason: "own_account" });
    const account = await buildAccount(database.owner);
    const lawyer = await grantRole(context, { accountId: account.id, role: "lawyer" });
    expect(lawyer).toEqual({ ok: false, reason: "role_not_given" });
    const closed = await buildAccount(database.owner, { account: { state: "closed" } });
    const late = await grantRole(context, { accountId: closed.id, role: "trainer" });
    expect(late).toEqual({ ok: false, reason: "account_closed" });
    expect(await statusOf(grantRole(context, { accountId: unknown, role: "trainer" }))).toBe(404);
    expect(await rolesOf(administrator.id)).toEqual(["administrator"]);
  });
});

describe("taking a role", () => {
  test("ends the sign-ins and leaves its audit row; what is gone is not taken again", async () => {
    const account = await signedIn({ roles: ["coordinator", "professional"] });
    expect(await withdrawRole(context, { accountId: account.id, role: "coordinator" })).toEqual({ ok: true });
    expect(await rolesOf(account.id)).toEqual(["professional"]);
    expect(await openSignIns(account.id)).toBe(0);
    expect(await auditOf("withdraw-role", account.id)).toHaveLength(1);
    const again = await withdrawRole(context, { accountId: account.id, role: "coordinator" });
    expect(again).toEqual({ ok: false, reason: "has_not_role" });
  });

  test("refuses the own account, so that nobody locks the house from inside", async () => {
    const own = await withdrawRole(context, { accountId: administrator.id, role: "administrator" });
    expect(own).toEqual({ ok: false, reason: "own_account" });
    expect(await statusOf(withdrawRole(context, { accountId: unknown, role: "trainer" }))).toBe(404);
  });
});

describe("suspending", () => {
  test("ends every sign-in at once; restoring opens the account again", async () => {
    const account = await signedIn({ roles: ["trainer"] });
    const { request, ...rest } = await routeArgs("/admin", { account });
    expect(await suspendAccount(context, { accountId: account.id })).toEqual({ ok: true });
    expect(await openSignIns(account.id)).toBe(0);
    expect(await statusOf(peoplePage.loader({ request, ...rest } as never))).toBe(303);
    expect(await suspendAccount(context, { accountId: account.id })).toEqual({ ok: false, reason: "wrong_state" });
    expect(await restoreAccount(context, { accountId: account.id })).toEqual({ ok: true });
    expect(await restoreAccount(context, { accountId: account.id })).toEqual({ ok: false, reason: "wrong_state" });
    expect(await auditOf("suspend-account", account.id)).toHaveLength(1);
    expect(await auditOf("restore-account", account.id)).toHaveLength(1);
  });

  test("of somebody invited waits for the invitation again", async () => {
    const account = await buildAccount(database.owner, { account: { state: "invited" } });
    await database.owner.insert(accountLinks).values({
      accountId: account.id,
      kind: "invitation",
      tokenHash: Buffer.from(account.id),
      expiresAt: new Date(now.getTime() + 86_400_000),
    });
    await suspendAccount(context, { accountId: account.id });
    await restoreAccount(context, { accountId: account.id });
    const [row] = await database.owner
      .select({ state: accounts.state })
      .from(accounts)
      .where(eq(accounts.id, account.id));
    expect(row?.state).toBe("invited");
  });

  test("refuses the own account; 404 for an unknown one", async () => {
    expect(await suspendAccount(context, { accountId: administrator.id })).toEqual({
      ok: false,
      reason: "own_account",
    });
    expect(await statusOf(suspendAccount(context, { accountId: unknown }))).toBe(404);
    expect(await statusOf(restoreAccount(context, { accountId: unknown }))).toBe(404);
  });
});

describe("finding accounts", () => {
  test("folds names, filters by role and state, and takes wildcards as letters", async () => {
    const person = { givenName: "Çiljeta", familyName: "Përmeti" };
    await buildAccount(database.owner, { roles: ["auditor"], person: { ...person, foldedName: "ciljeta permeti" } });
    const find = async (search: string, role: "auditor" | "trainer" | null = null) =>
      (await accountsForAdministrator(context, { search, role, state: null }, 1)).rows.map((row) => row.familyName);
    expect(await find("permeti cilj")).toEqual(["Përmeti"]);
    expect(await find("PËRMETI")).toEqual(["Përmeti"]);
    expect(await find("permeti", "auditor")).toEqual(["Përmeti"]);
    expect(await find("permeti", "trainer")).toEqual([]);
    expect(await find("perm%ti")).toEqual([]);
    expect(await find("perm_ti")).toEqual([]);
  });
});

describe("the pages", () => {
  const form = { givenName: "Nora", familyName: "Kodra", email: "nora.kodra@example.al", locale: "sq" };

  test("an invitation is sent by form, and refused beside the field", async () => {
    const args = await routeArgs("/admin/invitations/new", { account: administrator, form });
    expect((await refusal(invitation.action(args as never))).errors).toHaveProperty("roles");
    const filled = await routeArgs("/admin/invitations/new", {
      account: administrator,
      form: { ...form, roles: "coordinator" },
    });
    expect(await statusOf(invitation.action(filled as never))).toBe(303);
    const [made] = await database.owner.select().from(accounts).where(eq(accounts.email, form.email));
    expect(made?.state).toBe("invited");
    const sent = await database.owner
      .select({ kind: outboxMessages.kind })
      .from(outboxMessages)
      .where(eq(outboxMessages.recipientId, made?.id ?? ""));
    expect(sent).toEqual([{ kind: "account_invitation" }]);
    const again = await routeArgs("/admin/invitations/new", {
      account: administrator,
      form: { ...form, roles: "coordinator" },
    });
    const state = await refusal(invitation.action(again as never));
    expect(state.errors.email?.[0]?.key).toBe("already_known");
    expect(state.values.familyName).toBe("Kodra");
  });

  test("a role is given and taken by button; an unknown role or account is a 404", async () => {
    const account = await buildAccount(database.owner);
    const at = (params: Record<string, string>, values: Record<string, string> = {}) =>
      routeArgs("/admin/accounts", { account: administrator, params, form: values });
    expect(await statusOf(accountPage.action((await at({ id: account.id }, { role: "auditor" })) as never))).toBe(303);
    expect(await rolesOf(account.id)).toEqual(["auditor", "professional"]);
    const wrong = await refusal(accountPage.action((await at({ id: account.id }, { role: "king" })) as never));
    expect(wrong.errors.role?.[0]?.key).toBe("choice");
    expect(await statusOf(roleEnd.action((await at({ id: account.id, role: "auditor" })) as never))).toBe(303);
    expect(await rolesOf(account.id)).toEqual(["professional"]);
    expect(await statusOf(roleEnd.action((await at({ id: account.id, role: "king" })) as never))).toBe(404);
    expect(await statusOf(roleEnd.action((await at({ id: unknown, role: "auditor" })) as never))).toBe(404);
    expect(await statusOf(roleEnd.action((await at({ id: "1", role: "auditor" })) as never))).toBe(404);
    expect(await statusOf(suspension.action((await at({ id: account.id })) as never))).toBe(303);
    expect(await statusOf(suspensionEnd.action((await at({ id: account.id })) as never))).toBe(303);
    expect(await statusOf(suspension.action((await at({ id: unknown })) as never))).toBe(404);
  });
});
