import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { translator } from "#app/i18n/translator.server";
import { badgeOf } from "#app/training/presence/badges.server";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { accessibilityFaults, type Journey, sidewaysScroll, startJourney, type Visitor } from "#tests/support/journey";

const t = translator("sq");
let journey: Journey;
let trainerId: string;
let eventId: string;
const badges: string[] = [];

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ owner }) => {
      const { account } = await buildMember(owner, "trainer");
      trainerId = account.id;
      const startsAt = new Date(Date.now() - 300_000);
      const sittings = [{ startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000) }];
      const event = await buildEvent(owner, { trainerIds: [account.id], sittings });
      eventId = event.id;
      for (let seat = 1; seat <= 6; seat++) {
        const person = { givenName: "Arta", familyName: `Gjoka${seat}` };
        badges.push(badgeOf(await buildEnrolment(owner, event.id, { seat, person })));
      }
    },
  });
});
afterAll(() => journey?.stop());

const kept = async () => {
  const [row] = await journey.app.owner.execute<{ rows: number; scans: number; people: number }>(sql`
    select count(*)::int as rows, count(distinct scan_id)::int as scans, count(distinct enrolment_id)::int as people
    from presence_observations`);
  return row;
};

test("airplane mode in the middle of check-in, a reload, back on: nobody waits, each scan is kept once", async () => {
  const trainer = await journey.visitor({ accountId: trainerId });
  const { page } = trainer;
  await trainer.open(`/teach/events/${eventId}/door`);
  await status(trainer, t("teach.door.online"));
  await scan(trainer, badges[0], "Arta Gjoka1");
  await scan(trainer, badges[1]?.toLowerCase(), "Arta Gjoka2");
  await expect.poll(async () => (await kept())?.rows).toBe(2);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(async () => (await caches.open("door-1").then((one) => one.keys())).length))
    .toBeGreaterThan(5);

  await trainer.context.setOffline(true);
  await scan(trainer, badges[2], "Arta Gjoka3");
  await scan(trainer, badges[0], "Arta Gjoka1");
  expect(await page.locator("#door-what").innerText()).toContain(t("words.scanOutcome.already_in"));
  await page.locator("summary").click();
  await page.locator("[name=givenName]").fill("Mirela");
  await page.locator("[name=familyName]").fill("Shkodrani");
  await page.getByRole("button", { name: t("teach.door.walkInSave") }).click();
  await status(trainer, `${t("teach.door.offline")} · ${t("teach.door.waiting", { count: 3 })}`);

  await page.reload();
  await status(trainer, t("teach.door.waiting", { count: 3 }));
  await scan(trainer, badges[3], "Arta Gjoka4");
  await status(trainer, t("teach.door.waiting", { count: 4 }));
  const stored = await everythingKept(trainer);
  expect(stored).toContain(eventId);
  expect(stored).not.toMatch(/Arta|Gjoka|Mirela|Shkodrani/);
  for (const badge of badges) expect(stored).not.toContain(badge);

  await trainer.context.setOffline(false);
  await status(trainer, t("teach.door.online"));
  await expect.poll(() => page.locator("#door-status").innerText()).not.toContain("në pritje");
  expect(await kept()).toEqual({ rows: 6, scans: 6, people: 5 });
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("what is no badge is said at once, and what the server does not keep is listed in words", async () => {
  const trainer = await journey.visitor({ accountId: trainerId });
  await trainer.open(`/teach/events/${eventId}/door`);
  await status(trainer, t("teach.door.online"));
  await scan(trainer, "https://example.al", t("teach.door.notBadge"));
  await scan(trainer, badgeOf({ id: eventId, badgeVersion: 0 }), t("teach.door.unknownHere"));
  const problem = trainer.page.locator("#door-problem-list li");
  await problem.filter({ hasText: t("words.scanOutcome.unknown_badge") }).waitFor();
  await problem.getByRole("button", { name: t("teach.door.seen") }).click();
  await expect.poll(() => problem.count()).toBe(0);
  expect(trainer.complaints).toEqual([]);
});

async function scan({ page }: Visitor, badge: string | undefined, who: string) {
  await page.locator("#door-letters").fill(badge ?? "");
  await page.locator("#door-letters").press("Enter");
  await page.locator("#door-who", { hasText: who }).waitFor();
}

async function status({ page }: Visitor, words: string) {
  await page.locator("#door-status", { hasText: words }).waitFor();
}

/** Everything that the page keeps on the device, as text. */
function everythingKept({ page }: Visitor): Promise<string> {
  return page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("perkrah-door");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const stores = [...opened.objectStoreNames];
    const rows = await Promise.all(
      stores.map(
        (name) =>
          new Promise((resolve) => {
            const store = opened.transaction(name).objectStore(name);
            const values = store.getAll();
            values.onsuccess = () => {
              const keys = store.getAllKeys();
              keys.onsuccess = () => resolve([name, keys.result, values.result]);
            };
          }),
      ),
    );
    return JSON.stringify([rows, { ...localStorage }, { ...sessionStorage }]);
  });
}
