import { eq } from "drizzle-orm";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { askForCorrection } from "#app/accounts/ask-for-correction.server";
import { askForOwnErasure } from "#app/accounts/ask-for-own-erasure.server";
import { decideCorrection } from "#app/accounts/decide-correction.server";
import { downloadOwnData } from "#app/accounts/download-own-data.server";
import { lastCorrection } from "#app/accounts/own-wishes-queries.server";
import { beginSignIn, signedIn } from "#app/accounts/session.server";
import { type Context, contextFor, type DataProtectionOfficer, type Member } from "#app/context.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { carryOutErasure } from "#app/legal-aid/erasures/carry-out-erasure.server";
import { showHeldRecord } from "#app/legal-aid/erasures/show-held-record.server";
import { changePrivacyContact } from "#app/protection/change-privacy-contact.server";
import { privacyContact } from "#app/protection/privacy-contact-queries.server";
import * as archive from "#app/routes/downloads/own-data";
import { accounts, people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { corrections, erasures } from "#db/schema/erasures";
import { buildAccount, buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { filing } from "#tests/support/filings";
import { ownFileStore } from "#tests/support/kept-files";
import { routeArgs } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
ownFileStore();
const now = new Date("2026-11-24T09:00:00Z");
let dpo: Context<DataProtectionOfficer>;

beforeAll(async () => {
  dpo = contextFor((await buildMember(owner, "dpo")).actor, now, app);
});

async function somebody(role: Role = "professional") {
  const { account, actor } = await buildMember(owner, role);
  return { account, person: await recordOf(actor.personId), context: contextFor(actor, now, app) as Context<Member> };
}

const actionsOn = async (subjectId: string) =>
  (await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, subjectId))).map(({ action }) => action);

async function recordOf(personId: string) {
  const [row] = await owner.select().from(people).where(eq(people.id, personId));
  if (!row) throw new Error("no record");
  return row;
}

describe("one's own data", () => {
  it("comes as a page, tables and JSON, about nobody else, and is on record", async () => {
    const { account, person, context } = await somebody();
    const event = await buildEvent(owner);
    await buildEnrolment(owner, event.id, { personId: person.id });
    const neighbour = await buildPerson(owner, { familyName: "Fqinjëkanarja", email: "fqinja@example.al" });
    await buildEnrolment(owner, event.id, { personId: neighbour.id });

    const files = unzipSync(await downloadOwnData(context, "sq"));
    const all = Object.values(files)
      .map((bytes) => new TextDecoder().decode(bytes))
      .join("\n");
    const data = JSON.parse(new TextDecoder().decode(files["data.json"]));
    expect(data.person).toMatchObject([{ givenName: person.givenName, familyName: person.familyName }]);
    expect(data.enrolments).toHaveLength(1);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["index.html", "person.csv", "enrolments.csv"]));
    expect(new TextDecoder().decode(files["enrolments.csv"]), "days as people write them").toMatch(
      /,\d\d\.\d\d\.\d{4},/,
    );
    expect(all).not.toMatch(/Fqinjëkanarja|fqinja@/);
    expect(all).not.toMatch(/privacy\.own\.|argon2/);
    expect(await actionsOn(account.id)).toContain("download-own-data");
  });
});

describe("the download", () => {
  const path = "/account/data.zip";
  const signedInAs = async (role: Role) => {
    const account = await buildAccount(owner, { roles: [role], password: "kali i bardhë vrapon" });
    const as = { id: account.id, roles: [role] };
    return async (form?: Record<string, string>) => {
      const args = (await routeArgs(path, { account: as, ...(form && { form }) })) as never;
      const answer = await (form ? archive.action(args) : archive.loader(args));
      return [answer.status, answer.headers.get("Location") ?? answer.headers.get("Content-Type")];
    };
  };

  it("asks a participant without a second factor for the password, and counts the tries", async () => {
    const ask = await signedInAs("professional");
    const back = [303, "/account/data"];
    expect(await ask()).toEqual(back);
    expect(await ask({ password: "" })).toEqual(back);
    expect(await ask({ password: "Kali i bardhë vrapon" })).toEqual(back);
    expect(await ask({ password: "kali i bardhë vrapon" })).toEqual([200, "application/zip"]);
    for (let tries = 0; tries < 8; tries++) expect(await ask({ password: "a wrong one" })).toEqual(back);
    await expect(ask({ password: "kali i bardhë vrapon" })).rejects.toMatchObject({ status: 429 });
  });

  it("asks nobody for it who has given a second factor", async () => {
    const { account } = await somebody("coordinator");
    await owner.update(accounts).set({ secondFactorSince: now }).where(eq(accounts.id, account.id));
    const args = (await routeArgs(path, { account: { id: account.id, roles: ["coordinator"] } })) as never;
    expect((await archive.loader(args)).headers.get("Content-Type")).toBe("application/zip");
  });
});

describe("a correction", () => {
  const asked = (record: Awaited<ReturnType<typeof recordOf>>, familyName: string) => {
    const { givenName, phone, institution, profession } = record;
    return { givenName, familyName, phone, institution, profession, note: "Pas martesës" };
  };

  async function wished() {
    const { person, context } = await somebody();
    expect(await askForCorrection(context, asked(await recordOf(person.id), "Çelëbi"))).toEqual({ ok: true });
    const [wish] = await owner.select().from(corrections).where(eq(corrections.personId, person.id));
    if (!wish) throw new Error("not asked");
    return { person, context, correctionId: wish.id };
  }

  it("is asked with something different, once at a time", async () => {
    const { person, context } = await somebody();
    const record = await recordOf(person.id);
    expect(await askForCorrection(context, asked(record, record.familyName))).toMatchObject({
      reason: "nothing_changed",
    });
    const both = await Promise.all([1, 2].map((each) => askForCorrection(context, asked(record, `Tjetra ${each}`))));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("changes the record and how it is found, once", async () => {
    const { person, context, correctionId } = await wished();
    const answers = await Promise.all([1, 2, 3].map(() => decideCorrection(dpo, { correctionId, answer: null })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await recordOf(person.id)).toMatchObject({ familyName: "Çelëbi" });
    expect((await recordOf(person.id)).foldedName).toContain("celebi");
    expect(await lastCorrection(context)).toMatchObject({ state: "carried_out" });
    expect(await actionsOn(person.id)).toEqual(["ask-for-correction", "accept-correction"]);
  });

  it("is refused with a sentence that only its person reads, and may be asked again", async () => {
    const { person, context, correctionId } = await wished();
    expect(await decideCorrection(dpo, { correctionId, answer: "Na duhet një dokument." })).toEqual({ ok: true });
    expect(await lastCorrection(context)).toMatchObject({ state: "refused", answer: "Na duhet një dokument." });
    expect(await lastCorrection((await somebody()).context)).toBeNull();
    expect((await recordOf(person.id)).familyName).not.toBe("Çelëbi");
    expect(await askForCorrection(context, asked(await recordOf(person.id), "Çelëbi"))).toEqual({ ok: true });
  });

  it("of an officer's own record is decided by another one", async () => {
    const record = await recordOf(dpo.actor.personId);
    expect(await askForCorrection(dpo, asked(record, "Vetja"))).toEqual({ ok: true });
    const [wish] = await owner.select().from(corrections).where(eq(corrections.personId, record.id));
    expect(await decideCorrection(dpo, { correctionId: wish?.id ?? "", answer: null })).toMatchObject({
      reason: "own_wish",
    });
  });

  it("that is not there is a 404", async () => {
    const nowhere = { correctionId: "01a20bd5-167a-7eee-bb38-1f0466247130", answer: null };
    await expect(decideCorrection(dpo, nowhere)).rejects.toMatchObject({ status: 404 });
  });
});

describe("the erasure of an account", () => {
  it("is asked once, and takes name, contact and sign-ins", async () => {
    const { account, person, context } = await somebody();
    const cookie = await beginSignIn({ id: account.id, roles: ["professional"] }, null, new Date());
    const request = new Request("http://localhost:3000/", { headers: { Cookie: cookie.split(";")[0] ?? "" } });
    expect(await signedIn(request)).not.toBeNull();
    expect(await askForOwnErasure(context)).toEqual({ ok: true });
    expect(await askForOwnErasure(context)).toEqual({ ok: false, reason: "erasure_asked" });
    const [wish] = await owner.select().from(erasures).where(eq(erasures.subjectId, person.id));
    expect(await carryOutErasure(dpo, { erasureId: wish?.id ?? "", reason: "consent_withdrawn" })).toEqual({
      ok: true,
    });
    const left = await recordOf(person.id);
    expect(Object.values(left)).not.toContain(person.familyName);
    expect(left).toMatchObject({ email: null, phone: null });
    expect(await signedIn(request)).toBeNull();
  });
});

describe("what is kept about a request", () => {
  it("is shown to its person, without where she is, and on record", async () => {
    const made = await submitRequest(contextFor({ kind: "anyone" }, now, app), {
      source: "public_form",
      filing: filing(),
    });
    if (!made.ok) throw new Error("not submitted");
    const { requestId } = made;
    const record = await showHeldRecord(contextFor({ kind: "receipt", requestId }, now, app));
    expect(record).toMatchObject({ name: "Dritëkanare Zbuluese", story: "Kanarina këndon në Zbulushë" });
    expect(record.hidden).toEqual({ trusted: false, whereabouts: true, phrases: true });
    expect(JSON.stringify(record)).not.toMatch(/Rruga e Kanarinës|kanarinë e (verdhë|bardhë)/);
    expect(await actionsOn(requestId)).toEqual(expect.arrayContaining(["show-held-data"]));
    const stranger = contextFor({ kind: "receipt", requestId: "01a20bd5-167a-7eee-bb38-1f0466247130" }, now, app);
    await expect(showHeldRecord(stranger)).rejects.toMatchObject({ status: 404 });
  });
});

describe("whom to ask", () => {
  it("stands on the privacy page as an administrator says it", async () => {
    const administrator = contextFor((await buildMember(owner, "administrator")).actor, now, app);
    const contact = { name: "Zyra e privatësisë", email: "privatesia@example.al", phone: null };
    expect(await changePrivacyContact(administrator, contact)).toEqual({ ok: true });
    expect(await privacyContact(contextFor({ kind: "anyone" }, now, app))).toMatchObject({
      name: "Zyra e privatësisë",
      email: "privatesia@example.al",
    });
  });
});
