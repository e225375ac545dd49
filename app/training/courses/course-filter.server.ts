import { courseTopics, eventKinds } from "#db/vocabulary";
import type { CourseFilter } from "./queries.server";

/** The filter of the catalogue as an address holds it; what is not known filters nothing. */
export function courseFilter(query: URLSearchParams): CourseFilter {
  return {
    search: (query.get("q") ?? "").slice(0, 100),
    kind: eventKinds.find((known) => known === query.get("kind")) ?? null,
    topic: courseTopics.find((known) => known === query.get("topic")) ?? null,
  };
}
