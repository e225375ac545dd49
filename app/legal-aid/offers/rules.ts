import { Temporal } from "temporal-polyfill";
import { fold } from "#app/i18n/fold";
import type { DeclineCode, OfferState, RequestState, StepKind, Urgency } from "#db/vocabulary";

const zone = "Europe/Tirane";

/** The table of allowed moves of an offer (legal-aid.md, Request states). */
const onward: Record<OfferState, readonly OfferState[]> = {
  open: ["holding", "declined", "expired", "withdrawn", "passed_over"],
  holding: ["accepted", "declined", "expired", "withdrawn"],
  accepted: ["handed_back"],
  declined: [],
  expired: [],
  withdrawn: [],
  passed_over: [],
  handed_back: [],
};

/** True where an offer may go from one state to the other. */
export function mayMoveOffer(from: OfferState, to: OfferState): boolean {
  return onward[from].includes(to);
}

/** True while the lawyer may still say yes. */
export function isRunning(state: OfferState): boolean {
  return mayMoveOffer(state, "withdrawn");
}

/** True where one more offer may be made: nobody holds the request, and fewer run than its class asks at once. */
export function mayBeOffered(
  request: RequestState,
  offers: readonly { state: OfferState }[],
  offersAtOnce: number,
): boolean {
  if (request !== "matching" && request !== "offered") return false;
  const running = offers.filter(({ state }) => isRunning(state));
  return running.length < offersAtOnce && running.every(({ state }) => state === "open");
}

export interface UrgencyLimit {
  answerMinutes: number;
  wakingHours: boolean;
  offersAtOnce: number;
  deskAfterMinutes: number | null;
  deskAfterOffers: number | null;
}
export interface OfferSettings {
  limits: Record<Urgency, UrgencyLimit>;
  holdMinutes: Record<Urgency, number>;
  /** Begin and end of the waking hours, "07:00" and "21:00". */
  waking: { from: string; to: string };
  /** Open requests that a region needs before a card names it. */
  regionThreshold: number;
}

/** The instant until which an offer made `from` can be answered; the limit counts waking hours only where it says so. */
export function answerBy(from: Date, urgency: Urgency, settings: OfferSettings): Date {
  const { answerMinutes, wakingHours } = settings.limits[urgency];
  return clockAfter(from, answerMinutes, wakingHours ? settings.waking : null);
}

/** Half of the way to `answerBy`, for the reminder; null where the class has none (only `standard` has). */
export function remindAt(from: Date, urgency: Urgency, settings: OfferSettings): Date | null {
  const { answerMinutes, wakingHours } = settings.limits[urgency];
  return urgency === "standard" ? clockAfter(from, answerMinutes / 2, wakingHours ? settings.waking : null) : null;
}

/** The instant until which a lawyer may check the names: minutes by urgency, counted in waking hours like the answer. */
export function holdUntil(from: Date, urgency: Urgency, settings: OfferSettings): Date {
  const waking = settings.limits[urgency].wakingHours ? settings.waking : null;
  return clockAfter(from, settings.holdMinutes[urgency], waking);
}

/** `minutes` after an instant; with waking hours only those of the clock in Tirana count, the nights do not. */
export function clockAfter(from: Date, minutes: number, waking: { from: string; to: string } | null): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  if (!waking) return new Date(start.add({ minutes }).epochMilliseconds);
  const opens = Temporal.PlainTime.from(waking.from);
  const closes = Temporal.PlainTime.from(waking.to);
  if (Temporal.PlainTime.compare(opens, closes) >= 0) return new Date(start.add({ minutes }).epochMilliseconds);
  let left = minutes * 60_000;
  let now = start;
  for (;;) {
    const begin = now.withPlainTime(opens);
    const end = now.withPlainTime(closes);
    if (Temporal.ZonedDateTime.compare(now, begin) < 0) now = begin;
    const today = end.epochMilliseconds - now.epochMilliseconds;
    if (today > 0 && left <= today) return new Date(now.epochMilliseconds + left);
    left -= Math.max(0, today);
    now = begin.add({ days: 1 });
  }
}

export type NextDateRange = "within_3_days" | "within_7_days" | "within_30_days" | "later";

/** The next date of a request as the card says it: a range, never the day; a past day says nothing. */
export function nextDateRange(nextDateOn: string | null, today: string): NextDateRange | null {
  if (nextDateOn === null || nextDateOn < today) return null;
  const days = Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(nextDateOn)).days;
  if (days <= 3) return "within_3_days";
  if (days <= 7) return "within_7_days";
  return days <= 30 ? "within_30_days" : "later";
}

/** The region a card may name: none where fewer requests are open there than the setting asks for. */
export function cardRegion(regionIso: string | null, openInRegion: number, threshold: number): string | null {
  return regionIso !== null && openInRegion >= threshold ? regionIso : null;
}

export interface FileTexts {
  /** Names of the client, the parties and trusted people. */
  names: (string | null)[];
  /** Names of places that the file is about: region, municipalities, courts. */
  places: string[];
  /** Everything else that was written: story, whereabouts, contact rules, phone, mail, birth year. */
  texts: (string | null)[];
}
export type SentenceFault = "name" | "place" | "number" | "contact" | "link";

/**
 * Why the desk's sentence may not stand on a card, or null. It is refused while it holds a name, place, phone, number
 * or date that occurs in the file, and any address, link or row of six digits, whatever the file says.
 */
export function sentenceFault(sentence: string, file: FileTexts): SentenceFault | null {
  const words = wordsOf(sentence);
  if (/@|https?:|www\./i.test(sentence)) return "link";
  if (/(?:\d[\s./()-]*){6,}/.test(sentence)) return "contact";
  const names = file.names.flatMap((name) => (name === null ? [] : wordsOf(name))).filter((part) => part.length >= 2);
  if (words.some((word) => names.some((name) => sameStem(word, name)))) return "name";
  const numbers = new Set(file.texts.flatMap((text) => numbersOf(text ?? "")));
  if (numbersOf(sentence).some((number) => numbers.has(number))) return "number";
  const places = file.places.flatMap(wordsOf).filter((part) => part.length >= 3);
  // Capitalised words inside a sentence of the file are names of people, streets or places, however the desk writes them;
  // those at a beginning only where the desk writes them as names.
  const proper = file.texts.flatMap((text) => properWords(text ?? ""));
  if (words.some((word) => [...places, ...proper].some((place) => sameStem(word, place)))) return "place";
  const capitals = file.texts.flatMap((text) => capitalWords(text ?? ""));
  if (properWords(sentence).some((word) => capitals.some((capital) => sameStem(word, capital)))) return "name";
  return null;
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{Letter}]+/u)
    .filter((word) => word.length > 0);
}

/** Every row of digits, without leading zeros: 12.03.2026 is 12, 3 and 2026. */
function numbersOf(text: string): string[] {
  const groups = text.match(/\d+/g) ?? [];
  return groups.map((group) => group.replace(/^0+(?=\d)/, ""));
}

function properWords(text: string): string[] {
  const found = text.normalize("NFC").match(/(?<=[\p{Ll}\d,;:]\s+)\p{Lu}\p{Letter}{2,}/gu) ?? [];
  return found.map(fold);
}

function capitalWords(text: string): string[] {
  return (text.normalize("NFC").match(/(?<!\p{Letter})\p{Lu}\p{Letter}{2,}/gu) ?? []).map(fold);
}

/** The same word with another ending: Durrës, Durrësi, Durrësit; Arta, Artës. Shorter words only as they are. */
function sameStem(word: string, name: string): boolean {
  if (word === name) return true;
  const [short, long] = word.length <= name.length ? [word, name] : [name, word];
  const stem = short.replace(/[aeiou]$/, "");
  return stem.length >= 3 && long.startsWith(stem) && long.length - stem.length <= 4;
}

export interface DeclineEffect {
  /** Where the request goes: on to the next lawyer, or back to the desk. */
  request: "next" | "triage";
  /** The next lawyer may work remotely. */
  remote?: boolean;
  /** The code names a day, which becomes the lawyer's leave. */
  leave?: boolean;
  /** The code means nothing without a sentence. */
  sentence?: boolean;
  /** The desk hears of it: the code only. */
  desk?: boolean;
}

/** Decline codes and what they do (legal-aid.md). */
export const declineEffects: Record<DeclineCode, DeclineEffect> = {
  conflict: { request: "next", desk: true },
  out_of_scope: { request: "triage", desk: true },
  no_time: { request: "next", leave: true },
  too_far: { request: "next", remote: true },
  eligibility_wrong: { request: "triage", desk: true },
  duplicate: { request: "triage", desk: true },
  other: { request: "next", sentence: true },
};

/** True where the desk is called: enough offers have ended, or an emergency has run without a yes for its minutes. */
export function deskIsCalled(
  urgency: Urgency,
  facts: { endedOffers: number; minutesSinceFirst: number; held: boolean },
  settings: OfferSettings,
): boolean {
  if (facts.held) return false;
  const { deskAfterMinutes, deskAfterOffers } = settings.limits[urgency];
  if (deskAfterMinutes !== null && facts.minutesSinceFirst >= deskAfterMinutes) return true;
  return deskAfterOffers !== null && facts.endedOffers >= deskAfterOffers;
}

/** Hours that steps are estimated at where the desk says nothing. */
const usualHours: Record<StepKind, number> = {
  advice: 2,
  drafting: 4,
  state_aid_application: 3,
  protection_order: 8,
  protection_order_extension: 5,
  criminal_report: 4,
  criminal_representation: 25,
  civil_claim: 20,
  family_matters: 20,
  administrative_matters: 8,
  appeal: 12,
  enforcement: 6,
};

/** The estimate of a request's steps, in hours. */
export function estimateOf(steps: readonly string[]): number {
  const sum = steps.reduce((hours, step) => hours + (usualHours[step as StepKind] ?? 0), 0);
  return sum > 0 ? sum : usualHours.advice;
}
