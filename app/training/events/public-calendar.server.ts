import type { Context } from "#app/context.server";
import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import type { PublicFilter } from "#app/training/calendar/filter";
import type { Locale } from "#db/vocabulary";
import { daysInWords, placeInWords } from "./event-words";
import { type ComingEvent, comingEvents, regionsToChoose } from "./queries.server";

type PublicCalendar = Awaited<ReturnType<typeof readCalendar>>;

/** The calendar that a language and filter are shown while it is being read, and the reading that follows. */
interface Reading {
  running: Promise<PublicCalendar>;
  next?: Promise<PublicCalendar>;
}
const readings = new Map<string, Reading>();

/**
 * The coming events by month, in words. Whoever asks while it is being read shares the next reading with all who wait:
 * nobody sees anything older than the own question, however many ask at once.
 */
export function publicCalendar(context: Context, locale: Locale, filter: PublicFilter): Promise<PublicCalendar> {
  const key = [locale, filter.regionIso, filter.kind, filter.topic].join();
  const read = () => readCalendar(context, locale, filter);
  const reading = readings.get(key);
  if (!reading) return begin(key, read);
  reading.next ??= reading.running.then(
    () => begin(key, read),
    () => begin(key, read),
  );
  return reading.next;
}

function begin(key: string, read: () => Promise<PublicCalendar>): Promise<PublicCalendar> {
  const reading: Reading = { running: read() };
  readings.set(key, reading);
  const forget = () => {
    if (!reading.next) readings.delete(key);
  };
  reading.running.then(forget, forget);
  return reading.running;
}

async function readCalendar(context: Context, locale: Locale, filter: PublicFilter) {
  const [regions, events] = await Promise.all([
    regionsToChoose(context, locale),
    comingEvents(context, locale, filter),
  ]);
  const months = new Map<string, ReturnType<typeof inWords>[]>();
  for (const event of events) {
    const month = event.startsOn.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), inWords(event, locale)]);
  }
  const format = formatter(locale);
  const title = (month: string) => format.longDate(`${month}-15`).replace(/^\D*\d+\D?\s/, "");
  return { regions, months: [...months].map(([month, list]) => ({ month, title: title(month), list })) };
}

function inWords(event: ComingEvent, locale: Locale) {
  const t = translator(locale, "trainings");
  const words = translator(locale, "words");
  const format = formatter(locale);
  const seats = (left: number) => ({ full: left === 0, label: t("seatsLeft", { count: left }) });
  const { day, month } = format.dayMonth(event.startsOn);
  const about = [
    daysInWords(event, format),
    event.beginsAt && format.time(event.beginsAt),
    placeInWords(event, t("online")),
    words(`eventKind.${event.kind}`),
  ];
  return {
    id: event.id,
    slug: event.slug,
    title: event.title,
    day,
    month: month.replace(/\.$/, ""),
    about: about.filter(Boolean).join(" · "),
    tentative: event.state === "tentative",
    seats: event.registration === "open" || event.registration === "approval" ? seats(event.seatsLeft) : null,
  };
}
