import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { SMTPServer } from "smtp-server";
import { afterAll, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { resendTransport, smtpTransport } from "#app/notifications/mail-transport.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { action as endAddress } from "#app/routes/account/calendar-end";
import { loader as calendarsPage, action as makeAddress } from "#app/routes/account/calendars";
import { loader as learnPage } from "#app/routes/learn/home";
import { loader as messagesPage } from "#app/routes/manage/event-messages";
import { action as reminders } from "#app/routes/manage/event-reminders";
import { loader as feed } from "#app/routes/public/calendar";
import { loader as publicFeed } from "#app/routes/public/trainings-feed";
import { makeCalendarAddress } from "#app/training/calendar/make-calendar-address.server";
import { queueReminders } from "#app/training/calendar/queue-reminders.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { cancelEvent } from "#app/training/events/cancel-event.server";
import { confirmEvent } from "#app/training/events/confirm-event.server";
import { updateEvent } from "#app/training/events/update-event.server";
import { accounts } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { calendarFeeds, events, sittings } from "#db/schema/training";
import { buildAccount, buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
const closing: (() => void)[] = [];
afterAll(async () => {
  for (const close of closing) close();
  await stopSendingBoss();
});

const manager = await buildMember(owner, "training_manager");
const now = new Date("2026-11-20T10:00:00Z");
const as = (at: Date) => contextFor(manager.actor, at, app);
const system = (at: Date) => contextFor({ kind: "system" }, at, app);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** What a reader that is not ours makes of a calendar. */
function read(content: string) {
  const root = new ICAL.Component(ICAL.parse(content));
  return root.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    return {
      method: root.getFirstPropertyValue("method"),
      uid: event.uid,
      sequence: event.sequence,
      starts: event.startDate.toString(),
      status: part.getFirstPropertyValue("status"),
      location: event.location,
      text: event.description,
    };
  });
}

async function mailsTo(personId: string, at: Date) {
  const rows = await owner
    .select()
    .from(outboxMessages)
    .where(eq(outboxMessages.recipientId, personId))
    .orderBy(outboxMessages.createdAt);
  return Promise.all(
    rows.map(async (row) => {
      const mail = await renderMessage(system(at), row.id);
      return { kind: row.kind, mail, entries: (mail?.calendar ?? []).flatMap(({ content }) => read(content)) };
    }),
  );
}

async function planned(more: Parameters<typeof buildEvent>[1] = {}) {
  const event = await buildEvent(owner, { startsOn: "2026-12-09", seats: 2, ...more });
  const input = {
    eventId: event.id,
    courseId: event.courseId,
    seats: event.seats,
    registration: "open" as const,
    regionIso: event.regionIso,
    place: event.place,
    venue: event.venue,
    onlineLink: event.onlineLink,
    sittings: event.sittings.map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt })),
  };
  return { event, input };
}

describe("mails about a seat", () => {
  it("put each session into the calendar, take it out, and put it in again, always with a higher revision", async () => {
    const { event } = await planned();
    const person = await buildPerson(owner, { givenName: "Çlirim", familyName: "Dëshmi", email: "clirim@example.al" });
    const admitted = await admitPerson(as(now), { eventId: event.id, personId: person.id });
    if (!admitted.ok) throw new Error(admitted.reason);
    const [first] = await mailsTo(person.id, later(1));
    expect(first?.entries).toMatchObject([
      { method: "REQUEST", uid: `${event.sittings[0]?.id}@localhost`, sequence: 0, starts: "2026-12-09T09:00:00" },
      { method: "REQUEST", uid: `${event.sittings[1]?.id}@localhost`, sequence: 0, starts: "2026-12-09T13:00:00" },
    ]);
    expect(first?.mail?.calendar[0]?.content.replaceAll("\r\n ", "")).toContain(
      'ATTENDEE;CN="Çlirim Dëshmi";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:clirim@example.al',
    );
    await cancelEnrolment(as(later(2)), { enrolmentId: admitted.enrolmentId });
    const [, second] = await mailsTo(person.id, later(3));
    expect(second?.entries).toMatchObject([
      { method: "CANCEL", uid: first?.entries[0]?.uid, sequence: 1, status: "CANCELLED" },
      { method: "CANCEL", sequence: 1 },
    ]);
    await admitPerson(as(later(4)), { eventId: event.id, personId: person.id });
    const [, , third] = await mailsTo(person.id, later(5));
    expect(third?.entries.map(({ method, sequence }) => [method, sequence])).toEqual([
      ["REQUEST", 2],
      ["REQUEST", 2],
    ]);
  });

  it("put nothing into the calendar of somebody who never had one", async () => {
    const { event } = await planned();
    const { id, personId } = await buildEnrolment(owner, event.id, {
      state: "applied",
      person: { email: "n@example.al" },
    });
    await cancelEnrolment(as(now), { enrolmentId: id, decline: true });
    expect(await mailsTo(personId, later(1))).toMatchObject([{ kind: "enrolment_cancelled", entries: [] }]);
  });

  it("go out over SMTP and Resend with every octet of the calendar", async () => {
    const { event } = await planned();
    const person = await buildPerson(owner, { email: "smtp@example.al" });
    await owner.delete(outboxMessages);
    await admitPerson(as(now), { eventId: event.id, personId: person.id });
    const [row] = await owner.select().from(outboxMessages);
    const expected = (await renderMessage(system(now), row?.id ?? ""))?.calendar ?? [];
    expect(expected).toHaveLength(2);

    const smtp = await smtpServer();
    await sendMessages(system(now), smtpTransport(smtp.url));
    const mail = smtp.mails[0] ?? "";
    const inline = parts(mail).filter(({ type }) => /^text\/calendar;[\s\S]*method=REQUEST/i.test(type));
    expect(inline.map(({ content }) => content)).toEqual(expected.map(({ content }) => content));
    expect(mail).toMatch(/multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html[\s\S]*text\/calendar/);

    await owner.update(outboxMessages).set({ state: "waiting", notBefore: null });
    const resend = await resendServer();
    await sendMessages(system(now), resendTransport("re_test", resend.url));
    const files = resend.bodies[0]?.attachments ?? [];
    expect(files.map((file) => Buffer.from(file.content, "base64").toString("utf8"))).toEqual(
      expected.map(({ content }) => content),
    );
    expect(files.map((file) => file.content_type)).toEqual(
      Array(2).fill("text/calendar; charset=utf-8; method=REQUEST"),
    );
  });
});

describe("an event that changes", () => {
  it("is told once: what moved, what is new and what was taken out, to those with a seat; words to the others", async () => {
    const trainer = await buildMember(owner, "trainer");
    const { event, input } = await planned({ trainerIds: [trainer.account.id] });
    const seated = await buildEnrolment(owner, event.id, { seat: 1, person: { email: "seated@example.al" } });
    const waiting = await buildEnrolment(owner, event.id, { person: { email: "waiting@example.al" } });
    const [first, second] = input.sittings as [(typeof input.sittings)[0], (typeof input.sittings)[0]];
    const moved = { ...first, startsAt: new Date("2026-12-10T08:00:00Z"), endsAt: new Date("2026-12-10T11:00:00Z") };
    const added = { startsAt: new Date("2026-12-11T08:00:00Z"), endsAt: new Date("2026-12-11T09:00:00Z") };
    const full = { ...input, seats: 1, trainerIds: [trainer.account.id] };
    expect(await updateEvent(as(now), { ...full, sittings: [moved, added] })).toMatchObject({ ok: true });
    const mails = await mailsTo(seated.personId, later(1));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.entries).toMatchObject([
      { method: "REQUEST", uid: `${first.id}@localhost`, sequence: 1, starts: "2026-12-10T09:00:00" },
      { method: "REQUEST", sequence: 0, starts: "2026-12-11T09:00:00" },
      { method: "CANCEL", uid: `${second.id}@localhost`, sequence: 1, status: "CANCELLED" },
    ]);
    expect(await mailsTo(waiting.personId, later(1))).toMatchObject([{ kind: "event_changed", entries: [] }]);
    expect(await mailsTo(trainer.account.id, later(1))).toMatchObject([{ kind: "event_changed", entries: [] }]);
  });

  it("tells whoever is offered a seat with the change only that, and puts it into no calendar yet", async () => {
    const { event, input } = await planned({ seats: 1 });
    await buildEnrolment(owner, event.id, { seat: 1 });
    const waiting = await buildEnrolment(owner, event.id, { person: { email: "up@example.al" } });
    await updateEvent(as(now), { ...input, seats: 2, place: "Shkodër" });
    const mails = await mailsTo(waiting.personId, later(1));
    expect(mails).toMatchObject([{ kind: "enrolment_offered", entries: [] }]);
  });

  it("is confirmed and called off in the calendar too", async () => {
    const { event } = await planned({ state: "tentative" });
    const { personId } = await buildEnrolment(owner, event.id, { seat: 1, person: { email: "c@example.al" } });
    await confirmEvent(as(now), { eventId: event.id });
    const [confirmed] = await mailsTo(personId, later(1));
    expect(confirmed).toMatchObject({ kind: "event_confirmed" });
    expect(confirmed?.entries[0]).toMatchObject({ method: "REQUEST", sequence: 1, status: "CONFIRMED" });
    await cancelEvent(as(later(2)), { eventId: event.id });
    const [late, cancelled] = await mailsTo(personId, later(3));
    expect(cancelled?.entries).toMatchObject([
      { method: "CANCEL", sequence: 2, status: "CANCELLED" },
      { method: "CANCEL", sequence: 2 },
    ]);
    expect(late?.entries).toEqual([]);
  });
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const soon = (minutes: number) => ({
  startsOn: inMinutes(minutes).toISOString().slice(0, 10),
  sittings: [{ startsAt: inMinutes(minutes), endsAt: inMinutes(minutes + 60) }],
});
const link = "https://takim.example.al/salla";

describe("the private feed", () => {
  const ask = (token: string, headers: Record<string, string> = {}) =>
    feed({
      request: new Request(`http://localhost:3000/calendar/${token}.ics`, { headers }),
      params: { token },
      context: { clientAddress: "192.0.2.1" },
    } as never);

  it("shows own sessions only, is known by its ETag, and ends with a new address, on wish and with the account", async () => {
    const account = await buildAccount(owner, { roles: ["professional"] });
    const { event } = await planned(soon(600));
    const { event: other } = await planned(soon(600));
    await buildEnrolment(owner, event.id, { seat: 1, personId: account.personId });
    await buildEnrolment(owner, other.id, { personId: account.personId });
    const make = async () => {
      const args = await routeArgs("/account/calendars", { account, form: { kind: "own" } });
      const made = (await makeAddress(args as never)) as { address: string };
      return /^http:\/\/localhost:3000\/calendar\/([\w-]{43})\.ics$/.exec(made.address)?.[1] ?? "";
    };
    const shown = async () =>
      (await calendarsPage((await routeArgs("/account/calendars", { account })) as never)) as { calendars: object[] };
    expect(await shown()).toEqual({ calendars: [{ kind: "own", since: null }] });
    const token = await make();
    expect(await shown()).toEqual({ calendars: [{ kind: "own", since: expect.any(Date) }] });
    const [row] = await owner.select().from(calendarFeeds).where(eq(calendarFeeds.accountId, account.id));
    expect(JSON.stringify(row)).not.toContain(token);
    const answer = await ask(token);
    expect(answer.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect(read(await answer.text()).map(({ uid }) => uid)).toEqual([`${event.sittings[0]?.id}@localhost`]);
    const known = await ask(token, { "If-None-Match": answer.headers.get("ETag") ?? "" });
    expect([known.status, await known.text()]).toEqual([304, ""]);

    const renewed = await make();
    expect(await statusOf(ask(token))).toBe(404);
    expect((await ask(renewed)).status).toBe(200);
    await endAddress(
      (await routeArgs("/account/calendars/own/end", { account, params: { kind: "own" }, form: {} })) as never,
    );
    expect(await statusOf(ask(renewed))).toBe(404);
    const last = await make();
    await owner.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, account.id));
    expect(await statusOf(ask(last))).toBe(404);
    await owner.update(accounts).set({ state: "closed" }).where(eq(accounts.id, account.id));
    expect(await owner.$count(calendarFeeds, eq(calendarFeeds.accountId, account.id))).toBe(0);
    expect(await statusOf(ask("x".repeat(43)))).toBe(404);
    const said = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, account.id));
    expect(said.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["make-calendar-address", "end-calendar-address"]),
    );
  });

  it("of a trainer shows what they hold, and is for trainers only", async () => {
    const trainer = await buildMember(owner, "trainer");
    const { event } = await planned({ ...soon(600), trainerIds: [trainer.account.id] });
    await planned(soon(600));
    const context = contextFor(trainer.actor, new Date(), app);
    const made = await makeCalendarAddress(context, { kind: "teaching" });
    if (!made.ok) throw new Error(made.reason);
    expect(read(await (await ask(made.token)).text()).map(({ uid }) => uid)).toEqual([
      `${event.sittings[0]?.id}@localhost`,
    ]);
    expect(await makeCalendarAddress(as(now), { kind: "teaching" })).toEqual({ ok: false, reason: "not_trainer" });
  });

  it("and the own page say the link from 30 minutes before, to whoever has a seat; the public feed never", async () => {
    const account = await buildAccount(owner, { roles: ["professional"] });
    const waiting = await buildAccount(owner, { roles: ["professional"] });
    const { event: open } = await planned({ ...soon(25), onlineLink: link });
    const { event: laterEvent } = await planned({ ...soon(40), onlineLink: `${link}-later` });
    for (const { id } of [open, laterEvent]) {
      await buildEnrolment(owner, id, { seat: 1, personId: account.personId });
      await buildEnrolment(owner, id, { personId: waiting.personId });
    }
    const member = {
      kind: "account" as const,
      accountId: account.id,
      personId: account.personId,
      roles: [],
      as: "professional" as const,
    };
    const made = await makeCalendarAddress(contextFor(member, new Date(), app), { kind: "own" });
    if (!made.ok) throw new Error(made.reason);
    const shown = (await (await ask(made.token)).text()).replaceAll("\r\n ", "");
    expect(shown).toContain(link);
    expect(shown).not.toContain(`${link}-later`);
    const linksOf = async (who: typeof account) => {
      const page = (await learnPage((await routeArgs("/learn", { account: who })) as never)) as {
        links: { link: string }[];
      };
      return page.links.map((one) => one.link);
    };
    expect(await linksOf(account)).toEqual([link]);
    expect(await linksOf(waiting)).toEqual([]);
    const everybody = await publicFeed((await routeArgs("/trainings.ics", {})) as never);
    expect(await everybody.text()).not.toContain("takim.example.al");
  });
});

describe("the public feed", () => {
  it("follows the filter of the page and answers 304 to whoever has it", async () => {
    const { event: workshop } = await planned({ ...soon(5000), kind: "workshop", regionIso: "AL-10" });
    const { event: training } = await planned({ ...soon(5000), regionIso: "AL-10" });
    const ask = async (path: string, headers = {}) =>
      publicFeed({
        request: new Request(`http://localhost:3000${path}`, { headers }),
        params: {},
        context: {},
      } as never);
    const uids = async (path: string) => read(await (await ask(path)).text()).map(({ uid }) => uid.split("@")[0]);
    expect(await uids("/trainings.ics?region=AL-10")).toEqual(
      expect.arrayContaining([workshop.sittings[0]?.id, training.sittings[0]?.id]),
    );
    expect(await uids("/trainings.ics?region=AL-10&kind=workshop")).toEqual([workshop.sittings[0]?.id]);
    const etag = (await ask("/trainings.ics")).headers.get("ETag") ?? "";
    expect((await ask("/trainings.ics", { "If-None-Match": `"other", ${etag}` })).status).toBe(304);
    await owner.update(sittings).set({ changedAt: new Date() }).where(eq(sittings.eventId, workshop.id));
    expect((await ask("/trainings.ics", { "If-None-Match": etag })).status).toBe(200);
  });
});

describe("reminders", () => {
  const start = new Date("2027-03-10T08:00:00Z");
  const earlier = (minutes: number) => new Date(start.getTime() - minutes * 60_000);
  const remindersTo = async (personId: string) =>
    (await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, personId))).map(({ kind }) => kind);
  const one = (more: Parameters<typeof buildEvent>[1] = {}) =>
    planned({
      startsOn: "2027-03-10",
      sittings: [{ startsAt: start, endsAt: new Date("2027-03-10T11:00:00Z") }],
      ...more,
    });

  it("go out once at each time to whoever has a seat, and are asked again when they are sent", async () => {
    const { event } = await one();
    const long = new Date("2027-01-01T00:00:00Z");
    const seat = (email: string | null, place: number, changedAt = long) =>
      buildEnrolment(owner, event.id, { seat: place, changedAt, person: { email } });
    const seated = await seat("r1@example.al", 1);
    const fresh = await seat("r2@example.al", 2, earlier(60 * 24 * 6));
    const waiting = await buildEnrolment(owner, event.id, { changedAt: long, person: { email: "r3@example.al" } });
    expect(await queueReminders(system(earlier(10_080)))).toBe(1);
    expect(await queueReminders(system(earlier(10_079)))).toBe(0);
    expect(await queueReminders(system(earlier(1440)))).toBe(2);
    expect(await remindersTo(seated.personId)).toEqual(["event_reminder", "event_reminder"]);
    expect(await remindersTo(fresh.personId)).toEqual(["event_reminder"]);
    expect(await remindersTo(waiting.personId)).toEqual([]);
    const [mail] = await mailsTo(fresh.personId, earlier(1439));
    expect(mail?.mail?.text).toContain("09:00–12:00");

    await owner.update(outboxMessages).set({ state: "waiting" });
    await cancelEnrolment(as(earlier(1430)), { enrolmentId: fresh.id });
    const [gone] = await mailsTo(fresh.personId, earlier(1429));
    expect(gone?.mail).toBeNull();
    await owner
      .update(sittings)
      .set({ startsAt: earlier(-30) })
      .where(eq(sittings.eventId, event.id));
    const [moved] = await mailsTo(seated.personId, earlier(1429));
    expect(moved?.mail).toBeNull();
  });

  it("can be stopped for an event, and are not sent of one that is called off", async () => {
    const { event } = await one();
    const { event: other } = await one({ state: "cancelled" });
    for (const { id } of [event, other])
      await buildEnrolment(owner, id, { seat: 1, changedAt: now, person: { email: `${id}@example.al` } });
    const turn = async (on: string) =>
      reminders(
        (await routeArgs(`/manage/events/${event.id}/reminders`, {
          account: manager.account,
          params: { id: event.id },
          form: { reminders: on },
        })) as never,
      );
    await turn("off");
    const [row] = await owner.select({ on: events.reminders }).from(events).where(eq(events.id, event.id));
    expect(row).toEqual({ on: false });
    const about = async () => owner.$count(outboxMessages, eq(outboxMessages.subjectId, event.sittings[0]?.id ?? ""));
    await queueReminders(system(earlier(120)));
    expect(await about()).toBe(0);
    await turn("on");
    await queueReminders(system(earlier(120)));
    expect(await about()).toBe(1);
    expect(await owner.$count(outboxMessages, eq(outboxMessages.subjectId, other.sittings[0]?.id ?? ""))).toBe(0);
  });

  it("give the link of an online session half an hour before, by mail to those admitted only", async () => {
    const { event } = await one({ onlineLink: link });
    const seated = await buildEnrolment(owner, event.id, {
      seat: 1,
      changedAt: earlier(5),
      person: { email: "l@example.al" },
    });
    await queueReminders(system(earlier(31)));
    expect(await remindersTo(seated.personId)).toEqual([]);
    await queueReminders(system(earlier(30)));
    await queueReminders(system(earlier(10)));
    expect(await remindersTo(seated.personId)).toEqual(["event_link"]);
    const [mail] = await mailsTo(seated.personId, earlier(29));
    expect(mail?.mail?.text).toContain(link);
    await owner
      .update(events)
      .set({ onlineLink: `${link}-tjeter` })
      .where(eq(events.id, event.id));
    expect(await queueReminders(system(earlier(9)))).toBe(1);
    await cancelEvent(as(earlier(20)), { eventId: event.id });
    const [late] = await mailsTo(seated.personId, earlier(19));
    expect(late?.mail).toBeNull();
  });
});

it("shows the manager what was sent to whom and what became of it", async () => {
  const { event } = await planned();
  const person = await buildPerson(owner, { givenName: "Lule", familyName: "Prifti", email: "lule@example.al" });
  await admitPerson(as(now), { eventId: event.id, personId: person.id });
  await owner
    .update(outboxMessages)
    .set({ state: "failed", outcome: "EENVELOPE" })
    .where(eq(outboxMessages.recipientId, person.id));
  const { event: other } = await planned();
  const page = async (id: string, query = "") =>
    (await messagesPage(
      (await routeArgs(`/manage/events/${id}/messages${query}`, { account: manager.account, params: { id } })) as never,
    )) as { deliveries: { rows: object[]; total: number } };
  expect((await page(event.id)).deliveries.rows).toMatchObject([
    { name: "Lule Prifti", kind: "enrolment_admitted", state: "failed", outcome: "EENVELOPE" },
  ]);
  expect((await page(event.id, "?state=sent")).deliveries.total).toBe(0);
  expect((await page(other.id)).deliveries.total).toBe(0);
});

/** The parts of a mail with their decoded content. */
function parts(mail: string): { type: string; content: string }[] {
  return mail
    .split(/^--.*$/m)
    .map((part) => part.replace(/^\r\n/, ""))
    .flatMap((part) => {
      const end = part.indexOf("\r\n\r\n");
      const head = part.slice(0, end).replace(/\r\n\s+/g, " ");
      const type = /^Content-Type: (.*)$/im.exec(head)?.[1];
      const body = part.slice(end + 4).replace(/\r\n$/, "");
      return type ? [{ type, content: /base64/i.test(head) ? unbase(body) : unquoted(body) }] : [];
    });
}

const unbase = (text: string) => Buffer.from(text, "base64").toString("utf8");
const unquoted = (text: string) =>
  Buffer.from(
    text
      .replaceAll("=\r\n", "")
      .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

async function smtpServer(): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const received: Buffer[] = [];
      stream.on("data", (part: Buffer) => received.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(received).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

interface ResendBody {
  attachments?: { content: string; content_type: string }[];
}

async function resendServer(): Promise<{ url: string; bodies: ResendBody[] }> {
  const bodies: ResendBody[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      bodies.push(JSON.parse(body));
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ id: "mail-1" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}
