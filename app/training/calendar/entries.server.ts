import { env } from "#app/env.server";
import { translator } from "#app/i18n/translator.server";
import { inLanguage, paths } from "#app/paths";
import type { Locale } from "#db/vocabulary";
import type { CalendarEntry, CalendarStatus } from "./icalendar";
import type { SittingForCalendar } from "./queries.server";
import { linkShown } from "./rules";

interface Shown {
  locale: Locale;
  now: Date;
  /** Whether the link of an online sitting may be in it, once it is open. */
  withLink: boolean;
}

/** A sitting as its calendar entry, the same in feeds and mails. */
export function entryOf(sitting: SittingForCalendar, { locale, now, withLink }: Shown): CalendarEntry {
  const { id, sequence, startsAt, endsAt, changedAt, slug, title, state, onlineLink } = sitting;
  const t = translator(locale, "trainings");
  const link = withLink && onlineLink && state !== "cancelled" && linkShown(sitting, now) ? onlineLink : null;
  const place = [sitting.venue, sitting.place, sitting.region].filter(Boolean);
  const url = env().address + inLanguage(paths.training(slug), locale);
  return {
    uid: calendarId(id),
    sequence,
    startsAt,
    endsAt,
    title,
    place: [...new Set(place), ...(onlineLink ? [link ?? t("online")] : [])].join(", "),
    description: [
      state === "tentative" ? t("tentative") : "",
      link ? t("calendar.link", { link }) : withLink && onlineLink ? t("calendar.linkLater") : "",
      url,
    ]
      .filter(Boolean)
      .join("\n"),
    url,
    status: statusOf[state],
    stampedAt: changedAt,
    organizer: organizer(),
  };
}

const statusOf = {
  tentative: "TENTATIVE",
  confirmed: "CONFIRMED",
  held: "CONFIRMED",
  cancelled: "CANCELLED",
} as const satisfies Record<SittingForCalendar["state"], CalendarStatus>;

/** The UID of a sitting: stays the same as long as it exists, in every mail and feed. */
export function calendarId(sittingId: string): string {
  return `${sittingId}@${new URL(env().address).hostname}`;
}

/** Whoever sends our mail, as calendars name the organizer. */
export function organizer(): { name: string; email: string } {
  const sender = env().mailFrom;
  const email = /<([^>]+)>/.exec(sender)?.[1] ?? sender.trim();
  const name = sender
    .replace(/<[^>]*>/, "")
    .replaceAll('"', "")
    .trim();
  return { name: name || email, email };
}
