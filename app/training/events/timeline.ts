/** What stands on an event's timeline, in the order of time; `day` where only the day is known. */
export type TimelineEntry =
  | { kind: "deed"; at: Date; id: string; action: string; count: number | null; name: string | null }
  | { kind: "arrivals"; at: Date; day: string; people: number }
  | { kind: "session"; at: Date; id: string; position: number; startsAt: Date; endsAt: Date };

/** Puts what was done, who came onto the list and the sessions into one order; what is of one moment keeps this order. */
export function timelineOf(...parts: readonly TimelineEntry[][]): TimelineEntry[] {
  return parts.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
}
