import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { type Context, contextFor, type InstitutionContact } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import * as eventPage from "#app/routes/manage/event";
import * as nominationPage from "#app/routes/partner/nomination";
import * as withdrawal from "#app/routes/partner/nomination-withdrawal";
import * as nominationsPage from "#app/routes/partner/nominations";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { nominatePerson } from "#app/training/nominations/nominate-person.server";
import { nominationsOfEvent, ownNominations } from "#app/training/nominations/queries.server";
import { people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { enrolments } from "#db/schema/training";
import {
  buildEvent,
  buildMember,
  buildOrganisation,
  buildOrganisationMember,
  buildPerson,
} from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
afterAll(stopSendingBoss);
const now = new Date();
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);

async function institution() {
  const member = await buildMember(owner, "institution_contact");
  const organisation = await buildOrganisation(owner);
  await buildOrganisationMember(owner, organisation.id, member.account.id);
  const context: Context<InstitutionContact> = contextFor(member.actor, now, app);
  return { ...member, organisation, context };
}
const own = await institution();
const other = await institution();

let last = 0;
const nominee = () => {
  last++;
  return { givenName: "Vjollca", familyName: `Kodra${last}`, email: `vjollca.${last}@example.al`, profession: null };
};
const nominate = (slug: string, person = nominee(), context = own.context) => nominatePerson(context, { slug, person });
const rowOf = async (id: string) => (await owner.select().from(enrolments).where(eq(enrolments.id, id)))[0];

describe("nominating somebody", () => {
  it("asks the manager, tells the person, is on record, and belongs to the institution", async () => {
    const event = await buildEvent(owner, {});
    const result = await nominate(event.slug);
    if (!result.ok) throw new Error(result.reason);
    const row = await rowOf(result.enrolmentId);
    expect(row).toMatchObject({ state: "applied", source: "nomination", nominatedBy: own.organisation.id });
    const [person] = await owner
      .select()
      .from(people)
      .where(eq(people.id, row?.personId ?? ""));
    expect(person).toMatchObject({ organisationId: own.organisation.id, institution: own.organisation.nameSq });
    const told = await owner
      .select()
      .from(outboxMessages)
      .where(eq(outboxMessages.recipientId, person?.id ?? ""));
    expect(told.map(({ kind }) => kind)).toEqual(["enrolment_received"]);
    const audited = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, result.enrolmentId));
    expect(audited.map(({ action }) => action)).toEqual(["nominate-person"]);
    expect((await ownNominations(own.context, "sq")).map(({ id }) => id)).toContain(result.enrolmentId);
    expect((await ownNominations(other.context, "sq")).map(({ id }) => id)).not.toContain(result.enrolmentId);
  });

  it("knows an address again, learns no name by it, and moves nobody who is in already", async () => {
    const event = await buildEvent(owner, {});
    const known = await buildPerson(owner, { givenName: "Artan", familyName: "Çela", email: "artan@example.al" });
    const typed = { ...nominee(), email: "artan@example.al" };
    expect(await nominate(event.slug, typed)).toEqual({ ok: false, reason: "name_differs" });
    const right = { ...typed, givenName: "cela", familyName: "ARTAN" };
    const result = await nominate(event.slug, right);
    expect(result.ok && (await rowOf(result.enrolmentId))?.personId).toBe(known.id);
    expect(await nominate(event.slug, right, other.context)).toEqual({ ok: false, reason: "already_enrolled" });
    const signedUp = { givenName: "Luan", familyName: "Leka", email: "luan@example.al" };
    await signUpForEvent(contextFor({ kind: "anyone" }, now, app), { slug: event.slug, person: signedUp });
    const again = await nominate(event.slug, { ...signedUp, profession: null });
    expect(again).toEqual({ ok: false, reason: "already_enrolled" });
  });

  it("is refused where nobody can come in any more, and open where people are invited", async () => {
    const closed = await buildEvent(owner, { registration: "closed" });
    expect(await nominate(closed.slug)).toEqual({ ok: false, reason: "registration_closed" });
    const invited = await buildEvent(owner, { registration: "invitation" });
    expect(await nominate(invited.slug)).toMatchObject({ ok: true });
    const past = await buildEvent(owner, { state: "held" });
    expect(await nominate(past.slug)).toEqual({ ok: false, reason: "event_past" });
    await expect(nominate("nuk-ka")).rejects.toMatchObject({ status: 404 });
    const alone = await buildMember(owner, "institution_contact");
    const context = contextFor(alone.actor, now, app);
    expect(await nominate(invited.slug, nominee(), context)).toEqual({ ok: false, reason: "no_institution" });
  });

  it("ten times at once is one nomination", async () => {
    const event = await buildEvent(owner, {});
    const person = nominee();
    const all = await Promise.all(Array.from({ length: 10 }, () => nominate(event.slug, person)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("what becomes of it", () => {
  it("the manager sees it on the event's page and admits; the institution sees the seat", async () => {
    const event = await buildEvent(owner, {});
    const result = await nominate(event.slug);
    if (!result.ok) throw new Error(result.reason);
    const args = await routeArgs(`/manage/events/${event.id}`, { account: manager.account, params: { id: event.id } });
    const { nominations } = await eventPage.loader(args);
    expect(nominations).toMatchObject([
      { id: result.enrolmentId, state: "applied", institution: own.organisation.nameSq },
    ]);
    const row = await rowOf(result.enrolmentId);
    await admitPerson(asManager, { eventId: event.id, personId: row?.personId ?? "" });
    expect(await ownNominations(own.context, "sq", event.id)).toMatchObject([{ state: "admitted" }]);
    expect(await nominationsOfEvent(asManager, "sq", event.id)).toMatchObject([{ state: "admitted" }]);
  });

  it("is taken back by the own institution only, before the event begins, and frees the seat", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const result = await nominate(event.slug);
    if (!result.ok) throw new Error(result.reason);
    const { enrolmentId } = result;
    await expect(cancelEnrolment(other.context, { enrolmentId })).rejects.toMatchObject({ status: 404 });
    expect(await cancelEnrolment(own.context, { enrolmentId, decline: true })).toEqual({ ok: true, offered: 0 });
    expect(await rowOf(enrolmentId)).toMatchObject({ state: "cancelled", seat: null });
    const signed = await signUpForEvent(contextFor({ kind: "anyone" }, now, app), {
      slug: event.slug,
      person: { givenName: "Drita", familyName: "Leka", email: "drita.leka@example.al" },
    });
    const mine = signed.ok ? signed.enrolmentId : "";
    await expect(cancelEnrolment(own.context, { enrolmentId: mine })).rejects.toMatchObject({ status: 404 });
    const later = contextFor(own.actor, new Date(now.getTime() + 400 * 86_400_000), app);
    expect(await cancelEnrolment(later, { enrolmentId })).toEqual({ ok: false, reason: "event_past" });
  });
});

describe("the pages", () => {
  const open = (path: string, params = {}, form?: Record<string, string>) =>
    routeArgs(path, { account: own.account, params, ...(form && { form }) });

  it("show open events, keep what was typed, and take back by a button", async () => {
    const event = await buildEvent(owner, {});
    const { events } = await nominationsPage.loader(await open("/partner/nominations"));
    expect(events.map(({ slug }) => slug)).toContain(event.slug);
    const path = `/partner/nominations/${event.slug}`;
    const half = await nominationPage.action(await open(path, { slug: event.slug }, { givenName: "Besa", email: "x" }));
    const state = await refusal(Promise.resolve(half));
    expect(Object.keys(state.errors).sort()).toEqual(["email", "familyName"]);
    expect(state.values.givenName).toBe("Besa");
    const person = { givenName: "Besa", familyName: "Lila", email: "besa.lila@example.al", profession: "" };
    expect(await statusOf(nominationPage.action(await open(path, { slug: event.slug }, person)))).toBe(303);
    const { nominated } = await nominationPage.loader(await open(path, { slug: event.slug }));
    expect(nominated).toMatchObject([{ givenName: "Besa", state: "applied", begun: false }]);
    const id = nominated[0]?.id ?? "";
    expect(await statusOf(withdrawal.action(await open(`/x`, { id }, {})))).toBe(303);
    expect(await rowOf(id)).toMatchObject({ state: "cancelled" });
  });
});
