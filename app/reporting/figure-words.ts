import { useFormat, useT } from "#app/i18n/use-t";
import type { Shown } from "./rules";

/** A shown figure in words: the number, or "fewer than 5". */
export function useFigureWords(): (figure: Shown) => string {
  const t = useT("reports");
  const format = useFormat();
  return (figure) => ("value" in figure ? format.number(figure.value) : t("fewerThan", { limit: figure.fewerThan }));
}

interface Period {
  startsOn: string | null;
  endsOn: string | null;
  periodAsPrinted?: string | null;
}

/** A project's period in words; what is printed and cannot be a date stands as printed. */
export function usePeriodWords(): (period: Period) => string {
  const t = useT("reports");
  const format = useFormat();
  return ({ startsOn, endsOn, periodAsPrinted }) => {
    if (startsOn && endsOn) return format.dateRange(startsOn, endsOn);
    if (periodAsPrinted) return periodAsPrinted;
    if (startsOn) return t("periodFrom", { from: format.date(startsOn) });
    return endsOn ? t("periodTo", { to: format.date(endsOn) }) : t("periodUnknown");
  };
}

interface EventDays {
  startsOn: string | null;
  endsOn: string | null;
  precision: "day" | "month" | "year";
}

/** The days of an event as exactly as they are known: a day, a month or a year. */
export function useDaysWords(): (event: EventDays) => string {
  const format = useFormat();
  return ({ startsOn, endsOn, precision }) => {
    if (!startsOn) return "–";
    if (precision === "year") return startsOn.slice(0, 4);
    if (precision === "month") return format.longDate(startsOn).replace(/^\d+\.? /, "");
    return endsOn && endsOn !== startsOn ? `${format.date(startsOn)} – ${format.date(endsOn)}` : format.date(startsOn);
  };
}
