import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { takeNotice } from "#app/forms/redirect.server";
import { loader as page } from "#app/routes/learn/enrolment";
import { action as acceptance } from "#app/routes/learn/enrolment-acceptance";
import { action as account } from "#app/routes/learn/enrolment-account";
import { loader as calendar } from "#app/routes/learn/enrolment-calendar";
import { action as cancellation } from "#app/routes/learn/enrolment-cancellation";
import { action as giveBack } from "#app/routes/learn/enrolment-return";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { accountLinkRequests } from "#db/schema/accounts";
import { enrolments } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const guest = { email: "mysafire@example.al", givenName: "Liri" };
const holder = await buildMember(owner, "professional");
const stranger = await buildMember(owner, "professional");
const trainer = await buildMember(owner, "trainer");
const coming = { startsOn: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10) };
const event = await buildEvent(owner, { ...coming, seats: 2, trainerIds: [trainer.account.id] });
const own = await buildEnrolment(owner, event.id, { seat: 1, personId: holder.account.personId });
const guests = await buildEnrolment(owner, event.id, { seat: 2, person: guest });

const tokenOf = (id: string) => enrolmentPath(id).split("/").at(-1) ?? "";
const byLink = (token: string, form?: Record<string, string>) =>
  routeArgs("/", { params: { token }, ...(form && { form }) }) as Promise<never>;
const signedIn = (who: typeof holder.account, id: string, form?: Record<string, string>) =>
  routeArgs("/", { account: who, params: { id }, ...(form && { form }) }) as Promise<never>;
const stateOf = async (id: string) =>
  (await owner.select().from(enrolments).where(eq(enrolments.id, id)))[0]?.state ?? null;
const notice = async (answer: Promise<Response>) => {
  const cookie = (await answer).headers.get("Set-Cookie")?.split(";")[0] ?? "";
  return (await takeNotice(new Request("http://localhost:3000", { headers: { Cookie: cookie } }))).notice;
};

describe("the page of one's own place", () => {
  it("opens with the link of the mail, without an account, and with no other", async () => {
    const { place, signedIn: known } = await page(await byLink(tokenOf(guests.id)));
    expect(place).toMatchObject({ id: guests.id, givenName: "Liri", state: "admitted", hasAccount: false });
    expect(known).toBe(false);
    const token = tokenOf(guests.id);
    for (const wrong of ["", "x", token.slice(1), `${token}A`, token.toLowerCase(), tokenOf(crypto.randomUUID())])
      expect(await statusOf(page(await byLink(wrong)))).toBe(404);
  });

  it("opens for its holder when signed in, and is a 404 for everybody else, trainers of the event included", async () => {
    expect(await statusOf(page(await signedIn(holder.account, own.id)))).toBe(200);
    for (const who of [stranger.account, trainer.account]) {
      expect(await statusOf(page(await signedIn(who, own.id)))).toBe(404);
      expect(await statusOf(cancellation(await signedIn(who, own.id, {})))).toBe(404);
      expect(await statusOf(giveBack(await signedIn(who, own.id, {})))).toBe(404);
      expect(await statusOf(acceptance(await signedIn(who, own.id, {})))).toBe(404);
      expect(await statusOf(calendar(await signedIn(who, own.id)))).toBe(404);
    }
    expect(await stateOf(own.id)).toBe("admitted");
  });

  it("gives the place up and takes it back, whoever signs in or brings the link", async () => {
    for (const args of [() => signedIn(holder.account, own.id, {}), () => byLink(tokenOf(own.id), {})]) {
      expect(await notice(cancellation(await args()))).toBe("place_given_up");
      expect(await stateOf(own.id)).toBe("cancelled");
      expect(await notice(cancellation(await args()))).toBe("already_cancelled");
      expect(await notice(acceptance(await args()))).toBe("not_asked");
      expect(await notice(giveBack(await args()))).toBe("undone");
      expect(await stateOf(own.id)).toBe("admitted");
    }
  });

  it("hands the sessions out as a calendar", async () => {
    const answer = await calendar(await byLink(tokenOf(guests.id)));
    expect(answer.headers.get("Content-Type")).toContain("text/calendar");
    const text = await answer.text();
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).not.toContain("mysafire");
  });

  it("asks for an account at the address that the link came to", async () => {
    expect(await notice(account(await byLink(tokenOf(guests.id), {})))).toBe("account_link_sent");
    const asked = await owner.select().from(accountLinkRequests);
    expect(asked.map(({ email }) => email)).toEqual([guest.email]);
    const nobody = await buildEnrolment(owner, event.id, {});
    expect(await notice(account(await byLink(tokenOf(nobody.id), {})))).toBe("no_address");
  });
});
