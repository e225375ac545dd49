import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { offerFreeSeats } from "#app/training/enrolments/offer-free-seats.server";
import { people } from "#db/schema/accounts";
import { distinctPeople, personMerges } from "#db/schema/person-merges";
import { joinEnrolments } from "./join-enrolments.server";
import { lockPair } from "./lock-pair.server";
import type { Details, MergeRecord } from "./merge-record";
import { columnsOf } from "./merge-record";
import { moveRows } from "./move-rows.server";
import { pairIs, recordsToCompare } from "./queries.server";
import { type MergedField, type MergeRefusal, mergedFields, mergeRefusal } from "./rules";

export type MergePeopleResult = { ok: true; mergeId: string } | { ok: false; reason: MergeRefusal | "changed_since" };

/**
 * Makes two records of one person one: enrolments with observations and answers, certificates, account, codes, wishes
 * and waiting mail follow; `choices` says whose details stay (the kept record's where nothing is said). Refused where
 * anything differs from what the page showed (`seen`). 404 for records that are not there, or no longer by themselves.
 */
export async function mergePeople(
  context: Context<TrainingManager>,
  { keptId, mergedId, seen, choices }: { keptId: string; mergedId: string; seen: string; choices: Choices },
): Promise<MergePeopleResult> {
  return inTransaction(context, async (tx) => {
    const events = await lockPair(tx, [keptId, mergedId]);
    const { kept, merged, ...pair } = await recordsToCompare(tx, "sq", { keptId, mergedId });
    if (pair.seen !== seen) return { ok: false, reason: "changed_since" };
    const refusal = mergeRefusal(kept, merged);
    if (refusal) return { ok: false, reason: refusal };
    const before = { kept: detailsOf(kept), merged: detailsOf(merged) };
    const written = chosen(before.kept, before.merged, choices);
    const [merge] = await tx.db
      .insert(personMerges)
      .values({ keptId, mergedId, before: {}, createdBy: tx.actor.accountId, createdAt: tx.now })
      .returning({ id: personMerges.id });
    if (!merge) throw new Error("the merge was not written");
    await writeDetails(tx, { keptId, mergedId, ...before, written });
    const joined = await joinEnrolments(tx, merge.id, kept.enrolments, merged.enrolments);
    const moved = await moveRows(tx, { from: mergedId, to: keptId, account: merged.account === "open" });
    const record: MergeRecord = { ...before, written, joined, ...moved };
    await tx.db
      .update(personMerges)
      .set({ before: { ...record } })
      .where(eq(personMerges.id, merge.id));
    await tx.db.delete(distinctPeople).where(pairIs(keptId, mergedId));
    for (const event of events) if (joined.some(({ eventId }) => eventId === event.id)) await offerFreeSeats(tx, event);
    await recordAudit(tx, { action: "merge-people", subjectKind: "person", subjectId: keptId });
    await recordAudit(tx, { action: "merge-people", subjectKind: "person", subjectId: mergedId });
    return { ok: true, mergeId: merge.id };
  });
}

export type Choices = Partial<Record<MergedField, "kept" | "merged">>;

type Compared = Awaited<ReturnType<typeof recordsToCompare>>["kept"];

function detailsOf({ givenName, familyName, foldedName, email, phone, ...rest }: Compared): Details {
  const { institution, profession, municipalityCode } = rest;
  return { givenName, familyName, foldedName, email, phone, institution, profession, municipalityCode };
}

/** What the one record says: the chosen side's details, the other's where that side says nothing. */
function chosen(kept: Details, merged: Details, choices: Choices): Details {
  const written = { ...kept };
  for (const field of mergedFields)
    for (const column of columnsOf[field]) {
      const [first, second] = choices[field] === "merged" ? [merged, kept] : [kept, merged];
      written[column] = first[column] ?? second[column];
    }
  return written;
}

/** The mail address that is not chosen stays with the merged record: whoever writes it is found by it. */
async function writeDetails(
  tx: Context,
  {
    keptId,
    mergedId,
    kept,
    merged,
    written,
  }: { keptId: string; mergedId: string } & Record<"kept" | "merged" | "written", Details>,
): Promise<void> {
  const left = [kept.email, merged.email].find((mail) => mail !== written.email) ?? null;
  await tx.db.update(people).set({ mergedInto: keptId, email: null }).where(eq(people.id, mergedId));
  const { givenName, familyName, foldedName, ...rest } = written;
  if (!givenName || !familyName || !foldedName) throw new Error("a person has a name");
  await tx.db
    .update(people)
    .set({ ...rest, givenName, familyName, foldedName })
    .where(eq(people.id, keptId));
  await tx.db.update(people).set({ email: left }).where(eq(people.id, mergedId));
}
