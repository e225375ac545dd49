import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { loader as admissionsPage, action as admit } from "#app/routes/manage/admissions";
import { action as changeCourse, loader as coursePage } from "#app/routes/manage/course";
import { action as makeCourse, loader as newCoursePage } from "#app/routes/manage/course-new";
import { loader as coursesPage } from "#app/routes/manage/courses";
import { action as admitEnrolment } from "#app/routes/manage/enrolment-admission";
import { action as cancel } from "#app/routes/manage/enrolment-cancellation";
import { action as decline } from "#app/routes/manage/enrolment-refusal";
import { loader as eventPage } from "#app/routes/manage/event";
import { action as callOff, loader as cancellationPage } from "#app/routes/manage/event-cancellation";
import { action as close } from "#app/routes/manage/event-closing";
import { action as confirm } from "#app/routes/manage/event-confirmation";
import { action as changeEvent, loader as editPage } from "#app/routes/manage/event-edit";
import { action as makeEvent, loader as newEventPage } from "#app/routes/manage/event-new";
import { loader as eventsPage } from "#app/routes/manage/events";
import { loader as homePage } from "#app/routes/manage/home";
import { loader as importPage, action as upload } from "#app/routes/manage/import";
import { action as commit } from "#app/routes/manage/import-confirmation";
import { action as discard } from "#app/routes/manage/import-dismissal";
import { loader as previewPage, action as reread } from "#app/routes/manage/import-preview";
import { action as undo } from "#app/routes/manage/import-reversal";
import { action as admitKnown } from "#app/routes/manage/known-admission";
import { loader as peoplePage } from "#app/routes/manage/people";
import { loader as rosterPage } from "#app/routes/manage/roster";
import { action as signUp, loader as trainingPage } from "#app/routes/public/training";
import { loader as registrationPage } from "#app/routes/public/training-registration";
import { loader as trainingsPage } from "#app/routes/public/trainings";
import { loader as feed } from "#app/routes/public/trainings-feed";
import { enrolments, events, imports } from "#db/schema/training";
import { buildCourse, buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const { account } = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const unknown = "019aaaaa-0000-7000-8000-000000000000";

// The actions' clock is the real one.
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const coming = (more = {}) => buildEvent(owner, { startsOn: inDays(30), ...more });

type Route = (args: never) => Promise<unknown>;
interface Given {
  path?: string;
  params?: Record<string, string>;
  form?: Record<string, string>;
}

const run = async (route: unknown, { path = "/", ...given }: Given = {}) =>
  (route as Route)((await routeArgs(path, { account, ...given })) as never);
const status = (route: unknown, given?: Given) => statusOf(run(route, given));
const toOf = async (route: unknown, given?: Given) => {
  const answer = (await run(route, given)) as Response;
  return [
    answer.status,
    answer.headers.get("Location"),
    /notice=([\w%=]+)/.exec(answer.headers.get("Set-Cookie") ?? "") !== null,
  ];
};
const formOf = async (route: unknown, given: Given) =>
  (
    (await run(route, given)) as {
      data: { form: { errors: Record<string, { key: string }[]>; values: Record<string, string> } };
    }
  ).data.form;

async function send(eventId: string, content: Buffer | string, name = "lista.csv") {
  const args = await routeArgs(`/manage/events/${eventId}/import`, { account, params: { id: eventId } });
  const body = new FormData();
  body.set("file", new File([new Uint8Array(Buffer.from(content))], name));
  const request = new Request(args.request.url, { method: "POST", body, headers: args.request.headers });
  return (upload as Route)({ ...args, request } as never);
}

describe("every page", () => {
  it("asks strangers to sign in, refuses other roles, and answers 404 for ids that do not exist", async () => {
    const { account: other } = await buildMember(owner, "professional");
    const pages = [homePage, coursesPage, newCoursePage, eventsPage, newEventPage, peoplePage];
    const withId = [
      eventPage,
      editPage,
      cancellationPage,
      rosterPage,
      admissionsPage,
      importPage,
      previewPage,
      coursePage,
    ];
    const params = { id: unknown, importId: unknown };
    for (const page of [...pages, ...withId]) {
      expect(await statusOf((page as Route)((await routeArgs("/manage", { params })) as never))).toBe(303);
      expect(await statusOf((page as Route)((await routeArgs("/manage", { account: other, params })) as never))).toBe(
        403,
      );
    }
    for (const page of pages) expect(await status(page)).toBe(200);
    for (const page of withId) {
      expect(await status(page, { params })).toBe(404);
      expect(await status(page, { params: { id: "1'; drop", importId: "x" } })).toBe(404);
    }
    const posts = [confirm, close, callOff, commit, undo, discard, reread, admitKnown, admitEnrolment, cancel, decline];
    for (const post of posts) {
      const given = { params: { ...params, personId: unknown }, form: {} };
      expect(await status(post, given)).toBe(404);
      expect(await statusOf((post as Route)((await routeArgs("/", { account: other, ...given })) as never))).toBe(403);
      expect(await statusOf((post as Route)((await routeArgs("/", given)) as never))).toBe(303);
    }
  });

  it("takes any query", async () => {
    const odd = "?q=%25&page=999999&sort=x&dir=y&period=z&state=w&rows=v";
    const event = await coming();
    for (const page of [eventsPage, peoplePage]) expect(await status(page, { path: `/${odd}` })).toBe(200);
    for (const page of [rosterPage, admissionsPage])
      expect(await status(page, { path: `/${odd}`, params: { id: event.id } })).toBe(200);
  });
});

const course = {
  titleSq: "Urdhri i mbrojtjes",
  titleEn: "The protection order",
  kind: "workshop",
  minutes: "360",
  lateMinutes: "15",
  certificatePercent: "80",
  credits: "",
  state: "published",
};

test("a course is made and changed by its form, and a wrong one keeps what was typed", async () => {
  const wrong = { ...course, titleEn: " ", minutes: "shumë", certificatePercent: "101" };
  const refused = await formOf(makeCourse, { form: wrong });
  expect(Object.keys(refused.errors)).toEqual(["titleEn", "minutes", "certificatePercent"]);
  expect(refused.values).toMatchObject({ titleSq: course.titleSq, minutes: "shumë" });
  expect(await toOf(makeCourse, { form: course })).toEqual([303, "/manage/courses", true]);
  const { id } = await buildCourse(owner);
  expect(await toOf(changeCourse, { params: { id }, form: course })).toEqual([303, "/manage/courses", true]);
  expect(await run(coursePage, { params: { id } })).toMatchObject({ course: { titleEn: "The protection order" } });
});

describe("the form of an event", () => {
  const fields = async () => ({
    courseId: (await buildCourse(owner)).id,
    seats: "25",
    registration: "open",
    place: "Kukës",
    trainerIds: trainer.account.id,
    "day-0": inDays(20),
    "start-0": "09:00",
    "end-0": "12:00",
    "day-1": "",
    "start-1": "13:00",
    "end-1": "16:00",
  });

  it("makes the event with its sessions", async () => {
    const form = await fields();
    const [code, location] = await toOf(makeEvent, { form });
    expect([code, location]).toEqual([303, expect.stringMatching(/^\/manage\/events\/[0-9a-f-]{36}$/)]);
    const id = String(location).split("/").at(-1) ?? "";
    const page = (await run(eventPage, { params: { id } })) as { event: { sittings: { id: string }[] } };
    expect(page.event.sittings).toHaveLength(1);
    const second = { "day-1": inDays(21), "sitting-0": page.event.sittings[0]?.id ?? "" };
    expect(await toOf(changeEvent, { params: { id }, form: { ...form, ...second } })).toEqual([
      303,
      `/manage/events/${id}`,
      true,
    ]);
    expect(await run(editPage, { params: { id } })).toMatchObject({ event: { endsOn: inDays(21) } });
  });

  it("adds rows and keeps what was typed, without writing anything", async () => {
    const form = await fields();
    const before = await owner.$count(events);
    const more = (await run(makeEvent, { path: "/manage/events/new?rows=8", form })) as {
      data: { rows: number; form: { values: object; errors: object } };
    };
    expect(more.data).toMatchObject({ rows: 8, form: { values: form, errors: {} } });
    expect(await owner.$count(events)).toBe(before);
  });

  it("names the wrong fields of its rows", async () => {
    const { errors } = await formOf(makeEvent, { form: { ...(await fields()), "end-0": "08:00", seats: "0" } });
    expect(errors["end-0"]?.[0]?.key).toBe("time_order");
    expect(errors.seats?.[0]?.key).toBe("number_range");
    const none = await formOf(makeEvent, { form: { ...(await fields()), "day-0": "" } });
    expect(none.errors["day-0"]?.[0]?.key).toBe("sittings_none");
  });
});

test("an event is confirmed and called off by its buttons", async () => {
  const event = await coming({ state: "tentative" });
  const params = { id: event.id };
  expect(await toOf(confirm, { params, form: {} })).toEqual([303, `/manage/events/${event.id}`, true]);
  expect(await status(close, { params, form: {} })).toBe(303);
  expect(await status(callOff, { params, form: {} })).toBe(303);
  const [row] = await owner.select({ state: events.state }).from(events).where(eq(events.id, event.id));
  expect(row?.state).toBe("cancelled");
});

test("people are admitted, refused and let go from the roster", async () => {
  const event = await coming({ seats: 2 });
  const params = { id: event.id };
  const person = await buildPerson(owner, { givenName: "Lindita", familyName: "Topalli" });
  const roster = `/manage/events/${event.id}/roster`;
  expect(await run(admissionsPage, { path: "/?q=topalli", params })).toMatchObject({
    found: [{ id: person.id, state: null }],
  });
  expect(await toOf(admitKnown, { params: { ...params, personId: person.id }, form: {} })).toEqual([303, roster, true]);
  const form = { givenName: "lindita", familyName: "TOPALLI" };
  expect((await formOf(admit, { params, form })).errors.namesake?.[0]?.key).toBe("name_known");
  expect((await formOf(admit, { params, form: { ...form, email: "x" } })).errors.email?.[0]?.key).toBe("email");
  expect(await toOf(admit, { params, form: { ...form, namesake: "yes", walkIn: "yes" } })).toEqual([303, roster, true]);
  const applied = await buildEnrolment(owner, event.id, { state: "applied" });
  expect(await status(admitEnrolment, { params: { id: applied.id }, form: {} })).toBe(303);
  const stateOf = async (id: string) => (await owner.select().from(enrolments).where(eq(enrolments.id, id)))[0]?.state;
  expect(await stateOf(applied.id)).toBe("applied");
  await run(decline, { params: { id: applied.id }, form: {} });
  expect(await stateOf(applied.id)).toBe("declined");
  const page = (await run(rosterPage, { path: "/?q=lindita&state=admitted", params })) as { rows: { id: string }[] };
  expect(page.rows).toHaveLength(2);
  await run(cancel, { params: { id: page.rows[0]?.id ?? "" }, form: {} });
  expect(await stateOf(page.rows[0]?.id ?? "")).toBe("cancelled");
});

describe("a list", () => {
  it("is uploaded, looked at, read in another way, confirmed and taken back", async () => {
    const event = await coming({ seats: 40 });
    const sent = (await send(
      event.id,
      readFileSync("tests/support/samples/pjesemarresit-kukes.csv"),
      "../../Lista ë.csv",
    )) as Response;
    const location = sent.headers.get("Location") ?? "";
    expect([sent.status, location]).toEqual([303, expect.stringContaining(`/manage/events/${event.id}/imports/`)]);
    const params = { id: event.id, importId: location.split("/").at(-1) ?? "" };
    expect(await run(previewPage, { params })).toMatchObject({
      list: { fileName: "Lista ë.csv", encoding: "Windows-1250", counts: { duplicate: 1, skipped: 1 } },
    });
    expect(await run(previewPage, { path: "/?rows=skipped", params })).toMatchObject({ list: { total: 1 } });
    expect(await toOf(reread, { params, form: { "column-0-3": "ignore", "day-0": "1" } })).toEqual([
      303,
      location,
      true,
    ]);
    const again = (await run(previewPage, { params })) as {
      list: { rows: { entry: { profession: string | null } }[] };
    };
    expect(again.list.rows[0]?.entry.profession).toBeNull();
    const noName = await formOf(reread, { params, form: { "column-0-1": "ignore" } });
    expect(noName.errors.form?.[0]?.key).toBe("list_no_people");
    expect(await toOf(commit, { params, form: {} })).toEqual([303, `/manage/events/${event.id}/roster`, true]);
    expect(await toOf(commit, { params, form: {} })).toEqual([303, location, true]);
    expect(await owner.$count(enrolments, eq(enrolments.eventId, event.id))).toBe(17);
    expect(await toOf(undo, { params, form: {} })).toEqual([303, location, true]);
    expect(await owner.$count(enrolments, eq(enrolments.eventId, event.id))).toBe(0);
    expect(await run(importPage, { params })).toMatchObject({ imports: [{ state: "undone" }] });
  });

  it("is put aside", async () => {
    const event = await coming();
    const sent = (await send(event.id, "emri;e-mail\nArta Hoxha;\n")) as Response;
    const params = { id: event.id, importId: sent.headers.get("Location")?.split("/").at(-1) ?? "" };
    expect(await toOf(discard, { params, form: {} })).toEqual([303, `/manage/events/${event.id}/import`, true]);
    expect(await status(previewPage, { params })).toBe(404);
  });

  test.each([
    ["an empty file", "", "bosh.csv", "list_file_empty"],
    ["a PDF", "%PDF-1.7", "lista.pdf", "list_file_wrong"],
    ["a list without names", "069 123 4567;a@example.al\n069 123 4568;b@example.al\n", "lista.csv", "list_no_heading"],
    ["more than 25 MB", Buffer.alloc(25 * 2 ** 20 + 10, "a"), "lista.csv", "list_file_too_big"],
  ])("is refused in a sentence: %s", async (_case, content, name, key) => {
    const event = await coming();
    const answer = (await send(event.id, content, name)) as { data: { form: { errors: { file: { key: string }[] } } } };
    expect(answer.data.form.errors.file[0]?.key).toBe(key);
    expect(await owner.$count(imports, eq(imports.eventId, event.id))).toBe(0);
  });

  it("is asked for where none was chosen, as browsers say it", async () => {
    const event = await coming();
    const args = await routeArgs("/", { account, params: { id: event.id } });
    const headers = new Headers(args.request.headers);
    headers.set("Content-Type", "multipart/form-data; boundary=x");
    const part = 'Content-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream';
    const request = new Request(args.request.url, {
      method: "POST",
      headers,
      body: `--x\r\n${part}\r\n\r\n\r\n--x--\r\n`,
    });
    const answer = (await (upload as Route)({ ...args, request } as never)) as { data: { form: { errors: object } } };
    expect(answer.data.form.errors).toEqual({ file: [{ key: "required_file" }] });
  });

  it("that is no form at all is a 400", async () => {
    const event = await coming();
    const args = await routeArgs("/", { account, params: { id: event.id } });
    const headers = new Headers(args.request.headers);
    headers.set("Content-Type", "multipart/form-data; boundary=x");
    const request = new Request(args.request.url, { method: "POST", headers, body: "--y\r\nnot a form" });
    expect(await statusOf((upload as Route)({ ...args, request } as never))).toBe(400);
  });
});

describe("in public", () => {
  const anybody = async (route: unknown, path: string, given: Given = {}) =>
    (route as Route)((await routeArgs(path, given)) as never);
  const person = { givenName: "Drita", familyName: "Prifti", email: "drita.prifti@example.al", consent: "yes" };

  it("coming trainings are listed by region and in a calendar", async () => {
    const event = await coming({ regionIso: "AL-12" });
    type Page = { months: { list: { slug: string }[] }[] };
    const page = (await anybody(trainingsPage, "/trainings?region=AL-12&lang=en")) as Page;
    expect(page.months.flatMap(({ list }) => list).map(({ slug }) => slug)).toEqual([event.slug]);
    expect(await anybody(trainingsPage, "/trainings?region=';--")).toMatchObject({ filter: { regionIso: null } });
    const calendar = (await anybody(feed, "/trainings.ics")) as Response;
    const text = await calendar.text();
    expect(calendar.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect(text.replaceAll("\r\n ", "")).toContain(`/trainings/${event.slug}`);
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(1);
  });

  it("somebody signs up, and hears the same when the address was in already", async () => {
    const event = await coming({ seats: 9 });
    const given = { params: { slug: event.slug }, form: person };
    const first = (await anybody(signUp, `/trainings/${event.slug}`, given)) as Response;
    const again = (await anybody(signUp, `/trainings/${event.slug}`, given)) as Response;
    const location = `/trainings/${event.slug}/registration?state=admitted`;
    expect([first.headers.get("Location"), again.headers.get("Location")]).toEqual([location, location]);
    expect(await owner.$count(enrolments, eq(enrolments.eventId, event.id))).toBe(1);
    expect(await anybody(registrationPage, location, given)).toMatchObject({ state: "admitted" });
  });

  it("a form without consent, a past training and an unknown one are answered in words or with 404", async () => {
    const event = await coming();
    const { consent: _consent, ...without } = person;
    const refused = (await anybody(signUp, "/", { params: { slug: event.slug }, form: without })) as {
      data: { form: { errors: object } };
    };
    expect(Object.keys(refused.data.form.errors)).toEqual(["consent"]);
    const past = await buildEvent(owner, { startsOn: inDays(-3) });
    const late = (await anybody(signUp, "/", { params: { slug: past.slug }, form: person })) as {
      data: { form: { errors: object } };
    };
    expect(late.data.form.errors).toEqual({ form: [{ key: "event_past" }] });
    expect(await anybody(trainingPage, "/", { params: { slug: past.slug } })).toMatchObject({ closed: "event_past" });
    for (const page of [trainingPage, registrationPage])
      expect(await statusOf(anybody(page, "/", { params: { slug: "s'ka" } }))).toBe(404);
    expect(await statusOf(anybody(signUp, "/", { params: { slug: "s'ka" }, form: person }))).toBe(404);
  });
});
