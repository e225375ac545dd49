import { and, eq, gte } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { enrolments, removedSittings } from "#db/schema/training";
import type { Locale, MessageKind } from "#db/vocabulary";
import { calendarId, entryOf, organizer } from "./entries.server";
import { type CalendarEntry, type CalendarMethod, icalendar } from "./icalendar";
import { sittingsOfEvent } from "./queries.server";

/** One calendar object of a mail. RFC 5546 lets a REQUEST or CANCEL speak of one UID: a sitting each. */
export interface CalendarPart {
  method: Exclude<CalendarMethod, "PUBLISH">;
  fileName: string;
  content: string;
}

interface Told {
  kind: MessageKind;
  eventId: string;
  eventTitle: string;
  person: { id: string; name: string; email: string };
  locale: Locale;
  /** When the message was queued: what has changed since then belongs into it. */
  since: Date;
}

/**
 * What a mail about an event puts into the calendar of whoever has, or had, a seat: the coming sittings when it is given
 * or taken or the event is called off, what has changed when it changes. Nothing for everybody else.
 */
export async function calendarParts(context: Context, told: Told): Promise<CalendarPart[]> {
  const [seat] = await context.db
    .select({ state: enrolments.state, sequence: enrolments.calendarSequence })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, told.eventId), eq(enrolments.personId, told.person.id)));
  if (!seat || seat.sequence === null) return [];
  const seated = seat.state === "admitted";
  const planned = await sittingsOfEvent(context, told.locale, told.eventId);
  const coming = planned.filter(({ endsAt }) => endsAt > context.now);
  const entries = (list: typeof planned) =>
    list.map((sitting) => ({
      ...entryOf(sitting, { locale: told.locale, now: context.now, withLink: seated }),
      stampedAt: context.now,
      sequence: sitting.sequence + (seat.sequence ?? 0),
      attendee: told.person,
    }));
  const cancelled = coming.length > 0 && coming[0]?.state === "cancelled";
  if (told.kind === "enrolment_cancelled" && !seated) return partsOf("CANCEL", entries(coming));
  if (!seated) return [];
  if (told.kind === "event_cancelled") return cancelled ? partsOf("CANCEL", entries(coming)) : [];
  if (cancelled) return [];
  if (told.kind === "enrolment_admitted") return partsOf("REQUEST", entries(coming));
  if (told.kind !== "event_changed" && told.kind !== "event_confirmed") return [];
  const gone = await takenOut(context, told, seat.sequence);
  return [
    ...partsOf("REQUEST", entries(coming.filter(({ changedAt }) => changedAt >= told.since))),
    ...partsOf("CANCEL", gone),
  ];
}

function partsOf(method: CalendarPart["method"], entries: readonly CalendarEntry[]): CalendarPart[] {
  return entries.map((entry, place) => ({
    method,
    fileName: `${method.toLowerCase()}-${place + 1}.ics`,
    content: icalendar({
      method,
      entries: [method === "CANCEL" ? { ...entry, status: "CANCELLED" } : entry],
    }),
  }));
}

async function takenOut(context: Context, told: Told, seatSequence: number): Promise<CalendarEntry[]> {
  const rows = await context.db
    .select({
      id: removedSittings.id,
      startsAt: removedSittings.startsAt,
      endsAt: removedSittings.endsAt,
      sequence: removedSittings.sequence,
    })
    .from(removedSittings)
    .where(and(eq(removedSittings.eventId, told.eventId), gte(removedSittings.removedAt, told.since)));
  return rows.map(({ id, sequence, ...times }) => ({
    ...times,
    uid: calendarId(id),
    sequence: sequence + seatSequence,
    title: told.eventTitle,
    place: "",
    description: "",
    url: "",
    status: "CANCELLED",
    stampedAt: context.now,
    organizer: organizer(),
    attendee: told.person,
  }));
}
