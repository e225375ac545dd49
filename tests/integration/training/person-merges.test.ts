import { asc, eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { peopleLike, peopleNamed, personWithMail, searchPeople } from "#app/accounts/people-queries.server";
import { contextFor, inTransaction } from "#app/context.server";
import { eraseSubjects } from "#app/protection/erase-subjects.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { keepApart } from "#app/training/person-merges/keep-apart.server";
import { mergePeople } from "#app/training/person-merges/merge-people.server";
import { likelyDuplicates, recordsToCompare } from "#app/training/person-merges/queries.server";
import { undoMerge } from "#app/training/person-merges/undo-merge.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { accounts, people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { personMerges } from "#db/schema/person-merges";
import { enrolments, presenceObservations } from "#db/schema/training";
import { buildAccount, buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-12T09:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";

let last = 0;
const family = () => `Bashkimi${String.fromCharCode(97 + (last % 26))}${++last}`;
const mail = () => `person.${++last}@example.al`;

/** Two records of one person: with an account and mail, and as an institution's list wrote the same name. */
async function twoRecords() {
  const familyName = family();
  const email = mail();
  const account = await buildAccount(owner, { account: { email }, person: { givenName: "Çlirim", familyName, email } });
  const listed = await buildPerson(owner, { givenName: familyName, familyName: "Clirim", phone: "+355 67 111 2233" });
  return { keptId: account.personId, mergedId: listed.id, account, email, familyName };
}

const seenOf = async (pair: { keptId: string; mergedId: string }) =>
  (await recordsToCompare(asManager, "sq", pair)).seen;
async function merge(pair: { keptId: string; mergedId: string }) {
  const { keptId, mergedId } = pair;
  const result = await mergePeople(asManager, {
    keptId,
    mergedId,
    seen: await seenOf({ keptId, mergedId }),
    choices: {},
  });
  if (!result.ok) throw new Error(result.reason);
  return result.mergeId;
}
const personRows = (ids: string[]) =>
  owner.select().from(people).where(inArray(people.id, ids)).orderBy(asc(people.id));
const enrolmentRows = (eventIds: string[]) =>
  owner.select().from(enrolments).where(inArray(enrolments.eventId, eventIds)).orderBy(asc(enrolments.id));
const observationsOf = (ids: string[]) =>
  owner
    .select()
    .from(presenceObservations)
    .where(inArray(presenceObservations.enrolmentId, ids))
    .orderBy(asc(presenceObservations.id));

describe("finding them", () => {
  it("lists surname-first without ë and ç, the same phone and a dotted mail, and never two who were kept apart", async () => {
    const pair = await twoRecords();
    const key = `zz${++last}`;
    const dotted = await buildPerson(owner, { givenName: "Ana", familyName: key, email: `ana.${key}@example.al` });
    const plain = await buildPerson(owner, { givenName: "Ana", familyName: key, email: `ana${key}@example.al` });
    const all = async (apart = false) => (await likelyDuplicates(asManager, { page: 1, pageSize: 200, apart })).rows;
    const found = (rows: Awaited<ReturnType<typeof all>>, id: string) =>
      rows.find(({ kept, merged }) => [kept.id, merged.id].includes(id));
    expect(found(await all(), pair.mergedId)).toMatchObject({
      kept: { id: pair.keptId },
      merged: { id: pair.mergedId },
      signs: ["same_name"],
    });
    expect(found(await all(), dotted.id)?.signs).toEqual(["same_name", "similar_mail"]);
    await keepApart(asManager, { ids: [plain.id, dotted.id], apart: true });
    expect(found(await all(), dotted.id)).toBeUndefined();
    expect(found(await all(true), dotted.id)).toBeDefined();
    await keepApart(asManager, { ids: [dotted.id, plain.id], apart: false });
    expect(found(await all(), dotted.id)).toBeDefined();
  });

  it("does not list namesakes with another phone and another institution", async () => {
    const familyName = family();
    const one = await buildPerson(owner, { familyName, phone: "+355 67 100 2001", institution: "Bashkia Kukës" });
    await buildPerson(owner, { familyName, phone: "+355 68 300 4005", institution: "Policia Tiranë" });
    const { rows } = await likelyDuplicates(asManager, { page: 1, pageSize: 200 });
    expect(rows.filter(({ kept, merged }) => [kept.id, merged.id].includes(one.id))).toEqual([]);
  });
});

describe("a merge and its undoing", () => {
  it("takes enrolments, observations, account and details along, and gives every one of them back", async () => {
    const pair = await twoRecords();
    const { keptId, mergedId } = pair;
    const [shared, alone] = [await buildEvent(owner, { seats: 5 }), await buildEvent(owner, { seats: 5 })];
    const waits = await buildEnrolment(owner, shared.id, { personId: keptId });
    const seated = await buildEnrolment(owner, shared.id, { personId: mergedId, seat: 2 });
    await buildEnrolment(owner, alone.id, { personId: mergedId, seat: 1 });
    const [sitting] = shared.sittings;
    const marked = { sittingId: sitting?.id ?? "", enrolmentId: seated.id, mark: "present" as const };
    expect(await recordPresence(asManager, { marks: [marked], channel: "list" })).toMatchObject({ recorded: 1 });
    const before = {
      people: await personRows([keptId, mergedId]),
      enrolments: (await enrolmentRows([shared.id, alone.id])).map(
        ({ changedAt: _, calendarSequence: _grows, ...row }) => row,
      ),
      observations: await observationsOf([waits.id, seated.id]),
    };

    const mergeId = await merge(pair);
    expect(await personRows([keptId])).toMatchObject([{ phone: "+355 67 111 2233", email: pair.email }]);
    const rows = await enrolmentRows([shared.id, alone.id]);
    expect(rows.filter(({ personId }) => personId === keptId)).toMatchObject([
      { id: waits.id, state: "admitted", seat: 2 },
      { eventId: alone.id, state: "admitted", seat: 1 },
    ]);
    expect(rows.filter(({ personId }) => personId === mergedId)).toMatchObject([{ state: "cancelled", seat: null }]);
    expect((await observationsOf([waits.id])).map(({ mark }) => mark)).toEqual(["present"]);
    const audit = await owner
      .select()
      .from(auditEvents)
      .where(inArray(auditEvents.subjectId, [keptId, mergedId]));
    expect(audit.filter(({ action }) => action === "merge-people")).toHaveLength(2);

    expect(await undoMerge(asManager, { mergeId })).toEqual({ ok: true, waiting: 0 });
    expect(await personRows([keptId, mergedId])).toEqual(before.people);
    const after = (await enrolmentRows([shared.id, alone.id])).map(
      ({ changedAt: _, calendarSequence: _grows, ...row }) => row,
    );
    expect(after).toEqual(before.enrolments);
    expect(await observationsOf([waits.id, seated.id])).toEqual(before.observations);
    expect(await undoMerge(asManager, { mergeId })).toEqual({ ok: false, reason: "already_undone" });
  });

  it("lets a seat that was freed go to whoever waits, and says so when it is undone", async () => {
    const pair = await twoRecords();
    const event = await buildEvent(owner, { seats: 2, startsOn: "2027-03-01" });
    await buildEnrolment(owner, event.id, { personId: pair.keptId, seat: 1 });
    const second = await buildEnrolment(owner, event.id, { personId: pair.mergedId, seat: 2 });
    const next = await buildEnrolment(owner, event.id, { person: { familyName: family(), email: mail() } });
    const mergeId = await merge(pair);
    const stateOf = async (id: string) => (await enrolmentRows([event.id])).find((row) => row.id === id)?.state;
    expect((await enrolmentRows([event.id])).find(({ id }) => id === next.id)).toMatchObject({ seat: 2 });
    expect(await undoMerge(asManager, { mergeId })).toEqual({ ok: true, waiting: 1 });
    expect(await stateOf(second.id)).toBe("waiting");
  });

  it("keeps what was changed since, and goes back in the order in which it came", async () => {
    const pair = await twoRecords();
    const third = await buildPerson(owner, { givenName: "Çlirim", familyName: pair.familyName });
    const first = await merge(pair);
    const second = await merge({ keptId: pair.keptId, mergedId: third.id });
    await owner.update(people).set({ phone: "+355 69 999 8877" }).where(eq(people.id, pair.keptId));
    expect(await undoMerge(asManager, { mergeId: first })).toEqual({ ok: false, reason: "later_merge" });
    expect(await undoMerge(asManager, { mergeId: second })).toMatchObject({ ok: true });
    expect(await undoMerge(asManager, { mergeId: first })).toMatchObject({ ok: true });
    expect(await personRows([pair.keptId])).toMatchObject([{ phone: "+355 69 999 8877", mergedInto: null }]);
  });

  it("is refused for two accounts, for a stale page and for whoever comes second", async () => {
    const pair = await twoRecords();
    const seen = await seenOf(pair);
    await buildEnrolment(owner, (await buildEvent(owner)).id, { personId: pair.mergedId });
    const ask = (digest: string) => mergePeople(asManager, { ...pair, seen: digest, choices: {} });
    expect(await ask(seen)).toEqual({ ok: false, reason: "changed_since" });
    const fresh = await seenOf(pair);
    const both = await Promise.allSettled([ask(fresh), ask(fresh)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const other = await twoRecords();
    const accounts2 = { keptId: pair.keptId, mergedId: other.keptId };
    expect(await mergePeople(asManager, { ...accounts2, seen: await seenOf(accounts2), choices: {} })).toEqual({
      ok: false,
      reason: "both_have_accounts",
    });
    await expect(recordsToCompare(asManager, "sq", { keptId: pair.keptId, mergedId: nobody })).rejects.toMatchObject({
      status: 404,
    });
    await expect(undoMerge(asManager, { mergeId: nobody })).rejects.toMatchObject({ status: 404 });
  });
});

describe("a merged record", () => {
  it("leads to the kept one by name, mail address, list and stale page", async () => {
    const pair = await twoRecords();
    const stranger = mail();
    await owner.update(people).set({ email: stranger }).where(eq(people.id, pair.mergedId));
    await merge(pair);
    expect((await personWithMail(asManager, stranger))?.id).toBe(pair.keptId);
    const [kept] = await personRows([pair.keptId]);
    expect((await peopleNamed(asManager, kept?.foldedName ?? "")).map(({ id }) => id)).toEqual([pair.keptId]);
    expect((await peopleLike(asManager, [], [stranger])).map(({ id }) => id)).toEqual([pair.keptId]);
    const { rows } = await searchPeople(asManager, { search: stranger, page: 1, pageSize: 9 });
    expect(rows.map(({ id }) => id)).toEqual([pair.keptId]);
    const event = await buildEvent(owner, { seats: 3 });
    const admitted = await admitPerson(asManager, { eventId: event.id, personId: pair.mergedId });
    expect(admitted).toMatchObject({ ok: true });
    expect(await enrolmentRows([event.id])).toMatchObject([{ personId: pair.keptId }]);
  });

  it("is followed by whatever is written for it, and takes no account of its own any more", async () => {
    const pair = await twoRecords();
    await merge(pair);
    const event = await buildEvent(owner);
    await buildEnrolment(owner, event.id, { personId: pair.mergedId });
    expect(await enrolmentRows([event.id])).toMatchObject([{ personId: pair.keptId }]);
    await expect(buildAccount(owner, { account: { personId: pair.mergedId } })).rejects.toThrow();
    expect(await owner.select().from(accounts).where(eq(accounts.personId, pair.mergedId))).toEqual([]);
  });

  it("is erased with the person, and what the merge wrote down with it", async () => {
    const pair = await twoRecords();
    await merge(pair);
    await inTransaction(contextFor({ kind: "system" }, now, app), (tx) =>
      eraseSubjects(tx, [{ kind: "person", id: pair.keptId }], "retention"),
    );
    const rows = await personRows([pair.keptId, pair.mergedId]);
    expect(rows.map(({ givenName, email, phone }) => [givenName, email, phone])).toEqual([
      ["—", null, null],
      ["—", null, null],
    ]);
    expect(await owner.select().from(personMerges).where(eq(personMerges.keptId, pair.keptId))).toEqual([]);
  });
});
