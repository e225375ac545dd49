import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { loader as eventPage } from "#app/routes/manage/event";
import { action as copy, loader as copyPage } from "#app/routes/manage/event-copy";
import { loader as messagesPage } from "#app/routes/manage/event-messages";
import { action as move, loader as movePage } from "#app/routes/manage/event-move";
import { action as takeBack } from "#app/routes/manage/event-move-reversal";
import { action as remove } from "#app/routes/manage/event-removal";
import { action as repeat, loader as repetitionPage } from "#app/routes/manage/event-repetition";
import { action as removeCopies } from "#app/routes/manage/event-repetition-reversal";
import { loader as noticePage } from "#app/routes/manage/notice";
import { loader as newNoticePage, action as write } from "#app/routes/manage/notice-new";
import { action as withdraw } from "#app/routes/manage/notice-withdrawal";
import { events } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const { account } = await buildMember(owner, "training_manager");
const { account: other } = await buildMember(owner, "professional");
const unknown = "019aaaaa-0000-7000-8000-000000000000";

// The actions' clock is the real one.
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const coming = (more = {}) => buildEvent(owner, { startsOn: inDays(30), ...more });

type Route = (args: never) => Promise<unknown>;
interface Given {
  path?: string;
  params?: Record<string, string>;
  form?: Record<string, string | string[]>;
}
const run = async (route: unknown, { path = "/", ...given }: Given = {}) =>
  (route as Route)((await routeArgs(path, { account, ...given })) as never);
const toOf = async (route: unknown, given: Given) => ((await run(route, given)) as Response).headers.get("Location");
type Refused = { data: { form: { errors: Record<string, { key: string }[]>; values: Record<string, string> } } };
const errorsOf = async (route: unknown, given: Given) => ((await run(route, given)) as Refused).data.form.errors;

describe("every address", () => {
  it("asks strangers to sign in, refuses other roles, and answers 404 for ids that do not exist", async () => {
    const params = { id: unknown, noticeId: unknown };
    const form = { day: inDays(9), time: "09:00", movedAt: "1764583200000", days: inDays(9), eventIds: unknown };
    const pages = [copyPage, movePage, repetitionPage, newNoticePage, noticePage];
    const posts = [copy, move, takeBack, remove, repeat, removeCopies, write, withdraw];
    const asked = [
      ...pages.map((route) => ({ route, given: { params } })),
      ...posts.map((route) => ({ route, given: { params, form } })),
    ];
    for (const { route, given } of asked) {
      expect(await statusOf((route as Route)((await routeArgs("/", given)) as never))).toBe(303);
      expect(await statusOf((route as Route)((await routeArgs("/", { account: other, ...given })) as never))).toBe(403);
      expect(await statusOf(run(route, given))).toBe(404);
    }
  });
});

describe("moving by the page", () => {
  it("shows what would happen, does it, and takes it back by the link it leads to", async () => {
    const event = await coming();
    await buildEnrolment(owner, event.id, { seat: 1, person: { email: "drita.r@example.al" } });
    const params = { id: event.id };
    const wrong = (await run(movePage, { path: "/?day=nesër", params })) as { state: Refused["data"]["form"] };
    expect(Object.keys(wrong.state.errors)).toEqual(["day"]);
    const shown = await run(movePage, { path: `/?day=${inDays(40)}&time=`, params });
    expect(shown).toMatchObject({ preview: { day: inDays(40), affected: { people: 1, trainers: 0 } } });
    const moved = new URL((await toOf(move, { params, form: { day: inDays(40) } })) ?? "", "http://x");
    const back = Object.fromEntries(moved.searchParams);
    expect(moved.pathname).toBe(`/manage/events/${event.id}`);
    expect(await run(eventPage, { path: moved.pathname + moved.search, params })).toMatchObject({
      moved: { day: back.day },
    });
    expect(await toOf(takeBack, { params, form: back })).toBe(`/manage/events/${event.id}`);
    const [row] = await owner.select().from(events).where(eq(events.id, event.id));
    expect(row?.startsOn).toBe(inDays(30));
    expect(await errorsOf(move, { params, form: { day: inDays(-9) } })).toEqual({ day: [{ key: "day_past" }] });
  });
});

describe("copying and repeating by the page", () => {
  it("leads to the copy, which is removed again by one button", async () => {
    const event = await coming();
    const params = { id: event.id };
    expect(await run(copyPage, { path: `/?day=${inDays(60)}`, params })).toMatchObject({
      preview: { day: inDays(60) },
    });
    const to = (await toOf(copy, { params, form: { day: inDays(60) } })) ?? "";
    const id = to.split("/").at(-1) ?? "";
    expect(id).not.toBe(event.id);
    expect(await toOf(remove, { params: { id }, form: {} })).toBe("/manage/events");
    expect(await toOf(remove, { params, form: {} })).toBe(`/manage/events/${event.id}`);
    expect(await owner.$count(events, eq(events.id, event.id))).toBe(1);
  });

  it("offers the days, makes those chosen, and takes all of them back", async () => {
    const event = await coming();
    const params = { id: event.id };
    const query = `/?day=${inDays(50)}&every=week&times=3`;
    const shown = (await run(repetitionPage, { path: query, params })) as { preview: { days: string[] } };
    expect(shown.preview.days).toEqual([50, 57, 64].map(inDays));
    const days = [inDays(50), inDays(64)];
    const made = (await toOf(repeat, { params, form: { days } })) ?? "";
    const page = (await run(repetitionPage, { path: made, params })) as { made: { id: string; startsOn: string }[] };
    expect(page.made.map(({ startsOn }) => startsOn)).toEqual(days);
    const eventIds = page.made.map(({ id }) => id);
    expect(await toOf(removeCopies, { params, form: { eventIds } })).toBe(`/manage/events/${event.id}/repetition`);
    expect(await run(repetitionPage, { path: made, params })).toMatchObject({ made: [] });
    expect(Object.keys(await errorsOf(repeat, { params, form: {} }))).toEqual(["days"]);
  });
});

describe("writing by the page", () => {
  const text = { subjectSq: "Salla", bodySq: "Te biblioteka.", subjectEn: "Hall", bodyEn: "In the library." };

  it("shows both mails first, sends them once, and stops them", async () => {
    const event = await coming();
    await buildEnrolment(owner, event.id, { seat: 1, person: { email: "gent.r@example.al" } });
    const params = { id: event.id };
    const form = { ...text, noticeId: randomUUID(), states: "admitted" };
    const shown = (await run(write, { path: "/?preview=1", params, form })) as {
      data: { preview: { readers: number; mails: { subject: string; text: string }[] } };
    };
    expect(shown.data.preview.mails.map(({ subject }) => subject)).toEqual(["Salla", "Hall"]);
    expect(shown.data.preview.readers).toBe(1);
    expect(await run(messagesPage, { params })).toMatchObject({ notices: [] });
    const to = `/manage/events/${event.id}/notices/${form.noticeId}`;
    expect([await toOf(write, { params, form }), await toOf(write, { params, form })]).toEqual([to, to]);
    const both = { ...params, noticeId: form.noticeId };
    expect(await run(noticePage, { params: both })).toMatchObject({ notice: { recipients: 1, untouched: 1 } });
    expect(await toOf(withdraw, { params: both, form: {} })).toBe(to);
    expect(await run(noticePage, { params: both })).toMatchObject({
      notice: { mails: { cancelled: 1 }, untouched: 0 },
    });
    expect(await run(messagesPage, { params })).toMatchObject({ notices: [{ recipients: 1 }] });
  });

  it("keeps what was typed where something is missing or nobody can be told", async () => {
    const event = await coming();
    const params = { id: event.id };
    const form = { ...text, noticeId: randomUUID(), states: "admitted" };
    expect(await errorsOf(write, { params, form })).toEqual({ states: [{ key: "nobody_to_tell" }] });
    const { states: _, ...without } = form;
    expect(Object.keys(await errorsOf(write, { params, form: { ...without, bodyEn: " " } }))).toEqual([
      "bodyEn",
      "states",
    ]);
  });
});
