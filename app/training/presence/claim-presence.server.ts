import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { events, presenceObservations, sittings } from "#db/schema/training";
import type { ScanOutcome } from "#db/vocabulary";
import { lockSeats, observationsOf, placeKey } from "./known-observations.server";
import { seenFrom } from "./observations";
import { sameSince } from "./scans";
import type { WallClaim } from "./wall-codes.server";

export type ClaimPresenceResult =
  | { ok: true; outcome: Extract<ScanOutcome, "recorded" | "already_in">; since: Date }
  | { ok: false; reason: Extract<ScanOutcome, "session_gone" | "event_cancelled" | "not_admitted"> };

/**
 * Somebody says with a wall's code that they are here: they have come in at the moment at which the code was shown to us.
 * `seatOf` finds whose seat it is in the event: the own one of an account, or that of a link; a second claim adds nothing.
 */
export async function claimPresence(
  context: Context,
  claim: WallClaim,
  seatOf: (tx: Context, eventId: string) => Promise<string | null>,
): Promise<ClaimPresenceResult> {
  return inTransaction(context, async (tx) => {
    const [sitting] = await tx.db
      .select({ eventId: events.id, state: events.state, startsAt: sittings.startsAt, endsAt: sittings.endsAt })
      .from(sittings)
      .innerJoin(events, eq(events.id, sittings.eventId))
      .where(eq(sittings.id, claim.sittingId));
    if (!sitting) return { ok: false, reason: "session_gone" };
    if (sitting.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const enrolmentId = await seatOf(tx, sitting.eventId);
    const seated = enrolmentId ? await lockSeats(tx, [enrolmentId]) : new Set();
    if (!enrolmentId || !seated.has(enrolmentId)) return { ok: false, reason: "not_admitted" };
    const place = { sittingId: claim.sittingId, enrolmentId };
    const before = (await observationsOf(tx, [place])).get(placeKey(place)) ?? [];
    const since = sameSince(before, { kind: "in", observedAt: claim.at });
    if (since) return { ok: true, outcome: "already_in", since };
    const scan = { kind: "in", observedAt: claim.at } as const;
    const after = seenFrom([...before, { ...scan, mark: "not_recorded", minutes: null }], sitting);
    await tx.db.insert(presenceObservations).values({
      ...place,
      ...scan,
      mark: after.status,
      minutes: after.minutes,
      flag: after.flag,
      channel: "wall_code",
      receivedAt: tx.now,
      recordedBy: tx.actor.kind === "account" ? tx.actor.accountId : null,
    });
    await recordAudit(tx, { action: "claim-presence", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true, outcome: "recorded", since: claim.at };
  });
}
