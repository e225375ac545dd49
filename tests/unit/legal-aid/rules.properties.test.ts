import fc from "fast-check";
import { expect } from "vitest";
import { contactOf, missingReach } from "#app/legal-aid/aid-requests/forms";
import { canonicalEmail, canonicalPhone, mayBeSamePerson, urgencyOf } from "#app/legal-aid/aid-requests/rules";
import { compareNames, conflictBand, nameKeys } from "#app/legal-aid/conflicts/rules";
import { dueInstant, lastDayOf } from "#app/legal-aid/deadlines/rules";
import { nextQuestion, previousQuestion, questionsFor } from "#app/legal-aid/drafts/rules";
import { parseDuration } from "#app/legal-aid/hours/rules";
import { type FactsOfLawyer, gini, median, rank } from "#app/legal-aid/matching/rules";
import { clockAfter, sentenceFault } from "#app/legal-aid/offers/rules";
import { groupedSecret, parseLocator, parseReceiptSecret, sessionHolds } from "#app/legal-aid/receipts/rules";
import { contactChannels } from "#db/vocabulary";
import { anyDay, anyInstant, anyText, namePart, property } from "#tests/support/property";

const name = fc.array(namePart, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(" "));

property(
  "who is compared with whom makes no difference",
  [fc.oneof(name, anyText(60)), fc.oneof(name, anyText(60))],
  (a, b) => {
    expect(compareNames(a, b)).toBe(compareNames(b, a));
  },
);

property(
  "order, capitals, hyphens and missing marks hide no name",
  [fc.array(namePart, { minLength: 2, maxLength: 4 })],
  (parts) => {
    const disguised = [...parts].reverse().join("-").toUpperCase().replaceAll("Ë", "E").replaceAll("Ç", "C");
    expect(compareNames(parts.join(" "), disguised)).toBe("same");
    expect(nameKeys(parts.join(" ")).some((key) => nameKeys(disguised).includes(key))).toBe(true);
  },
);

property("a conflict is found whichever of the two is the client", [name, name, name], (client, opponent, own) => {
  const found = conflictBand({ client, opponents: [opponent] }, { own, clients: [opponent], opponents: [] });
  expect(found.band).toBe("conflict");
});

property(
  "one person is one person from both sides",
  [fc.oneof(name, anyText(40)), fc.oneof(name, anyText(40))],
  (a, b) => {
    expect(mayBeSamePerson(a, b)).toBe(mayBeSamePerson(b, a));
  },
);

property("a canonical number is its own canonical number", [fc.stringMatching(/^\+?[\d ()/.-]{6,20}$/)], (typed) => {
  const canonical = canonicalPhone(typed);
  expect(canonical).toMatch(/^\d*$/);
  expect(canonicalPhone(`+${canonical}`)).toBe(canonical);
  expect(canonicalEmail(` A.${canonical}@X.al `)).toBe(`a.${canonical}@x.al`);
});

const reach = fc.record({
  channel: fc.constantFrom(...contactChannels),
  phone: fc.constantFrom("0691234567", null),
  who: fc.constantFrom("only_me" as const, "others" as const, null),
  when: fc.constantFrom("mëngjes", null),
  message: fc.constantFrom("none" as const, "neutral" as const, null),
  email: fc.constantFrom("a@example.al", null),
  trustedName: fc.constantFrom("Motra", null),
  trustedContact: fc.constantFrom("0697654321", null),
  trustedHow: fc.constantFrom("vetëm zë", null),
});
property("nothing of a channel that was not chosen is kept", [reach], (given) => {
  const { contact, trustedPerson } = contactOf(given);
  if (given.channel !== "email") expect(contact.email).toBeNull();
  if (given.channel !== "phone") expect([contact.phone, contact.who, contact.message]).toEqual([null, null, null]);
  if (given.channel !== "trusted_person") expect(trustedPerson).toBeNull();
  if (missingReach(given).length === 0 && given.channel === "email") expect(contact.email).toBe(given.email);
});

const signals = fc.record({
  dangerNow: fc.boolean(),
  courtDate: fc.constantFrom(
    "within_48_hours" as const,
    "within_7_days" as const,
    "later" as const,
    "none" as const,
    null,
  ),
  protectionOrder: fc.boolean(),
  nextDateOn: fc.option(anyDay, { nil: null }),
  adviceOnly: fc.boolean(),
});
const loudness = ["advice", "standard", "urgent", "emergency"];
property(
  "more danger never makes a request wait longer",
  [signals, anyDay, fc.integer({ min: 1, max: 30 })],
  (given, today, within) => {
    const before = loudness.indexOf(urgencyOf(given, today, within));
    expect(loudness.indexOf(urgencyOf({ ...given, protectionOrder: true }, today, within))).toBeGreaterThanOrEqual(
      before,
    );
    expect(urgencyOf({ ...given, dangerNow: true }, today, within)).toBe("emergency");
    expect(loudness.indexOf(urgencyOf(given, today, within + 5))).toBeGreaterThanOrEqual(before);
  },
);

const rule = fc.record({
  length: fc.integer({ min: 1, max: 120 }),
  unit: fc.constantFrom("hours", "days", "weeks", "months", "years"),
  direction: fc.constantFrom("after", "before"),
  rollsOver: fc.constantFrom(true, false, null),
  needsConfirmation: fc.boolean(),
  immediate: fc.constant(false),
});
const holidays = new Set(["2026-11-28", "2026-11-29", "2027-01-01", "2027-01-02", "2027-03-14"]);
const free = (day: string) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) || holidays.has(day);

property("a limit ends after its beginning, counted backwards before it", [rule, anyInstant], (given, from) => {
  const due = dueInstant(given, from, holidays);
  if (given.direction === "before") expect(due?.dueAt.getTime()).toBeLessThan(from.getTime() + 86_400_000);
  else expect(due?.dueAt.getTime()).toBeGreaterThan(from.getTime());
});

property(
  "who begins later has not to be done earlier",
  [rule, anyInstant, fc.integer({ min: 0, max: 400 })],
  (given, from, days) => {
    const later = new Date(from.getTime() + days * 86_400_000);
    const [first, second] = [dueInstant(given, from, holidays), dueInstant(given, later, holidays)];
    expect(second?.dueAt.getTime()).toBeGreaterThanOrEqual(first?.dueAt.getTime() ?? 0);
  },
);

property(
  "a limit that rolls over ends on no rest day, one of which that is not known stays on the earlier",
  [rule, anyInstant],
  (given, from) => {
    fc.pre(given.unit !== "hours");
    const due = dueInstant(given, from, holidays);
    if (!due) return;
    if (given.rollsOver === true || given.direction === "before") expect(free(lastDayOf(due.dueAt))).toBe(false);
    if (given.rollsOver !== true && given.direction === "after") expect(due.movedFrom).toBeNull();
  },
);

property(
  "a longer limit does not end before a shorter one",
  [rule, anyInstant, fc.integer({ min: 1, max: 30 })],
  (given, from, more) => {
    fc.pre(given.direction === "after");
    const longer = dueInstant({ ...given, length: given.length + more }, from, holidays);
    expect(longer?.dueAt.getTime()).toBeGreaterThanOrEqual(dueInstant(given, from, holidays)?.dueAt.getTime() ?? 0);
  },
);

const waking = { from: "07:00", to: "21:00" };
const hourIn = (instant: Date) =>
  Number(
    new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Tirane", hour: "2-digit", hourCycle: "h23" }).format(instant),
  );
property(
  "a clock of waking hours never runs out at night, and a longer one not earlier",
  [anyInstant, fc.integer({ min: 1, max: 4000 }), fc.nat(500)],
  (from, minutes, more) => {
    const end = clockAfter(from, minutes, waking);
    const hour = hourIn(new Date(end.getTime() - 1));
    expect(hour >= 7 && hour < 21).toBe(true);
    expect(clockAfter(from, minutes + more, waking).getTime()).toBeGreaterThanOrEqual(end.getTime());
  },
);

property("no time at all is now by day and the next morning at night", [anyInstant], (now) => {
  const next = clockAfter(now, 0, waking);
  const hour = hourIn(now);
  expect(next.getTime() === now.getTime()).toBe(hour >= 7 && hour < 21);
  expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(11 * 3_600_000);
});

property(
  "a card's sentence with a name of the file is refused, however it is spelt",
  [namePart, namePart, anyText(40), fc.boolean()],
  (given, family, around, upper) => {
    const spelt = (upper ? family.toUpperCase() : family).replaceAll("ë", "e").replaceAll("Ë", "E");
    const file = { names: [`${given} ${family}`], places: [], texts: [] };
    expect(sentenceFault(`${around} ${spelt} ${around}`, file)).not.toBeNull();
  },
);

property(
  "a card's sentence carries no number of the file and no telephone number",
  [fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 600_000, max: 999_999_999 })],
  (number, phone) => {
    const file = { names: [], places: [], texts: [`Rruga e Re ${number}, hyrja 2`] };
    expect(sentenceFault(`afër ${number}`, file)).not.toBeNull();
    expect(sentenceFault(`thirrni ${phone}`, { names: [], places: [], texts: [] })).toBe("contact");
  },
);

const facts: fc.Arbitrary<FactsOfLawyer> = fc.record({
  lawyerId: fc.uuid(),
  out: fc.oneof(fc.constant(0), fc.nat(4095)),
  load: fc.nat(300),
  pledgedHours: fc.nat(200),
  newcomer: fc.boolean(),
  lastOfferedAt: fc.option(anyInstant, { nil: null }),
  onDuty: fc.boolean(),
  active: fc.constant(true),
});
const network = fc.uniqueArray(facts, { selector: ({ lawyerId }) => lawyerId, maxLength: 25 });
const options = fc.record({ seed: fc.string({ maxLength: 12 }), dutyFirst: fc.boolean() });
property("the order of a network does not depend on how it was read", [network, options], (everybody, how) => {
  const places = (list: readonly FactsOfLawyer[]) =>
    new Map(rank(list, how).map(({ lawyerId, place }) => [lawyerId, place]));
  expect(places([...everybody].reverse())).toEqual(places(everybody));
});

property("everybody has one place or a reason, and places have no gap", [network, options], (everybody, how) => {
  const ranked = rank(everybody, how);
  expect(ranked).toHaveLength(everybody.length);
  const places = ranked.flatMap(({ place }) => (place === null ? [] : [place])).sort((a, b) => a - b);
  expect(places).toEqual(places.map((_, index) => index + 1));
  for (const one of ranked) expect(one.place === null).toBe(one.reasons.length > 0);
});

const values = fc.array(fc.nat(1000), { minLength: 1, maxLength: 50 });
property(
  "inequality lies between none and all, and does not depend on the unit",
  [values, fc.integer({ min: 1, max: 50 })],
  (hours, unit) => {
    const index = gini(hours);
    expect(index >= 0 && index < 1).toBe(true);
    expect(gini(hours.map((each) => each * unit))).toBeCloseTo(index, 9);
  },
);

property("half stand on either side of the median", [values], (hours) => {
  const middle = median(hours);
  expect(hours.filter((each) => each < middle).length).toBeLessThanOrEqual(hours.length / 2);
  expect(hours.filter((each) => each > middle).length).toBeLessThanOrEqual(hours.length / 2);
});

property(
  "a duration is between a minute and a day, or none",
  [fc.oneof(anyText(12), fc.stringMatching(/^\d{1,3}[:.,]?\d{0,2} ?(min|h|orë)?$/))],
  (typed) => {
    const minutes = parseDuration(typed);
    expect(minutes === null || (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440)).toBe(true);
  },
);

const gap = fc.constantFrom(" ", "-", " – ", ".", "");
property(
  "a receipt is read however its groups are written, and nothing else is one",
  [fc.stringMatching(/^\d{16}$/), gap, fc.oneof(anyText(30), fc.stringMatching(/^[\d ]{14,22}$/))],
  (digits, between, typed) => {
    expect(parseReceiptSecret(groupedSecret(digits).replaceAll(" ", between))).toBe(digits);
    const read = parseReceiptSecret(typed);
    if (read !== null) expect(read).toBe(typed.replace(/\D/g, ""));
  },
);

property(
  "a locator is six of its letters or none",
  [fc.oneof(anyText(12), fc.stringMatching(/^[a-z0-9]{6}$/))],
  (typed) => {
    const read = parseLocator(typed);
    if (read !== null) expect(read).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{6}$/);
  },
);

property(
  "a session that is over does not begin again",
  [anyInstant, fc.nat(60), fc.nat(20), fc.nat(600)],
  (begun, seen, quiet, more) => {
    const at = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
    const session = { seenAt: at(seen), endsAt: at(60) };
    if (!sessionHolds(session, at(seen + quiet))) expect(sessionHolds(session, at(seen + quiet + more))).toBe(false);
    expect(sessionHolds(session, at(60))).toBe(false);
    expect(sessionHolds(session, at(seen + 10))).toBe(false);
  },
);

property(
  "every question leads on to the check, and back the same way",
  [fc.record({ channel: fc.constantFrom(...contactChannels) })],
  (answers) => {
    const asked = questionsFor(answers);
    for (const [place, question] of asked.entries()) {
      expect(nextQuestion(question, answers)).toBe(asked[place + 1] ?? "check");
      expect(previousQuestion(question, answers)).toBe(asked[place - 1] ?? null);
    }
  },
);
