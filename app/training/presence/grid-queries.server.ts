import type { Context, Trainer, TrainingManager } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { presenceOfEvent } from "./queries.server";
import { countStatuses, hasEarned, presenceOver } from "./rules";

/** Which rows a grid shows: all, where something is not recorded, or who is below the share of the certificate. */
export const gridParts = ["all", "incomplete", "below"] as const;
export type GridPart = (typeof gridParts)[number];

/** People by sessions with what each was seen as, and the sums of both; throws the 404. */
export async function presenceGrid(
  context: Context<Trainer | TrainingManager>,
  eventId: string,
  { search, part }: { search: string; part: GridPart },
) {
  const { rule, sittings, people } = await presenceOfEvent(context, eventId);
  const words = fold(search).split(" ").filter(Boolean);
  const all = people.map(({ enrolmentId, givenName, familyName, institution, marks, minutes }) => {
    const presence = presenceOver(sittings, marks, rule, minutes);
    return {
      enrolmentId,
      name: `${familyName} ${givenName}`,
      institution,
      presence,
      earned: hasEarned(presence, rule),
    };
  });
  const fits = ({ name, institution, presence, earned }: (typeof all)[number]) =>
    (part !== "incomplete" || presence.statuses.includes("not_recorded")) &&
    (part !== "below" || !earned) &&
    words.every((word) => fold(`${name} ${institution ?? ""}`).includes(word));
  return {
    sittings: sittings.map((sitting, place) => ({
      ...sitting,
      counts: countStatuses(people.map(({ marks }) => marks[place] ?? null)),
    })),
    rows: part === "all" && words.length === 0 ? all : all.filter(fits),
    total: all.length,
    earned: all.filter(({ earned }) => earned).length,
    percent: rule.certificatePercent,
  };
}
