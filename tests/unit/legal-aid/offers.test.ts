import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantIn } from "#app/legal-aid/deadlines/rules";
import {
  answerBy,
  cardRegion,
  clockAfter,
  declineEffects,
  deskIsCalled,
  estimateOf,
  holdUntil,
  mayMoveOffer,
  nextDateRange,
  type OfferSettings,
  remindAt,
  sentenceFault,
} from "#app/legal-aid/offers/rules";
import { settingDefaults } from "#db/seeds/settings";
import { declineCodes, offerStates, urgencies } from "#db/vocabulary";

const settings: OfferSettings = {
  limits: settingDefaults.urgency_limits,
  holdMinutes: settingDefaults.hold_minutes,
  waking: settingDefaults.waking_hours,
  regionThreshold: settingDefaults.card_region_threshold,
};
const waking = settings.waking;

describe("moves", () => {
  test("are exactly those of legal-aid.md", () => {
    const allowed = offerStates.flatMap((from) =>
      offerStates.filter((to) => mayMoveOffer(from, to)).map((to) => `${from}>${to}`),
    );
    expect(allowed).toEqual([
      "open>holding",
      "open>declined",
      "open>expired",
      "open>withdrawn",
      "open>passed_over",
      "holding>accepted",
      "holding>declined",
      "holding>expired",
      "holding>withdrawn",
      "accepted>handed_back",
    ]);
  });
});

describe("time limits", () => {
  test("an emergency runs through the night", () => {
    expect(answerBy(instantIn("2026-11-23", "23:30"), "emergency", settings)).toEqual(instantIn("2026-11-24", "00:30"));
    expect(holdUntil(instantIn("2026-11-23", "23:30"), "emergency", settings)).toEqual(
      instantIn("2026-11-23", "23:45"),
    );
  });
  test("urgent: four waking hours, stopping at 21:00 and going on at 07:00", () => {
    expect(answerBy(instantIn("2026-11-23", "10:00"), "urgent", settings)).toEqual(instantIn("2026-11-23", "14:00"));
    expect(answerBy(instantIn("2026-11-23", "19:00"), "urgent", settings)).toEqual(instantIn("2026-11-24", "09:00"));
    expect(answerBy(instantIn("2026-11-23", "22:00"), "urgent", settings)).toEqual(instantIn("2026-11-24", "11:00"));
    expect(answerBy(instantIn("2026-11-23", "03:00"), "urgent", settings)).toEqual(instantIn("2026-11-23", "11:00"));
    expect(holdUntil(instantIn("2026-11-23", "20:30"), "urgent", settings)).toEqual(instantIn("2026-11-24", "07:30"));
  });
  test("standard: 14 waking hours are a day, with a reminder at half time", () => {
    const from = instantIn("2026-11-23", "09:00");
    expect(answerBy(from, "standard", settings)).toEqual(instantIn("2026-11-24", "09:00"));
    expect(remindAt(from, "standard", settings)).toEqual(instantIn("2026-11-23", "16:00"));
    expect(remindAt(from, "urgent", settings)).toBeNull();
    expect(answerBy(from, "advice", settings)).toEqual(instantIn("2026-11-26", "09:00"));
  });
  test("a change of the clock neither gives nor takes waking hours", () => {
    expect(clockAfter(instantIn("2026-10-24", "20:00"), 120, waking)).toEqual(instantIn("2026-10-25", "08:00"));
    expect(clockAfter(instantIn("2027-03-27", "20:00"), 120, waking)).toEqual(instantIn("2027-03-28", "08:00"));
  });
  const instants = fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }).map((seconds) => new Date(seconds * 1000));
  test("an end lies in waking hours, and more minutes never end earlier", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 600 }), (from, some, more) => {
        const end = clockAfter(from, some, waking);
        const clock = new Intl.DateTimeFormat("en-GB", {
          timeZone: "Europe/Tirane",
          hour: "2-digit",
          minute: "2-digit",
        }).format(end);
        expect(clock >= "07:00" && clock <= "21:00").toBe(true);
        expect(end.getTime() - from.getTime()).toBeGreaterThanOrEqual(some * 60_000);
        expect(clockAfter(from, some + more, waking) >= end).toBe(true);
      }),
    );
  });
  test("two steps end where one of both lengths does", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (from, a, b) => {
        const direct = clockAfter(from, a + b, waking);
        expect(clockAfter(clockAfter(from, a, waking), b, waking)).toEqual(direct);
      }),
    );
  });
});

describe("card", () => {
  test("says the next date as a range only", () => {
    expect(nextDateRange(null, "2026-11-23")).toBeNull();
    expect(nextDateRange("2026-11-22", "2026-11-23")).toBeNull();
    expect(nextDateRange("2026-11-23", "2026-11-23")).toBe("within_3_days");
    expect(nextDateRange("2026-11-26", "2026-11-23")).toBe("within_3_days");
    expect(nextDateRange("2026-11-27", "2026-11-23")).toBe("within_7_days");
    expect(nextDateRange("2026-12-23", "2026-11-23")).toBe("within_30_days");
    expect(nextDateRange("2026-12-24", "2026-11-23")).toBe("later");
  });
  test("names a region only where five requests are open", () => {
    expect(cardRegion("AL-07", 4, 5)).toBeNull();
    expect(cardRegion("AL-07", 5, 5)).toBe("AL-07");
    expect(cardRegion(null, 50, 5)).toBeNull();
  });
  test("estimates what the desk left open", () => {
    expect(estimateOf(["protection_order", "criminal_report"])).toBe(12);
    expect(estimateOf([])).toBe(2);
  });

  const file = {
    names: ["Mirela Gjoka (Shehu)", "Arben Gjoka", null],
    places: ["Durrës", "Krujë"],
    texts: [
      "Më 12.03.2026 ai erdhi te shtëpia në Sukth, rruga Deshmoret 14. Vajza ime Besarta pa gjithçka.",
      "069 123 4567",
      "1994",
    ],
  };
  test.each([
    ["Duhet përvojë me dëshmitarë të mitur.", null],
    ["Klientja quhet Mirela.", "name"],
    ["Çështja e Gjokajve", "name"],
    ["Kundër arbenit", "name"],
    ["Seanca është në Durrësi.", "place"],
    ["Banon në sukth", "place"],
    ["Ka lindur më 1994", "number"],
    ["Seanca më 12 të muajit", "number"],
    ["Telefono 069-123-4567", "contact"],
    ["Shkruaj te x@example.al", "link"],
    ["Flet vetëm Besarta", "place"],
  ])("%s → %s", (sentence, fault) => {
    expect(sentenceFault(sentence, file)).toBe(fault);
  });
  test("no name of the file passes, however it is written", () => {
    const name = fc.stringMatching(/^[A-Z][a-zëç]{3,9}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom("", "i", "a", "s", "it"), (given, family, ending) => {
        const own = { names: [`${given} ${family}`], places: [], texts: [] };
        expect(sentenceFault(`Lidhet me ${family.toUpperCase()}${ending} sot`, own)).toBe("name");
      }),
    );
  });
});

describe("declining", () => {
  test("every code does something", () => {
    for (const code of declineCodes) expect(declineEffects[code].request).toMatch(/next|triage/);
    expect(declineEffects.no_time.leave).toBe(true);
    expect(declineEffects.too_far.remote).toBe(true);
    expect(declineEffects.other.sentence).toBe(true);
  });
});

describe("the desk is called", () => {
  const facts = { endedOffers: 0, minutesSinceFirst: 0, held: false };
  test("at 30 minutes of an emergency without a yes", () => {
    expect(deskIsCalled("emergency", { ...facts, minutesSinceFirst: 29 }, settings)).toBe(false);
    expect(deskIsCalled("emergency", { ...facts, minutesSinceFirst: 30 }, settings)).toBe(true);
    expect(deskIsCalled("emergency", { ...facts, minutesSinceFirst: 45, held: true }, settings)).toBe(false);
  });
  test("when two urgent or three standard offers ended", () => {
    expect(deskIsCalled("urgent", { ...facts, endedOffers: 1 }, settings)).toBe(false);
    expect(deskIsCalled("urgent", { ...facts, endedOffers: 2 }, settings)).toBe(true);
    expect(deskIsCalled("standard", { ...facts, endedOffers: 2 }, settings)).toBe(false);
    expect(deskIsCalled("standard", { ...facts, endedOffers: 3 }, settings)).toBe(true);
  });
  test("never by numbers for written advice", () => {
    expect(deskIsCalled("advice", { ...facts, endedOffers: 20, minutesSinceFirst: 9999 }, settings)).toBe(false);
    expect(urgencies.length).toBe(4);
  });
});
