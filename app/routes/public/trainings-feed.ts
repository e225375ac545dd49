import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { entryOf } from "#app/training/calendar/entries.server";
import { feedAnswer } from "#app/training/calendar/feed-answer.server";
import { eventFilter } from "#app/training/calendar/filter";
import { publicSittings } from "#app/training/calendar/queries.server";

/** Coming sessions as a calendar to subscribe to, filtered as the page of trainings is; `?lang=en` for English. */
export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const t = translator(locale, "trainings");
  const rows = await publicSittings(context, locale, eventFilter(new URL(args.request.url).searchParams));
  return feedAnswer(args.request, {
    file: "trainings",
    name: t("feedTitle"),
    entries: rows.map((row) => entryOf(row, { locale, now: context.now, withLink: false })),
    vary: "Accept-Language, Cookie",
  });
}
