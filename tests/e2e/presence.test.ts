import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { translator } from "#app/i18n/translator.server";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { accessibilityFaults, type Journey, sidewaysScroll, startJourney } from "#tests/support/journey";

const t = translator("sq");
let journey: Journey;
let trainerId: string;
const sittingIds: string[] = [];

/** Twenty people; both sessions are being held now. */
beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ owner }) => {
      const { account } = await buildMember(owner, "trainer");
      trainerId = account.id;
      for (const _each of ["with a script", "without"]) {
        const startsAt = new Date(Date.now() - 600_000);
        const event = await buildEvent(owner, {
          trainerIds: [account.id],
          sittings: [{ startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000) }],
        });
        for (let seat = 1; seat <= 20; seat++)
          await buildEnrolment(owner, event.id, { seat, person: { givenName: "Arta", familyName: `Çela${seat}` } });
        sittingIds.push(event.sittings[0]?.id ?? "");
      }
    },
  });
});
afterAll(() => journey?.stop());

const marksOf = async (sittingId: string | undefined) => {
  const rows = await journey.app.owner.execute<{ mark: string; count: number }>(
    `select mark, count(*)::int as count from presence_observations where sitting_id = '${sittingId}' group by mark`,
  );
  return Object.fromEntries(rows.map(({ mark, count }) => [mark, count]));
};

test("a thumb records twenty people: sign-in page, list, everybody, three exceptions", async () => {
  const trainer = await journey.visitor({ accountId: trainerId });
  await trainer.open("/sign-in");
  expect(trainer.path()).toBe("/teach");
  await trainer.page.locator(`a[href="/teach/sittings/${sittingIds[0]}"]`).first().click();
  await trainer.page.getByRole("button", { name: t("teach.roster.markAllPresent") }).click();
  let clicks = 2;
  const row = (name: string) => trainer.page.getByRole("group", { name: new RegExp(`^${name} `) });
  for (const [name, mark] of [
    ["Çela3", "absent"],
    ["Çela7", "late"],
    ["Çela11", "excused"],
  ] as const) {
    const word = t(`words.presenceStatus.${mark}`);
    await row(name).getByRole("radio", { name: word }).click();
    clicks++;
  }
  await trainer.page.locator("#roster-state[data-state=saved]").waitFor();
  await expect.poll(() => marksOf(sittingIds[0])).toMatchObject({ absent: 1, late: 1, excused: 1 });
  await trainer.page.reload();
  expect(await trainer.page.locator("input[value=present]:checked").count()).toBe(17);
  expect(await trainer.page.locator("input[value=late]:checked").count()).toBe(1);
  // Signing in is one more.
  expect(clicks + 1).toBeLessThanOrEqual(3 + 3);
  expect(await sidewaysScroll(trainer.page)).toBe(0);
  expect(await accessibilityFaults(trainer.page)).toEqual([]);
  expect(trainer.complaints).toEqual([]);
});

test("the list works without a script: everybody, an exception, one button", async () => {
  const trainer = await journey.visitor({ accountId: trainerId, javaScriptEnabled: false });
  await trainer.open(`/teach/sittings/${sittingIds[1]}`);
  await trainer.press(t("teach.roster.markAllPresent"));
  expect(await trainer.page.locator("input[value=present]:checked").count()).toBe(20);
  const row = trainer.page.getByRole("group", { name: /^Çela5 / });
  await row.getByRole("radio", { name: t("words.presenceStatus.absent") }).check();
  await trainer.press(t("teach.roster.save"));
  expect(await trainer.page.locator("main").innerText()).toContain(t("notices.presence_saved"));
  expect(await trainer.page.locator("input[value=present]:checked").count()).toBe(19);
  expect(await trainer.page.locator("input[value=absent]:checked").count()).toBe(1);
});

test("what cannot be sent waits on the page, and is sent when the network is back", async () => {
  const trainer = await journey.visitor({ accountId: trainerId });
  await trainer.open(`/teach/sittings/${sittingIds[1]}`);
  await trainer.context.setOffline(true);
  const row = trainer.page.getByRole("group", { name: /^Çela9 / });
  await row.getByRole("radio", { name: t("words.presenceStatus.late") }).click();
  await trainer.page.locator("#roster-state[data-state=unsaved]").waitFor();
  await trainer.context.setOffline(false);
  await trainer.page.locator("#roster-state[data-state=saved]").waitFor();
  await trainer.page.reload();
  expect(await row.getByRole("radio", { checked: true }).getAttribute("value")).toBe("late");
});
