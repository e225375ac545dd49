import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inviteAccount } from "#app/accounts/invite-account.server";
import { sendAccountLink } from "#app/accounts/send-account-link.server";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { applyAsLawyer } from "#app/legal-aid/lawyers/apply-as-lawyer.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { accounts, people } from "#db/schema/accounts";
import { enrolments } from "#db/schema/training";
import { buildAccount, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-24T10:00:00Z");
const anyone = contextFor({ kind: "anyone" }, now, app);
const administrator = contextFor((await buildMember(owner, "administrator")).actor, now, app);
const name = { givenName: "Besa", familyName: "Prela" };

const peopleWith = (email: string) => owner.select({ id: people.id }).from(people).where(sql`lower(email) = ${email}`);
const accountsWith = (email: string) =>
  owner.select({ id: accounts.id, personId: accounts.personId }).from(accounts).where(sql`lower(email) = ${email}`);
const invite = (email: string) => inviteAccount(administrator, { ...name, email, roles: ["trainer"], locale: "sq" });
const apply = (email: string) =>
  applyAsLawyer(anyone, {
    ...name,
    email,
    phone: null,
    kind: "advocate",
    chamberCode: "DHV-TIRANE",
    licenceNumber: "4711",
    permitValidTo: "2026-12-31",
    gender: "woman",
    areas: ["PO-REQ"],
    regions: ["AL-11"],
    languages: ["sq"],
    capacity: 2,
    pledgedHours: 40,
    remote: false,
    locale: "sq",
  });

test("invited, applying and signing up at the same moment is one person with one account", async () => {
  const events = await Promise.all(Array.from({ length: 4 }, () => buildEvent(owner, {})));
  for (let round = 0; round < 5; round++) {
    const email = `besa.${round}@example.al`;
    const upper = email.toUpperCase();
    const all = await Promise.allSettled([
      invite(email),
      apply(upper),
      ...events.map(({ slug }) => signUpForEvent(anyone, { slug, person: { ...name, email } })),
      invite(upper),
      apply(email),
      sendAccountLink(anyone, { email, locale: "sq" }),
    ]);
    expect(all.filter(({ status }) => status === "rejected")).toEqual([]);
    const [person, ...others] = await peopleWith(email);
    expect(others).toEqual([]);
    expect((await accountsWith(email)).map(({ personId }) => personId)).toEqual([person?.id]);
    const seats = await owner
      .select({ id: enrolments.id })
      .from(enrolments)
      .where(eq(enrolments.personId, person?.id ?? ""));
    expect(seats).toHaveLength(events.length);
  }
  await stopSendingBoss();
});

test("an address that a list has for the person of another account makes a person of its own, without the address", async () => {
  const known = await buildAccount(owner, {
    person: { email: "liste@example.al" },
    account: { email: "vetja@example.al" },
  });
  const invited = await invite("liste@example.al");
  expect(invited.ok).toBe(true);
  const [account] = await accountsWith("liste@example.al");
  expect(account?.personId).not.toBe(known.personId);
  expect(await peopleWith("liste@example.al")).toEqual([{ id: known.personId }]);
});
