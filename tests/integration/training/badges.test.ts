import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { loader as badgePage, action as newBadge } from "#app/routes/learn/badge";
import { ownBadge } from "#app/training/presence/badge-queries.server";
import { readBadge } from "#app/training/presence/badges.server";
import { replaceBadge } from "#app/training/presence/replace-badge.server";
import { auditEvents } from "#db/schema/audit";
import { enrolments } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();

const holder = await buildMember(owner, "professional");
const stranger = await buildMember(owner, "professional");
const trainer = await buildMember(owner, "trainer");
const otherTrainer = await buildMember(owner, "trainer");
const event = await buildEvent(owner, { trainerIds: [trainer.account.id] });
const seat = await buildEnrolment(owner, event.id, { seat: 1, personId: holder.account.personId });
const as = (member: { actor: Parameters<typeof contextFor>[0] }) =>
  contextFor(member.actor, new Date(), app) as Parameters<typeof replaceBadge>[0];
const version = async () => {
  const [row] = await owner.select().from(enrolments).where(eq(enrolments.id, seat.id));
  return row?.badgeVersion ?? -1;
};

describe("an own badge", () => {
  it("is shown to its holder, and is a 404 for everybody else", async () => {
    const { badge } = await ownBadge(as(holder), seat.id);
    expect(readBadge(badge ?? "")?.fits(await version())).toBe(true);
    const at = (account: typeof holder.account, id: string, form?: Record<string, string>) =>
      routeArgs("/", { account, params: { id }, ...(form && { form }) }) as Promise<never>;
    expect(await statusOf(badgePage(await at(holder.account, seat.id)))).toBe(200);
    expect(await statusOf(badgePage(await at(stranger.account, seat.id)))).toBe(404);
    expect(await statusOf(badgePage(await at(holder.account, "1")))).toBe(404);
    expect(await statusOf(newBadge(await at(stranger.account, seat.id, {})))).toBe(404);
    // Somebody who holds the event does not replace it on a page that is the owner's.
    expect(await statusOf(newBadge(await at(trainer.account, seat.id, {})))).toBe(404);
  });

  it("is none without a seat", async () => {
    const waiting = await buildEnrolment(owner, event.id, { personId: stranger.account.personId, state: "waiting" });
    expect((await ownBadge(as(stranger), waiting.id)).badge).toBeNull();
    expect(await replaceBadge(as(stranger), { enrolmentId: waiting.id })).toEqual({ ok: false, reason: "no_seat" });
  });

  it("is replaced by its holder and by the event's trainer, with an audit row, and by nobody else", async () => {
    const before = await version();
    const { badge: lost } = await ownBadge(as(holder), seat.id);
    const posted = await routeArgs("/", { account: holder.account, params: { id: seat.id }, form: {} });
    expect(await statusOf(newBadge(posted as never))).toBe(303);
    expect(readBadge(lost ?? "")?.fits(await version())).toBe(false);
    expect(await replaceBadge(as(trainer), { enrolmentId: seat.id })).toEqual({ ok: true });
    await expect(replaceBadge(as(otherTrainer), { enrolmentId: seat.id })).rejects.toMatchObject({ status: 404 });
    await expect(replaceBadge(as(stranger), { enrolmentId: seat.id })).rejects.toMatchObject({ status: 404 });
    expect(await version()).toBe(before + 2);
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, seat.id));
    expect(rows.map(({ action, actorKind }) => `${actorKind} ${action}`)).toEqual([
      "professional replace-badge",
      "trainer replace-badge",
    ]);
  });
});
