import { paths } from "#app/paths";
import { type CourseTopic, courseTopics, type EventKind, eventKinds } from "#db/vocabulary";

export interface PublicFilter {
  regionIso: string | null;
  kind: EventKind | null;
  topic: CourseTopic | null;
}

/** What the page of trainings and its feed show, as their address says it: `?region=AL-07&kind=workshop&topic=children`. */
export function eventFilter(query: URLSearchParams): PublicFilter {
  const region = query.get("region") ?? "";
  return {
    regionIso: /^AL-\d\d$/.test(region) ? region : null,
    kind: eventKinds.find((known) => known === query.get("kind")) ?? null,
    topic: courseTopics.find((known) => known === query.get("topic")) ?? null,
  };
}

/** The feed of what the page shows. */
export function feedPath({ regionIso, kind, topic }: PublicFilter): string {
  const query = new URLSearchParams({
    ...(regionIso && { region: regionIso }),
    ...(kind && { kind }),
    ...(topic && { topic }),
  });
  return query.size > 0 ? `${paths.trainingsFeed}?${query}` : paths.trainingsFeed;
}
