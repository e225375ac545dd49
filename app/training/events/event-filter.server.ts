import { eventStates } from "#db/vocabulary";
import { eventPeriods, eventSorts } from "./queries.server";

/** The filter of a list of events as an address holds it; what is not known falls back to the coming ones by date. */
export function eventFilter(query: URLSearchParams) {
  const one = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === query.get(name)) ?? null;
  const period = one("period", eventPeriods) ?? "coming";
  return {
    search: (query.get("q") ?? "").slice(0, 100),
    period,
    state: one("state", eventStates),
    sort: one("sort", eventSorts) ?? "date",
    direction: one("dir", ["asc", "desc"] as const) ?? (period === "coming" ? "asc" : "desc"),
  } as const;
}
