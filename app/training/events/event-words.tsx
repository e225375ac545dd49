import type { Format } from "#app/i18n/format";
import { useFormat, useT } from "#app/i18n/use-t";
import { DateBadge } from "#app/ui/lists";
import { Tag, type Tone } from "#app/ui/surfaces";
import type { EnrolmentState, EventState } from "#db/vocabulary";

export interface Dated {
  startsOn: string | null;
  endsOn: string | null;
  datePrecision?: "day" | "month" | "year";
}

/** The days of an event as exactly as they are known; empty where nothing is. */
export function daysInWords({ startsOn, endsOn, datePrecision = "day" }: Dated, format: Format): string {
  if (!startsOn) return "";
  if (datePrecision === "year") return startsOn.slice(0, 4);
  if (datePrecision === "month") return format.longDate(startsOn).replace(/^\D*\d+\D?\s/, "");
  return endsOn && endsOn !== startsOn ? format.dateRange(startsOn, endsOn) : format.longDate(startsOn);
}

export function EventDate({ startsOn }: { startsOn: string | null }) {
  const format = useFormat();
  if (!startsOn) return null;
  const { day, month } = format.dayMonth(startsOn);
  return <DateBadge day={day} month={month.replace(/\.$/, "")} />;
}

const eventTones: Record<EventState, Tone> = {
  tentative: "warn",
  confirmed: "calm",
  held: "plain",
  cancelled: "danger",
};

export function EventStateTag({ state }: { state: EventState }) {
  const t = useT("words");
  return <Tag tone={eventTones[state]}>{t(`eventState.${state}`)}</Tag>;
}

const enrolmentTones: Record<EnrolmentState, Tone> = {
  invited: "plain",
  applied: "warn",
  admitted: "calm",
  waiting: "warn",
  declined: "plain",
  cancelled: "plain",
};

export function EnrolmentStateTag({ state }: { state: EnrolmentState }) {
  const t = useT("words");
  return <Tag tone={enrolmentTones[state]}>{t(`enrolmentState.${state}`)}</Tag>;
}

/** Seats left as a tag: calm while there are some. */
export function SeatsTag({ left }: { left: number }) {
  const t = useT("trainings");
  return <Tag tone={left === 0 ? "warn" : "calm"}>{t("seatsLeft", { count: left })}</Tag>;
}

/** Where an event is: place and region, or online. */
export function placeInWords(
  event: { place: string | null; region?: string | null; venue?: string | null; online?: boolean },
  online: string,
): string {
  const region = event.region && event.region !== event.place ? event.region : null;
  const place = [event.venue, event.place, region].filter(Boolean).join(", ");
  return place || (event.online ? online : "");
}

/** The place in words, and where a map shows it. */
export function Where({ place, map }: { place: string; map: string | null }) {
  const t = useT("trainings");
  return (
    <>
      {place}
      {map && (
        <>
          {" "}
          <a href={map} rel="noreferrer">
            {t("map")}
          </a>
        </>
      )}
    </>
  );
}
