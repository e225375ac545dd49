import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { addOrganisation } from "#app/organisations/add-organisation.server";
import { linkAccount } from "#app/organisations/link-account.server";
import * as accountPage from "#app/routes/admin/account";
import * as linkRoute from "#app/routes/admin/account-organisation";
import * as organisationsPage from "#app/routes/admin/organisations";
import { ownInstitution } from "#app/training/nominations/queries.server";
import { auditEvents } from "#db/schema/audit";
import { organisationMembers } from "#db/schema/organisations";
import { buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);
const administrator = await buildMember(owner, "administrator");
const context = contextFor(administrator.actor, new Date(), app);
const contact = await buildMember(owner, "institution_contact");
const asContact = contextFor(contact.actor, new Date(), app);
const unknown = "00000000-0000-7000-8000-000000000000";
const centre = { nameSq: "Qendra Çelësi", nameEn: "Key Centre", kind: "institution" as const, regionIso: "AL-11" };
const auditOf = async (subjectId: string, action: string) =>
  owner
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectId, subjectId), eq(auditEvents.action, action)));

describe("organisations", () => {
  it("are added once, with a region of the list, and are on record", async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => addOrganisation(context, centre)));
    const [added, ...others] = many.filter((result) => result.ok);
    expect(others).toEqual([]);
    expect(await auditOf(added?.organisationId ?? "", "add-organisation")).toHaveLength(1);
    const elsewhere = { ...centre, nameSq: "Tjetër", regionIso: "AL-99" };
    expect(await addOrganisation(context, elsewhere)).toEqual({ ok: false, reason: "choice" });
  });

  it("are acted for by an account: one at a time, and none again", async () => {
    const result = await addOrganisation(context, { ...centre, nameSq: "Qendra Dy" });
    const organisationId = result.ok ? result.organisationId : "";
    expect(await ownInstitution(asContact)).toBeNull();
    await linkAccount(context, { accountId: contact.account.id, organisationId });
    expect(await ownInstitution(asContact)).toMatchObject({ nameSq: "Qendra Dy" });
    await expect(
      linkAccount(context, { accountId: contact.account.id, organisationId: unknown }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(linkAccount(context, { accountId: unknown, organisationId })).rejects.toMatchObject({ status: 404 });
    expect(await ownInstitution(asContact)).toMatchObject({ id: organisationId });
    await linkAccount(context, { accountId: contact.account.id, organisationId: null });
    expect(await ownInstitution(asContact)).toBeNull();
    expect(await auditOf(contact.account.id, "link-account")).toHaveLength(2);
  });
});

describe("the pages", () => {
  const { id } = contact.account;
  const open = (path: string, form?: Record<string, string>) =>
    routeArgs(path, { account: administrator.account, params: { id }, ...(form && { form }) });

  it("add by form, and keep what was typed where it is wrong", async () => {
    const path = "/admin/organisations";
    const wrong = await refusal(organisationsPage.action(await open(path, { nameSq: "Qendra Tre", kind: "club" })));
    expect(Object.keys(wrong.errors).sort()).toEqual(["kind", "nameEn"]);
    expect(wrong.values.nameSq).toBe("Qendra Tre");
    const right = { nameSq: "Qendra Tre", nameEn: "Centre Three", kind: "institution", regionIso: "" };
    expect(await statusOf(organisationsPage.action(await open(path, right)))).toBe(303);
    const known = await refusal(organisationsPage.action(await open(path, { ...right, nameSq: "QENDRA TRE" })));
    expect(known.errors).toHaveProperty("nameSq");
    const { organisations } = await organisationsPage.loader(await open(path));
    expect(organisations.map(({ name }) => name)).toContain("Qendra Tre");
  });

  it("link an account by its page; what is no id is a 404", async () => {
    const { organisation } = await accountPage.loader(await open(`/admin/accounts/${id}`));
    const chosen = organisation?.choices.find(({ name }) => name === "Qendra Tre")?.id ?? "";
    const link = async (organisationId: string) =>
      statusOf(Promise.resolve(linkRoute.action(await open(`/admin/accounts/${id}/organisation`, { organisationId }))));
    expect(await link(chosen)).toBe(303);
    const rows = await owner.select().from(organisationMembers).where(eq(organisationMembers.accountId, id));
    expect(rows.map(({ organisationId }) => organisationId)).toEqual([chosen]);
    expect(await link("x")).toBe(404);
    const args = await routeArgs("/x", { account: administrator.account, params: { id: administrator.account.id } });
    expect((await accountPage.loader(args)).organisation).toBeNull();
  });
});
