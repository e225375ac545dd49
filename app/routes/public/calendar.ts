import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { isLocale } from "#app/i18n/locale";
import { translator } from "#app/i18n/translator.server";
import { addressOf, limitFrequentAttempts } from "#app/protection/rate-limit.server";
import { entryOf } from "#app/training/calendar/entries.server";
import { feedAnswer } from "#app/training/calendar/feed-answer.server";
import { calendarBehind } from "#app/training/calendar/queries.server";

/** Somebody's own sessions, or those they hold, behind a secret address; trainings only. */
export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  await limitFrequentAttempts("calendar_address", addressOf(args.context));
  const asked = new URL(args.request.url).searchParams.get("lang");
  const found = await calendarBehind(context, args.params.token ?? "", isLocale(asked) ? asked : null);
  const { kind, locale, sittings } = found;
  const t = translator(locale, "trainings");
  return feedAnswer(args.request, {
    file: kind,
    name: t(`calendar.name.${kind}`),
    entries: sittings.map((row) => entryOf(row, { locale, now: context.now, withLink: true })),
  });
}
