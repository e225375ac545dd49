import type { BreakGlassState } from "#db/vocabulary";

/** How long an approved opening runs (protection.md, Need to know). */
export const openMinutes = 60;
/** How long somebody may decide: what waited longer is asked anew. */
export const decidableHours = 24;

export interface BreakGlassFacts {
  state: BreakGlassState;
  askedAt: Date;
  endsAt: Date | null;
}

/** What is true of it now: an hour that has passed ends it, and a day without decision does, too. */
export function stageOf({ state, askedAt, endsAt }: BreakGlassFacts, now: Date): BreakGlassState {
  if (state === "open" && (!endsAt || endsAt <= now)) return "ended";
  if (state === "asked" && askedAt.getTime() + decidableHours * 3_600_000 <= now.getTime()) return "ended";
  return state;
}

export interface Deciding {
  accountId: string;
  personId: string;
}

/** Why somebody may not decide, or null: never the one who asked, not under another account either. */
export function decisionRefusal(
  facts: BreakGlassFacts & { askedBy: string; askedByPerson: string },
  { accountId, personId }: Deciding,
  now: Date,
): "own_asking" | "decided_already" | null {
  if (accountId === facts.askedBy || personId === facts.askedByPerson) return "own_asking";
  return stageOf(facts, now) === "asked" ? null : "decided_already";
}
