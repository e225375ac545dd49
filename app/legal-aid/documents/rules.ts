import type { DocumentOrigin, DocumentState, RequestState } from "#db/vocabulary";

/** A paper taken back can be put back for so long; then it is destroyed. */
export const UNDO_MINUTES = 60;

/** Of one request, those taken back included. */
export const documentLimits = { count: 60, bytes: 500 * 2 ** 20 } as const;

const MINUTE = 60_000;
const ended: readonly RequestState[] = ["closed", "declined", "merged", "withdrawn"];

export type AddingRefusal = "request_ended" | "with_lawyer";

/** Why a paper cannot be added now, or null. Once a lawyer has the case, the desk has no part in its papers. */
export function addingRefusal(origin: DocumentOrigin, state: RequestState): AddingRefusal | null {
  if (ended.includes(state)) return "request_ended";
  return origin === "desk" && state === "assigned" ? "with_lawyer" : null;
}

/** True where the content may leave the store: the scanner has seen it and nobody has taken it back. */
export function mayLeave(document: { state: DocumentState; withdrawnAt: Date | null }): boolean {
  return document.state === "clean" && document.withdrawnAt === null;
}

/** Whoever added a paper takes it back: the person hers, the desk the desk's, a lawyer the own ones. */
export function isOwn(
  document: { origin: DocumentOrigin; addedBy: string | null },
  actor: { origin: DocumentOrigin; accountId: string | null },
): boolean {
  if (document.origin !== actor.origin) return false;
  return document.origin !== "lawyer" || document.addedBy === actor.accountId;
}

/** Until when a paper that was taken back can be put back. */
export function undoUntil(withdrawnAt: Date): Date {
  return new Date(withdrawnAt.getTime() + UNDO_MINUTES * MINUTE);
}

/** When a scan that failed for the n-th time is tried again: after 1, 2, 4 … at most 60 minutes. */
export function nextScanAt(scans: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(60, 2 ** Math.min(scans - 1, 6)) * MINUTE);
}
