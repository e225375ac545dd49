import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Administrator, contextFor } from "#app/context.server";
import { daySetting } from "#app/legal-aid/aid-requests/day-settings.server";
import { changeSetting } from "#app/operations/change-setting.server";
import { settingForAdministrator, settingsForAdministrator } from "#app/operations/settings-queries.server";
import * as page from "#app/routes/admin/setting";
import * as reset from "#app/routes/admin/setting-default";
import { auditEvents } from "#db/schema/audit";
import { settingChanges } from "#db/schema/setting-changes";
import { buildMember } from "#db/seeds/build.server";
import { settingDefaults } from "#db/seeds/settings";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
let administrator: Administrator;
const context = () => contextFor(administrator, new Date("2026-11-24T09:00:00Z"), app);

beforeAll(async () => {
  administrator = (await buildMember(owner, "administrator")).actor;
});

describe("changing a setting", () => {
  const key = "urgent_within_days";

  it("holds at once, stays on record with its reason, and goes back to the default", async () => {
    const reason = "courts answer within ten days now";
    expect(await changeSetting(context(), { key, value: 10, reason })).toEqual({ ok: true });
    expect(await daySetting(context(), key)).toBe(10);
    expect(await settingForAdministrator(context(), key)).toMatchObject({
      value: 10,
      usual: 7,
      isUsual: false,
      changes: [{ before: 7, after: 10, reason }],
    });
    expect(await changeSetting(context(), { key, value: settingDefaults[key], reason: null })).toEqual({ ok: true });
    const { isUsual, changes } = await settingForAdministrator(context(), key);
    expect([isUsual, changes.length]).toEqual([true, 2]);
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectKind, "setting"));
    expect(rows.map((row) => [row.action, row.reason])).toEqual([
      ["change-setting", key],
      ["reset-setting", key],
    ]);
  });

  it("is refused where the value stands already, and leaves no trace", async () => {
    const before = await owner.$count(settingChanges);
    const answer = await changeSetting(context(), {
      key: "waking_hours",
      value: { to: "21:00", from: "07:00" },
      reason: "the same again",
    });
    expect(answer).toEqual({ ok: false, reason: "same_value" });
    expect(await owner.$count(settingChanges)).toBe(before);
  });

  it("cannot be written over or taken away by the application", async () => {
    await expect(app.delete(settingChanges)).rejects.toThrow();
    await expect(app.update(settingChanges).set({ reason: "another" })).rejects.toThrow();
  });
});

it("the list leaves out what the program notes for itself", async () => {
  const keys = (await settingsForAdministrator(context())).map((row) => row.key);
  expect(keys.sort()).toEqual(Object.keys(settingDefaults).sort());
});

describe("the page", () => {
  const at = (key: string, form?: Record<string, string>) =>
    routeArgs(`/admin/settings/${key}`, {
      account: { id: administrator.accountId, roles: ["administrator"] },
      params: { key },
      ...(form && { form }),
    });

  it("says beside the field what is wrong and keeps what was typed", async () => {
    const form = await refusal(page.action(await at("small_number_limit", { value: "2", reason: "short" })));
    expect(form.values).toEqual({ value: "2", reason: "short" });
    expect(Object.keys(form.errors).sort()).toEqual(["reason", "value"]);
  });

  it("saves, and takes back by a button", async () => {
    const form = { value: "15:30", reason: "the office closes earlier now" };
    expect(await statusOf(page.action(await at("court_office_closes", form)))).toBe(303);
    expect((await settingForAdministrator(context(), "court_office_closes")).value).toBe("15:30");
    expect(await statusOf(reset.action(await at("court_office_closes", {})))).toBe(303);
    expect((await settingForAdministrator(context(), "court_office_closes")).isUsual).toBe(true);
  });

  it("answers 404 for words that are no setting, and for marks of the program", async () => {
    for (const key of ["nothing", "reference_version", "__proto__", "privacy_contact"])
      expect(await statusOf(page.loader(await at(key))), key).toBe(404);
  });
});
