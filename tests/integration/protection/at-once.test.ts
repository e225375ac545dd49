import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suspendAccount } from "#app/accounts/suspend-account.server";
import { contextFor, inTransaction } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { approveLawyer } from "#app/legal-aid/lawyers/approve-lawyer.server";
import { reinstateLawyer } from "#app/legal-aid/lawyers/reinstate-lawyer.server";
import { suspendLawyer } from "#app/legal-aid/lawyers/suspend-lawyer.server";
import * as deskPage from "#app/routes/desk/home";
import * as casePage from "#app/routes/lawyer/case";
import * as filePage from "#app/routes/lawyer/case-file";
import * as holdRoute from "#app/routes/lawyer/offer-hold";
import { accountRoles, accounts, signIns } from "#db/schema/accounts";
import { lawyers } from "#db/schema/lawyers";
import { buildAccount, buildMember } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { routeArgs, statusOf } from "#tests/support/signed-in";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Awaited<ReturnType<ReturnType<typeof networkOn>["desk"]>>;
const now = () => new Date();

beforeAll(async () => {
  database = await testDatabase();
  network = networkOn(database);
  desk = await network.desk();
});
afterAll(stopSendingBoss);

describe("a suspension bites at the next request", () => {
  test("of an account, with the cookie it has, and even if a sign-in was left over", async () => {
    const { account } = await buildMember(database.owner, "coordinator");
    const args = (await routeArgs("/desk", { account })) as never;
    expect(await statusOf(deskPage.loader(args))).toBe(200);
    const again = async () => statusOf(deskPage.loader({ ...(args as object), context: {} } as never));
    await database.owner.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, account.id));
    expect(await again(), "suspended, its sign-in still there").toBe(303);
    await database.owner.update(accounts).set({ state: "active" }).where(eq(accounts.id, account.id));
    expect(await again()).toBe(200);
    const administrator = (await buildMember(database.owner, "administrator")).actor;
    await suspendAccount(contextFor(administrator, now(), database.app), { accountId: account.id });
    expect(await again(), "suspended by an administrator").toBe(303);
    await database.owner.update(accounts).set({ state: "active" }).where(eq(accounts.id, account.id));
    expect(await again(), "restored: the old cookie stays worthless").toBe(303);
  });

  test("of a lawyer, whose case, file and offers answer like unknown ones from then on", async () => {
    const lawyer = await network.lawyer();
    const account = { ...lawyer.account, roles: ["lawyer"] as const };
    const requestId = await network.request(desk, { at: now() });
    const [offer] = await network.offer(desk, requestId, lawyer.id, now());
    const caseId = await network.accept(lawyer.actor, offer?.id ?? "", now());
    const other = await network.request(desk, { at: now(), name: "Drita Sula", parties: [] });
    const [waiting] = await network.offer(desk, other, lawyer.id, now());
    const args = async (path: string, id: string, form?: Record<string, string>) =>
      (await routeArgs(path, { account, params: { id }, ...(form && { form }) })) as never;
    const caseArgs = () => args(`/lawyer/cases/${caseId}`, caseId);
    expect(await statusOf(casePage.loader(await caseArgs()))).toBe(200);
    expect(await statusOf(filePage.loader(await caseArgs()))).toBe(200);
    await suspendLawyer(contextFor(desk, now(), database.app), { lawyerId: lawyer.id });
    expect(await statusOf(casePage.loader(await caseArgs()))).toBe(404);
    expect(await statusOf(filePage.loader(await caseArgs()))).toBe(404);
    expect(await statusOf(holdRoute.action(await args("/lawyer/offers/x/hold", waiting?.id ?? "", {})))).toBe(404);
    await reinstateLawyer(contextFor(desk, now(), database.app), { lawyerId: lawyer.id });
    expect(await statusOf(filePage.loader(await caseArgs())), "the case has gone on to somebody else").toBe(404);
  });
});

describe("a lawyer becomes one", () => {
  const applied = () => network.lawyer({ state: "applied" });
  const verify = (id: string) => sql`update lawyers set state = 'verified' where id = ${id}`;

  test("by two approvals, whoever writes the row", async () => {
    const { id } = await applied();
    await expect(database.owner.execute(verify(id)), "none").rejects.toThrow();
    const approve = (approver: typeof desk, account = approver.accountId, lawyer = id) =>
      inTransaction(contextFor(approver, now(), database.app), ({ db }) =>
        db.execute(sql`insert into lawyer_approvals (lawyer_id, account_id, licence_check, checked_on)
          values (${lawyer}, ${account}, 'bar_register', current_date)`),
      );
    const second = await network.desk();
    await approve(desk);
    await expect(approve(desk), "the same twice").rejects.toThrow();
    await expect(approve(desk, second.accountId), "in another's name").rejects.toThrow();
    const manager = (await buildMember(database.owner, "manager")).actor as unknown as typeof desk;
    await expect(approve(manager), "no coordinator").rejects.toThrow();
    await expect(database.app.execute(verify(id)), "one").rejects.toThrow();
    const own = await applied();
    const self = { ...desk, accountId: own.account.id };
    await expect(approve(self, self.accountId, own.id), "the own application").rejects.toThrow();
    await approve(second);
    await database.app.execute(verify(id));
    await expect(database.app.execute(sql`delete from lawyer_approvals where lawyer_id = ${id}`)).rejects.toThrow();
    const [row] = await database.owner.select({ state: lawyers.state }).from(lawyers).where(eq(lawyers.id, id));
    expect(row?.state).toBe("verified");
  });

  test("and goes on under a new sign-in, not under a trainee's of thirty days", async () => {
    const account = await buildAccount(database.owner);
    const { id } = await network.lawyer({ state: "applied" });
    await database.owner.update(lawyers).set({ accountId: account.id }).where(eq(lawyers.id, id));
    await routeArgs("/learn", { account });
    const open = async () =>
      (await database.owner.select({ rows: count() }).from(signIns).where(eq(signIns.accountId, account.id)))[0]?.rows;
    const today = calendarDate(now());
    const approve = async (by: typeof desk) =>
      approveLawyer(contextFor(by, now(), database.app), {
        lawyerId: id,
        licenceCheck: "bar_register",
        checkedOn: today,
      });
    expect(await approve(desk)).toEqual({ ok: true, state: "applied" });
    expect(await open()).toBe(1);
    expect(await approve(await network.desk())).toEqual({ ok: true, state: "verified" });
    expect(await open()).toBe(0);
    const roles = await database.owner.select().from(accountRoles).where(eq(accountRoles.accountId, account.id));
    expect(roles.map(({ role }) => role).sort()).toEqual(["lawyer", "professional"]);
  });
});
