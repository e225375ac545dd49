import { eq, inArray } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { claimRecord } from "#app/accounts/claim-record.server";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { tokenHash } from "#app/protection/lookup.server";
import { action as makeSlips, loader as slipsPage } from "#app/routes/manage/event-slips";
import { makeClaimCodes } from "#app/training/enrolments/make-claim-codes.server";
import { ownTrainings } from "#app/training/enrolments/own-trainings.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { people, personClaims } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);

const now = new Date("2027-01-12T09:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);

describe("claim codes", () => {
  it("are made for people without mail and account, kept as hashes, and open the own record once", async () => {
    const event = await buildEvent(owner, { seats: 3 });
    const roster = await buildRoster(owner, event.id, 3);
    await owner
      .update(people)
      .set({ email: "me-poste@example.al" })
      .where(eq(people.id, roster[2]?.personId ?? ""));
    const made = await makeClaimCodes(asManager, { eventId: event.id });
    if (!made.ok) throw new Error(made.reason);
    expect(made.slips.map((slip) => slip.familyName)).toEqual(["Mbiemri1", "Mbiemri2"]);
    const ids = made.slips.map((slip) => slip.personId);
    const kept = await owner.select().from(personClaims).where(inArray(personClaims.personId, ids));
    expect(kept.map((row) => row.codeHash.toString("hex")).sort()).toEqual(
      made.slips.map((slip) => tokenHash(slip.code).toString("hex")).sort(),
    );
    const [slip] = made.slips;
    const claim = (email: string) =>
      claimRecord(contextFor({ kind: "anyone" }, now, app), {
        code: `${slip?.code.slice(0, 5).toLowerCase()}-${slip?.code.slice(5)}`,
        email,
        password: "kali i bardhë vrapon",
        locale: "sq",
        browser: null,
        address: "10.0.0.9",
      });
    expect(await claim("arta@example.al")).toMatchObject({ ok: true });
    expect(await claim("tjeter@example.al")).toMatchObject({ ok: false, field: "code" });
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit).toMatchObject([{ action: "make-claim-codes", count: 2 }]);
  });

  it("replace those made before", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const [person] = await buildRoster(owner, event.id, 1);
    const first = await makeClaimCodes(asManager, { eventId: event.id });
    const second = await makeClaimCodes(asManager, { eventId: event.id });
    if (!first.ok || !second.ok) throw new Error("codes expected");
    const kept = await owner
      .select()
      .from(personClaims)
      .where(eq(personClaims.personId, person?.personId ?? ""));
    expect(kept).toHaveLength(1);
    expect(kept[0]?.codeHash.equals(tokenHash(second.slips[0]?.code ?? ""))).toBe(true);
  });

  it("are not made where nobody needs one, nor for an unknown event", async () => {
    const event = await buildEvent(owner);
    expect(await makeClaimCodes(asManager, { eventId: event.id })).toEqual({ ok: false, reason: "nobody_needs_one" });
    await expect(makeClaimCodes(asManager, { eventId: manager.account.id })).rejects.toMatchObject({ status: 404 });
  });

  it("are shown by their page once, to training managers only", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    await buildRoster(owner, event.id, 1);
    const args = async (account: typeof manager.account, form?: Record<string, string>) =>
      (await routeArgs("/", { account, params: { id: event.id }, ...(form && { form }) })) as never;
    const trainer = await buildMember(owner, "trainer");
    expect(await statusOf(slipsPage(await args(trainer.account as never)))).toBe(403);
    expect(await slipsPage(await args(manager.account))).toMatchObject({ event: { withoutAccess: 1 } });
    const answer = (await makeSlips(await args(manager.account, {}))) as unknown as { data: { slips: unknown[] } };
    expect(answer.data.slips).toHaveLength(1);
  });
});

describe("own trainings", () => {
  it("show the own presence and nobody else's", async () => {
    const person = await buildMember(owner, "professional");
    const event = await buildEvent(owner, { seats: 2 });
    const [other] = await buildRoster(owner, event.id, 1);
    const asPerson = contextFor(person.actor, now, app);
    expect(await ownTrainings(asPerson)).toEqual([]);
    const marks = event.sittings.map(({ id }) => ({
      sittingId: id,
      enrolmentId: other?.id ?? "",
      mark: "present" as const,
    }));
    await recordPresence(asManager, { marks, channel: "list" });
    expect(await ownTrainings(asPerson)).toEqual([]);
    const asOther = contextFor({ ...person.actor, personId: other?.personId ?? "" }, now, app);
    expect(await ownTrainings(asOther)).toMatchObject([{ presence: { percent: 100 }, recorded: true }]);
  });
});
