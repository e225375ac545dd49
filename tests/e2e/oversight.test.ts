import { afterAll, beforeAll, expect, inject, test } from "vitest";
import {
  accessibilityFaults,
  desktop,
  type Journey,
  sidewaysScroll,
  startJourney,
  type Visitor,
} from "#tests/support/journey";
import { type Staged, stageEverything } from "#tests/support/need-to-know";

let journey: Journey;
let one: Staged;

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async (database) => {
      [one] = (await stageEverything(database, ["accepted"])) as [Staged];
    },
  });
});
afterAll(() => journey?.stop());

const accountOf = (who: keyof Staged["actors"]) => {
  const actor = one.actors[who];
  return actor.kind === "account" ? actor.accountId : undefined;
};
const text = async ({ page }: Visitor) => page.locator("main").innerText();
const faultsOf = async ({ page }: Visitor) => [
  ...(await accessibilityFaults(page)),
  ...((await sidewaysScroll(page)) > 0 ? ["wider than the window"] : []),
];

test("two people open a request for an hour, and everybody concerned sees it", async () => {
  const dpo = await journey.visitor({ accountId: accountOf("dpo") });
  const auditor = await journey.visitor({ accountId: accountOf("auditor") });
  await dpo.open(`/audit/requests/${one.requestId}`);
  await dpo.press("Kërko hapje të jashtëzakonshme");
  expect(await faultsOf(dpo)).toEqual([]);
  await dpo.page.locator("input[value=incident]").check();
  await dpo.press("Kërko hapje të jashtëzakonshme");
  const glass = dpo.path();
  expect(glass).toMatch(/^\/audit\/break-glass\/[0-9a-f-]{36}$/);
  expect(await dpo.open(`${glass}/file`), "not before somebody else's yes").toBe(404);

  await auditor.open(glass);
  expect(await text(auditor)).not.toContain("Kanarda");
  expect(await faultsOf(auditor)).toEqual([]);
  await auditor.press("Po, hape për 60 minuta");

  await dpo.open(glass);
  await dpo.press("Shiko");
  expect(await faultsOf(dpo)).toEqual([]);
  await dpo.page.locator("input[value=identity]").check();
  await dpo.press("Hape");
  expect(await text(dpo)).toContain("Zbulesa Kanarda");
  expect(await text(dpo)).not.toContain("Kanarina këndoi");
  expect(await faultsOf(dpo)).toEqual([]);

  const desk = await journey.visitor({ accountId: accountOf("coordinator"), viewport: desktop });
  await desk.open(`/desk/requests/${one.requestId}`);
  expect(await text(desk)).toMatch(/E hapur në mënyrë të jashtëzakonshme/);
  await desk.press("Të gjitha hapjet");
  expect(await text(desk)).toMatch(/me hapje të jashtëzakonshme[\s\S]*dyshim për rrjedhje/);
  const lawyer = await journey.visitor({ accountId: accountOf("lawyer") });
  await lawyer.open(`/lawyer/cases/${one.caseId}`);
  expect(await text(lawyer)).toMatch(/E hapur në mënyrë të jashtëzakonshme/);
  await lawyer.press("Kush e ka parë");
  expect(await text(lawyer)).toMatch(/Mbrojtja e të dhënave/);
  expect(await faultsOf(lawyer)).toEqual([]);

  await dpo.open(glass);
  await dpo.press("Mbylle tani");
  expect(await dpo.open(`${glass}/file`)).toBe(404);
  for (const visitor of [dpo, auditor, desk, lawyer]) expect(visitor.complaints).toEqual([]);
});
