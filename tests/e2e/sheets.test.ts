import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { translator } from "#app/i18n/translator.server";
import { rowsPerPage } from "#app/training/sheets/layout";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { accessibilityFaults, type Journey, sidewaysScroll, startJourney } from "#tests/support/journey";
import { chances, filled, photographed, printed, type RowKind } from "#tests/support/sheet-photos";

const t = translator("sq");
let journey: Journey;
let trainerId: string;
let sittingId: string;

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ owner }) => {
      const { account } = await buildMember(owner, "trainer");
      trainerId = account.id;
      const event = await buildEvent(owner, { trainerIds: [account.id] });
      sittingId = event.sittings[0]?.id ?? "";
      for (let seat = 1; seat <= 4; seat++)
        await buildEnrolment(owner, event.id, { seat, person: { givenName: "Arta", familyName: `Çela${seat}` } });
    },
  });
});
afterAll(() => journey?.stop());

/** Three sign, the fourth gets a dash; taken with a phone, a little askew. */
async function signedAndPhotographed(pdf: Buffer): Promise<Buffer> {
  const [page] = await printed(pdf);
  if (!page) throw new Error("a sheet without a page");
  const signed: RowKind[] = ["signature", "over_the_lines", "signature", "dash"];
  const chance = chances(3);
  const kinds = Array.from({ length: rowsPerPage }, (_, place) => signed[place] ?? "empty");
  const shot = {
    size: 2000,
    askew: 0.06,
    turn: -4,
    blur: 0.6,
    noise: 4,
    shadow: 0.75,
    light: 215,
    bend: 1,
    quality: 80,
  };
  return photographed(await filled(page, kinds, chance), shot, chance);
}

test("paper counts: printed, signed, photographed, looked at, confirmed and undone", async () => {
  const trainer = await journey.visitor({ accountId: trainerId });
  await trainer.open(`/teach/sittings/${sittingId}`);
  await trainer.page.getByRole("link", { name: t("teach.roster.sheets") }).click();
  await trainer.page.getByRole("button", { name: t("teach.sheets.make") }).click();
  const href = await trainer.page.getByRole("link", { name: t("teach.sheets.pdf") }).getAttribute("href");
  const pdf = await (await trainer.context.request.get(new URL(href ?? "", trainer.page.url()).href)).body();
  const photo = { name: "foto.jpg", mimeType: "image/jpeg", buffer: await signedAndPhotographed(pdf) };
  await trainer.page.locator("input[type=file]").setInputFiles(photo);
  await trainer.page.getByRole("button", { name: t("teach.sheets.read") }).click();
  await trainer.page.waitForURL(/\/scans\//);
  expect(await accessibilityFaults(trainer.page)).toEqual([]);
  expect(await sidewaysScroll(trainer.page)).toBe(0);
  const row = (name: string) => trainer.page.getByRole("group", { name: new RegExp(`${name} Arta`) });
  const chosen = (name: string) => row(name).locator("input:checked").getAttribute("value");
  expect(await Promise.all(["Çela1", "Çela2", "Çela3", "Çela4"].map(chosen))).toEqual([
    "signed",
    "signed",
    "signed",
    "open",
  ]);
  expect(await row("Çela1").locator("svg image").getAttribute("href")).toMatch(/page\.jpg$/);
  await row("Çela4").getByText(t("teach.scan.choice.empty")).click();
  await trainer.page.getByLabel(t("teach.scan.absent")).check();
  await trainer.page.getByRole("button", { name: t("teach.scan.confirm") }).click();
  await trainer.page.waitForURL(/\/sheets/);
  await trainer.open(`/teach/sittings/${sittingId}`);
  expect(await trainer.page.locator("input[value=present]:checked").count()).toBe(3);
  expect(await trainer.page.locator("input[value=absent]:checked").count()).toBe(1);
  await trainer.page.getByRole("link", { name: t("teach.roster.sheets") }).click();
  await trainer.page.locator('a[href*="/scans/"]').first().click();
  await trainer.page.getByRole("button", { name: t("teach.scan.undo") }).click();
  await trainer.open(`/teach/sittings/${sittingId}`);
  expect(await trainer.page.locator("input[value=present]:checked").count()).toBe(0);
});
