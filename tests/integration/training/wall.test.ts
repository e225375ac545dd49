import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { action as hereByLink } from "#app/routes/learn/enrolment-presence";
import { loader as herePage, action as iAmHere } from "#app/routes/public/here";
import { action as countHeads } from "#app/routes/teach/head-counts";
import { loader as wallPage } from "#app/routes/teach/wall";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { stepAt, wallCode } from "#app/training/presence/wall-codes.server";
import { headsOf } from "#app/training/presence/wall-queries.server";
import { setDatabase } from "#db/client.server";
import { auditEvents } from "#db/schema/audit";
import { presenceObservations } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
setDatabase(app);
const trainer = await buildMember(owner, "trainer");
const stranger = await buildMember(owner, "trainer");

async function heldNow() {
  const startsAt = new Date(Date.now() - 60_000);
  const sittings = [{ startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000) }];
  const event = await buildEvent(owner, { sittings, trainerIds: [trainer.account.id] });
  const person = await buildMember(owner, "professional");
  const enrolment = await buildEnrolment(owner, event.id, { seat: 1, personId: person.account.personId });
  return { event, sittingId: event.sittings[0]?.id ?? "", person, enrolment };
}

/** What the page of the code answers, with the claim that it hands out. */
async function touch(code: string) {
  const answer = await herePage((await routeArgs(`/here?code=${code}`)) as never);
  const headers = answer instanceof Response ? answer.headers : new Headers();
  return { status: await statusOf(Promise.resolve(answer)), claim: headers.get("Set-Cookie")?.split(";")[0] ?? "" };
}

async function say(account: typeof trainer.account, claim: string) {
  const args = await routeArgs("/here", { account, form: {} });
  args.request.headers.set("Cookie", `${args.request.headers.get("Cookie")}; ${claim}`);
  const answer = (await iAmHere(args as never)) as Response;
  return /notice=([^;]+)/.exec(answer.headers.get("Set-Cookie") ?? "")?.[1];
}

const noticeOf = (sealed: string | undefined) => Buffer.from(decodeURIComponent(sealed ?? ""), "base64").toString();
const rowsOf = (enrolmentId: string) =>
  owner.select().from(presenceObservations).where(eq(presenceObservations.enrolmentId, enrolmentId));

describe("the code on the wall", () => {
  it("is exchanged once for a claim, which records the own presence, and a second time adds nothing", async () => {
    const { sittingId, person, enrolment } = await heldNow();
    const { status, claim } = await touch(wallCode(sittingId, stepAt(new Date())));
    expect(status).toBe(303);
    expect(noticeOf(await say(person.account, claim))).toContain("here_recorded");
    expect(await rowsOf(enrolment.id)).toMatchObject([
      { kind: "in", mark: "present", minutes: 120, channel: "wall_code", recordedBy: person.account.id },
    ]);
    expect(noticeOf(await say(person.account, claim))).toContain("here_already_in");
    expect(await rowsOf(enrolment.id)).toHaveLength(1);
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, enrolment.id));
    expect(audit).toMatchObject([{ action: "claim-presence" }]);
  });

  it("is refused with 400 where it is old or another one, and a claim of our own making is none", async () => {
    const { sittingId, person } = await heldNow();
    expect((await touch(wallCode(sittingId, stepAt(new Date()) - 3))).status).toBe(400);
    expect((await touch("ABCDEF")).status).toBe(400);
    expect(noticeOf(await say(person.account, "here=bm90aGluZw"))).toContain("claim_over");
  });

  it("records nobody without a seat", async () => {
    const { sittingId, enrolment } = await heldNow();
    const other = await buildMember(owner, "professional");
    const { claim } = await touch(wallCode(sittingId, stepAt(new Date())));
    expect(noticeOf(await say(other.account, claim))).toContain("here_not_admitted");
    expect(await rowsOf(enrolment.id)).toEqual([]);
  });

  it("lets somebody with the link of the mail be here without an account, at the own event only", async () => {
    const { sittingId, enrolment } = await heldNow();
    const { claim } = await touch(wallCode(sittingId, stepAt(new Date())));
    const here = async (enrolmentId: string) => {
      const token = enrolmentPath(enrolmentId).split("/").at(-1) ?? "";
      const args = await routeArgs(`/enrolments/${token}/presence`, { params: { token }, form: {} });
      args.request.headers.set("Cookie", claim);
      const answer = (await hereByLink(args as never)) as Response;
      return noticeOf(/notice=([^;]+)/.exec(answer.headers.get("Set-Cookie") ?? "")?.[1]);
    };
    expect(await here((await heldNow()).enrolment.id)).toContain("here_not_admitted");
    expect(await here(enrolment.id)).toContain("here_recorded");
    expect(await rowsOf(enrolment.id)).toMatchObject([{ kind: "in", channel: "wall_code", recordedBy: null }]);
  });

  it("is shown to those who hold the session only", async () => {
    const { sittingId } = await heldNow();
    const show = async (account: typeof trainer.account) =>
      statusOf(
        Promise.resolve(wallPage((await routeArgs("/", { account, params: { id: sittingId } })) as never)).catch(
          (e) => e,
        ),
      );
    expect(await show(trainer.account)).toBe(200);
    expect(await show(stranger.account)).toBe(404);
  });
});

describe("counting heads", () => {
  it("keeps who counted how many, beside those who stand as present", async () => {
    const { sittingId, person } = await heldNow();
    const { claim } = await touch(wallCode(sittingId, stepAt(new Date())));
    await say(person.account, claim);
    const post = async (account: typeof trainer.account, counted: string) =>
      statusOf(
        countHeads(
          (await routeArgs("/", { account, params: { id: sittingId }, form: { counted } })) as never,
        ) as Promise<unknown>,
      );
    expect(await post(stranger.account, "3")).toBe(404);
    expect(await post(trainer.account, "many")).toBe(303);
    const asTrainer = contextFor(trainer.actor, new Date(), app);
    expect((await headsOf(asTrainer, sittingId)).last).toBeNull();
    expect(await post(trainer.account, "0")).toBe(303);
    expect(await headsOf(asTrainer, sittingId)).toMatchObject({ present: 1, byCode: 1, last: { counted: 0 } });
  });
});
