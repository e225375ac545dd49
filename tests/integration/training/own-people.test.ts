import { beforeAll, expect, it } from "vitest";
import { contextFor, type InstitutionContact } from "#app/context.server";
import * as page from "#app/routes/partner/people";
import { ownPeople } from "#app/training/nominations/people-queries.server";
import { recordsByPerson } from "#app/training/nominations/people-rules";
import { presenceObservations } from "#db/schema/training";
import {
  buildAccount,
  buildEnrolment,
  buildEvent,
  buildMember,
  buildOrganisation,
  buildOrganisationMember,
  buildPerson,
} from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
let contact: InstitutionContact;
let personId: string;
const now = new Date("2026-11-24T09:00:00Z");
const own = (year: number | null = null) => ownPeople(contextFor(contact, now, app), "en", year);

beforeAll(async () => {
  const { account, actor } = await buildMember(owner, "institution_contact");
  contact = actor;
  const [ours, theirs] = [await buildOrganisation(owner), await buildOrganisation(owner)];
  await buildOrganisationMember(owner, ours.id, account.id);
  const { id: recordedBy } = await buildAccount(owner, { roles: ["trainer"] });
  personId = (await buildPerson(owner, { givenName: "Çlirim", familyName: "Xhafa" })).id;
  const other = (await buildPerson(owner, { givenName: "Arta", familyName: "Çela" })).id;
  const seat = async (
    who: string,
    values: Partial<Parameters<typeof buildEnrolment>[2]> & object,
    mark: "present" | "late",
  ) => {
    const event = await buildEvent(owner, { startsOn: "2026-10-12", endsOn: "2026-10-12" });
    const enrolment = await buildEnrolment(owner, event.id, { personId: who, seat: 1, state: "admitted", ...values });
    const [sitting] = event.sittings;
    if (sitting)
      await owner.insert(presenceObservations).values({
        sittingId: sitting.id,
        enrolmentId: enrolment.id,
        mark,
        channel: "list",
        observedAt: sitting.startsAt,
        recordedBy,
      });
    return event;
  };
  await seat(personId, { nominatedBy: ours.id }, "present");
  await seat(other, { nominatedBy: ours.id }, "late");
  await seat(personId, { nominatedBy: theirs.id }, "present");
  await seat(personId, {}, "present");
});

it("shows what those whom the own institution put forward did there, and nothing they did elsewhere", async () => {
  const records = recordsByPerson(await own());
  expect(records.map(({ name, seats }) => [name, seats.length])).toEqual([
    ["Çela Arta", 1],
    ["Xhafa Çlirim", 1],
  ]);
  const minutes = records.map((record) => record.minutes);
  expect(minutes.every((value) => value > 0)).toBe(true);
  expect(minutes[0]).toBeLessThan(minutes[1] ?? 0);
});

it("keeps to the year asked for", async () => {
  expect(await own(2025)).toEqual([]);
  expect(await own(2026)).toHaveLength(2);
});

it("is empty for a contact without institution, and forgives a year that is none", async () => {
  const { account } = await buildMember(owner, "institution_contact");
  const answer = await page.loader(await routeArgs("/partner/people?year=x", { account }));
  expect(answer).toMatchObject({ institution: null, year: null, records: [] });
});
