import { buildCourse, buildEvent } from "#db/seeds/build.server";
import type { Bench } from "./bench";

const ON_PAGE = 20;
const IN_FEED = 500;

/** The public calendar asked for by many addresses as fast as it is answered, and the feed of 500 coming events. */
export default async function calendar(bench: Bench) {
  const app = await bench.app({
    fill: async ({ owner }) => {
      for (const place of Array(ON_PAGE).keys()) await buildEvent(owner, coming(place));
    },
  });
  const bytes = await bench.visit(app.address, "/trainings");
  await bench.load({ name: "calendar page", size: ON_PAGE, url: `${app.address}/trainings`, bytes });

  const { id: courseId } = await buildCourse(app.owner, {
    titleSq: "Çështjet e dhunës në familje: ndihma e përbashkët",
  });
  for (let place = ON_PAGE; place < IN_FEED; place += 1) await buildEvent(app.owner, { ...coming(place), courseId });
  const feed = await bench.visit(app.address, "/trainings.ics");
  await bench.measure({
    name: "calendar feed",
    size: IN_FEED,
    rounds: 40,
    bytes: feed,
    work: async () => {
      const answer = await fetch(`${app.address}/trainings.ics`);
      const text = await answer.text();
      if (answer.status !== 200 || text.split("BEGIN:VEVENT").length !== IN_FEED + 1) throw new Error("not the feed");
    },
  });
}

/** One session in the days to come, another one for every place. */
function coming(place: number) {
  const startsAt = new Date(Date.now() + (2 + place) * 3_600_000);
  return {
    venue: "Salla e Këshillit të Bashkisë",
    sittings: [{ startsAt, endsAt: new Date(startsAt.getTime() + 3 * 3_600_000) }],
  };
}
