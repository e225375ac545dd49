import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { env } from "#app/env.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { inLanguage, paths } from "#app/paths";
import { calendarFeed } from "#app/training/events/calendar";
import { comingSittings } from "#app/training/events/queries.server";

/** Coming sessions as a calendar to subscribe to; `?lang=en` for English. */
export async function loader(args: LoaderFunctionArgs) {
  const locale = localeOf(args.request);
  const t = translator(locale, "trainings");
  const origin = env().origin ?? new URL(args.request.url).origin;
  const rows = await comingSittings(anyone(args), locale);
  const entries = rows.map((row) => ({
    uid: `${row.id}@${new URL(origin).hostname}`,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    title: row.title,
    place: [row.venue, row.place, row.region].filter(Boolean).join(", "),
    description: row.state === "tentative" ? t("tentative") : "",
    url: origin + inLanguage(paths.training(row.slug), locale),
    tentative: row.state === "tentative",
    stampedAt: row.createdAt,
  }));
  return new Response(calendarFeed(t("feedTitle"), entries), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'inline; filename="trainings.ics"',
      Vary: "Accept-Language, Cookie",
    },
  });
}
