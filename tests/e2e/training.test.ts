import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { calendarDate } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { buildMember } from "#db/seeds/build.server";
import { accessibilityFaults, desktop, type Journey, startJourney, type Visitor } from "#tests/support/journey";

const t = translator("sq");
const manage = translator("sq", "manage");
let journey: Journey;
let manager: Visitor;
const events: Record<string, string> = {};

beforeAll(async () => {
  let accountId = "";
  journey = await startJourney(inject("testServer"), {
    fill: async ({ owner }) => {
      accountId = (await buildMember(owner, "training_manager")).account.id;
    },
  });
  manager = await journey.visitor({ accountId, viewport: desktop, acceptDownloads: true });
});
afterAll(() => journey?.stop());

const daysAgo = (days: number) => calendarDate(new Date(Date.now() - days * 86_400_000));
const download = async (visitor: Visitor, words: string | RegExp) => {
  const link = visitor.page.getByRole("link", { name: words }).first();
  const [file] = await Promise.all([visitor.page.waitForEvent("download"), link.click()]);
  return readFile(await file.path());
};
const main = (visitor: Visitor) => visitor.page.locator("main").innerText();

async function createEvent(place: string, region: string, days: string[], seats: number): Promise<string> {
  const { page } = manager;
  await manager.open("/manage/events/new");
  await page.locator("select[name=courseId]").selectOption({ index: 1 });
  for (const [row, day] of days.entries()) await page.locator(`input[name=day-${row}]`).fill(day);
  await page.locator("select[name=regionIso]").selectOption({ label: region });
  await page.locator("input[name=place]").fill(place);
  await page.locator("input[name=seats]").fill(String(seats));
  await manager.press(manage("eventForm.create"));
  expect(manager.path()).toMatch(/^\/manage\/events\/[0-9a-f-]{36}$/);
  return manager.path();
}

async function upload(event: string, file: string): Promise<void> {
  await manager.open(`${event}/import`);
  await manager.page.locator("input[type=file]").setInputFiles(`tests/support/samples/${file}`);
  await manager.press(manage("import.button"));
  expect(manager.path()).toMatch(/\/imports\/[0-9a-f-]{36}$/);
}

const commit = async () => {
  const button = manager.page.locator("form[action$='/confirmation'] button");
  await Promise.all([manager.page.waitForEvent("framenavigated"), button.click()]);
  await manager.page.waitForLoadState();
};

describe("a training manager, from a course to certificates", () => {
  test("describes a course in both languages", async () => {
    await manager.open("/manage/courses/new");
    const { page } = manager;
    await page.getByLabel(manage("courses.form.titleSq")).fill("Mbrojtja e viktimave: çfarë është");
    await page.getByLabel(manage("courses.form.titleEn")).fill("Protecting victims: what it is");
    await page.locator("select[name=kind]").selectOption("training");
    await page.locator("input[name=minutes]").fill("720");
    await manager.press(manage("courses.create"));
    await manager.open("/manage/courses");
    expect(await main(manager)).toContain("Mbrojtja e viktimave: çfarë është");
    await manager.open("/manage/courses?lang=en");
    expect(await main(manager)).toContain("Protecting victims: what it is");
    await manager.open("/manage/courses?lang=sq");
  });

  test("plans two days of four sessions in Kukës", async () => {
    const [first, second] = [daysAgo(-14), daysAgo(-13)];
    events.kukes = await createEvent("Kukës", "Kukës", [first, first, second, second], 25);
    const shown = await main(manager);
    expect(shown).toContain("Kukës");
    for (const position of [1, 2, 3, 4]) expect(shown).toContain(manage("event.session", { position }));
  });

  test("brings in the list from Kukës, takes it back, and brings it in again", async () => {
    await upload(events.kukes ?? "", "pjesemarresit-kukes.csv");
    const shown = await main(manager);
    expect(shown).toContain("Windows-1250");
    expect(shown).toContain(manage("import.counts.new_person", { count: 17 }));
    expect(shown).toContain(manage("import.verdicts.duplicate", { line: 13 }));
    expect(shown).toContain("Xhevahire Mëhilli");
    expect(await accessibilityFaults(manager.page)).toEqual([]);
    await commit();
    await manager.open(`${events.kukes}/roster`);
    expect(await manager.page.locator("tbody tr").count()).toBe(17);
    await manager.open(`${events.kukes}/import`);
    await manager.press("pjesemarresit-kukes.csv");
    await manager.press(manage("import.undo"));
    await manager.open(`${events.kukes}/roster`);
    expect(await manager.page.locator("tbody tr").count()).toBe(0);
    await upload(events.kukes ?? "", "pjesemarresit-kukes.csv");
    await commit();
    await manager.open(`${events.kukes}/roster`);
    expect(await manager.page.locator("tbody tr").count()).toBe(17);
  });

  test("asks for more rows for sessions, and the event is saved all the same", async () => {
    await manager.open(`${events.kukes}/edit`);
    const { page } = manager;
    const rows = () => page.locator("input[name^=day-]").count();
    const before = await rows();
    await page.locator("input[name=venue]").fill("Biblioteka");
    await manager.press(manage("eventForm.moreRows"));
    expect(await rows()).toBeGreaterThan(before);
    await manager.press(manage("eventForm.save"));
    expect(manager.path()).toBe(events.kukes);
    expect(await main(manager)).toContain("Biblioteka");
  });

  test("previews a notice, and sends what was previewed", async () => {
    await manager.open(`${events.kukes}/notices/new`);
    const { page } = manager;
    await page.locator("input[name=subjectSq]").fill("Ndryshim i sallës");
    await page.locator("textarea[name=bodySq]").fill("Takohemi në bibliotekë.");
    await page.locator("input[name=subjectEn]").fill("Another room");
    await page.locator("textarea[name=bodyEn]").fill("We meet in the library.");
    await manager.press(manage("notice.preview"));
    expect(await main(manager)).toContain(manage("notice.previewTitle"));
    await manager.press(/^Dërgo/);
    expect(manager.path()).toMatch(/\/notices\/[0-9a-f-]{36}$/);
    expect(await main(manager)).toContain("Ndryshim i sallës");
  });

  test("brings in Elbasan's ticks: a day's tick marks its sessions", async () => {
    const [first, second] = [daysAgo(8), daysAgo(7)];
    events.elbasan = await createEvent("Elbasan", "Elbasan", [first, first, second, second], 40);
    await upload(events.elbasan, "pjesemarresit-elbasan.xlsx");
    await commit();
    await manager.open(`${events.elbasan}/roster`);
    expect(await manager.page.locator("tbody tr").count()).toBeGreaterThan(15);
  });

  test("brings in a thousand people with marks for four sessions", async () => {
    const [first, second] = [daysAgo(4), daysAgo(3)];
    events.thousand = await createEvent("Tiranë", "Tiranë", [first, first, second, second], 1000);
    await upload(events.thousand, "pjesemarresit-1000.csv");
    await commit();
    const [row] = await journey.app.owner.execute<{ people: number; sittings: number }>(
      `select count(distinct o.enrolment_id)::int as people, count(distinct o.sitting_id)::int as sittings
       from presence_observations o join enrolments e on e.id = o.enrolment_id
       where e.event_id = '${events.thousand.split("/").at(-1)}'`,
    );
    expect(row).toEqual({ people: 1000, sittings: 4 });
  });

  test("sees who has earned it and why others have not, and issues from the roster in three clicks at most", async () => {
    await manager.open(`${events.elbasan}/roster`);
    manager.clicks = 0;
    await manager.press(t("manage.event.certificates"));
    expect(await main(manager)).toContain(t("certificates.whyNot.not_recorded", { count: 2 }));
    await manager.press(/^Lësho \d+ certifikat/);
    expect(manager.clicks).toBeLessThanOrEqual(3);
    await expect
      .poll(
        async () => {
          await manager.page.reload();
          return main(manager);
        },
        { timeout: 30_000, interval: 500 },
      )
      .not.toContain(t("certificates.renderingHint"));
    expect(await accessibilityFaults(manager.page)).toEqual([]);
  });

  test("downloads one certificate, and all in a ZIP with a file each", async () => {
    const pdf = await download(manager, /^Shkarko PDF-në e /);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const files = unzipSync(await download(manager, t("certificates.downloadAll")));
    const [row] = await journey.app.owner.execute<{ count: number }>("select count(*)::int as count from certificates");
    expect(Object.keys(files)).toHaveLength(row?.count ?? -1);
    expect(manager.complaints).toEqual([]);
  });

  test("prints a slip, with which somebody without mail takes their own certificate, and anyone verifies it", async () => {
    await manager.open(`${events.elbasan}/slips`);
    await manager.press(t("certificates.slips.make"));
    const slips = await manager.page.locator(".slip").evaluateAll((all) =>
      all.map((slip) => ({
        name: slip.getAttribute("aria-label"),
        code: /\w{5}-\w+/.exec(slip.querySelector(".slip-code")?.textContent ?? "")?.[0] ?? "",
      })),
    );
    const [earned] = await journey.app.owner.execute<{ id: string; name: string; code: string }>(
      `select p.id, p.given_name || ' ' || p.family_name as name, c.code from certificates c
       join people p on p.id = c.person_id where p.email is null limit 1`,
    );
    const slip = slips.find(({ name }) => name === earned?.name);
    const holder = await journey.visitor({ acceptDownloads: true });
    await holder.open("/account/claim");
    await holder.page.getByLabel(t("account.claim.code")).fill(slip?.code ?? "");
    await holder.page.getByLabel(t("account.claim.email")).fill("vete@example.al");
    await holder.page.getByLabel(t("account.password.password")).fill("një fjali e gjatë për mua");
    await holder.press(t("account.claim.submit"));
    expect(holder.path()).toBe("/learn");
    await holder.open("/learn/certificates");
    expect((await download(holder, /PDF/)).subarray(0, 5).toString()).toBe("%PDF-");

    const anyone = await journey.visitor({ javaScriptEnabled: false });
    await anyone.open("/verify");
    await anyone.page.getByLabel(t("verify.code")).fill((earned?.code ?? "").toLowerCase());
    await anyone.press(t("verify.button"));
    expect(await main(anyone)).toContain(earned?.name);
    expect([...holder.complaints, ...anyone.complaints]).toEqual([]);
  });
});

test("a list that is none is refused by its name, and nothing is brought in", async () => {
  await manager.open(`${events.kukes}/import`);
  const { page } = manager;
  const files = [
    { name: "bosh.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) },
    { name: "foto.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 nothing in it") },
    { name: "binar.csv", mimeType: "text/csv", buffer: Buffer.from([0, 1, 2, 0, 255, 254, 0, 7]) },
  ];
  for (const file of files) {
    await page.locator("input[type=file]").setInputFiles(file);
    await manager.press(manage("import.button"));
    expect(await page.locator(".field-error").count()).toBeGreaterThan(0);
  }
  await manager.open(`${events.kukes}/roster`);
  expect(await page.locator("tbody tr").count()).toBe(17);
});
