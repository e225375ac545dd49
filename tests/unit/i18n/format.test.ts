import { describe, expect, it } from "vitest";
import { calendarDate, formatter } from "#app/i18n/format";

const sq = formatter("sq");
const en = formatter("en");
const morning = new Date("2026-11-27T09:32:00Z");

describe("dates and times", () => {
  it("are those of the clock in Tirana", () => {
    expect(sq.dateTime(morning)).toBe("27.11.2026, 10:32");
    expect(sq.date(new Date("2026-11-27T23:30:00Z"))).toBe("28.11.2026");
    expect(calendarDate(new Date("2026-06-30T22:00:00Z"))).toBe("2026-07-01");
  });

  it("of the calendar stay the day that they are", () => {
    expect(sq.date("2026-03-29")).toBe("29.03.2026");
    expect(en.longDate("2026-01-01")).toBe("1 January 2026");
  });

  it("speak both languages", () => {
    expect(sq.longDate(morning)).toBe("27 nëntor 2026");
    expect(sq.weekday("2026-11-27")).toBe("e premte, 27 nëntor 2026");
    expect(en.weekday("2026-11-27")).toBe("Friday, 27 November 2026");
    expect(sq.dayMonth("2026-12-03")).toEqual({ day: "03", month: "dhj" });
  });

  it("say ranges once", () => {
    expect(sq.dateRange("2021-10-12", "2021-10-13")).toBe("12–13 tetor 2021");
    expect(sq.dateRange("2021-10-12", "2021-10-12")).toBe("12 tetor 2021");
    expect(sq.dateRange("2021-10-30", "2021-11-02")).toMatch(/^30 tetor\s–\s2 nëntor 2021$/u);
    const until = new Date("2026-11-27T11:00:00Z");
    expect(sq.span(morning, until)).toBe("27.11.2026, 10:32–12:00");
    expect(sq.span(morning, new Date("2026-11-28T11:00:00Z"))).toBe("27.11.2026, 10:32 – 28.11.2026, 12:00");
  });

  it("count from now", () => {
    expect(sq.relative(new Date("2026-11-27T12:32:00Z"), morning)).toBe("pas 3 orësh");
    expect(sq.relative(new Date("2026-11-26T09:00:00Z"), morning)).toBe("dje");
  });
});

describe("numbers", () => {
  it.each([
    [0, "0 minuta", "0 minutes"],
    [1, "1 minutë", "1 minute"],
    [60, "1 orë", "1 hour"],
    [90, "1 orë e 30 minuta", "1 hour 30 minutes"],
    [720, "12 orë", "12 hours"],
  ])("%i minutes are said in hours", (minutes, albanian, english) => {
    expect(sq.minutes(minutes)).toBe(albanian);
    expect(en.minutes(minutes)).toBe(english);
  });

  it("carry their unit", () => {
    expect(sq.hours(90)).toBe("1,5 orë");
    expect(sq.days(1)).toBe("1 ditë");
    expect(sq.percent(0.805)).toBe("81%");
    expect(sq.number(1234567.5, 1)).toBe("1\u00a0234\u00a0567,5");
    expect(sq.lek(40000)).toMatch(/^40\s000\sLekë$/u);
    expect(en.bytes(1_234_000)).toBe("1.2 MB");
    expect(sq.list(["Shkodër", "Lezhë", "Kukës"])).toBe("Shkodër, Lezhë dhe Kukës");
  });
});
