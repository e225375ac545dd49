import type { LoaderFunctionArgs } from "@remix-run/node";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { entryOf } from "#app/training/calendar/entries.server";
import { feedAnswer } from "#app/training/calendar/feed-answer.server";
import { sittingsOfEvent } from "#app/training/calendar/queries.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";

/** The sessions of one's own place as a calendar file, with the link of an online session for those with a seat. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireEnrolment(args);
  const locale = localeOf(args.request);
  const { eventId, state } = await ownPlace(context, locale, context.enrolmentId);
  const sittings = await sittingsOfEvent(context, locale, eventId);
  return feedAnswer(args.request, {
    file: "calendar",
    name: translator(locale, "trainings")("calendar.name.own"),
    vary: "Accept-Language, Cookie",
    entries: sittings.map((row) => entryOf(row, { locale, now: context.now, withLink: state === "admitted" })),
  });
}
