import { fold } from "#app/i18n/fold";
import type { AgeBand, ContactChannel, RequestState, Urgency } from "#db/vocabulary";

const open = [
  "received",
  "in_triage",
  "primary_only",
  "matching",
  "offered",
  "assigned",
  "state_secondary",
  "referred",
] as const;
/** States in which somebody still waits for something. */
export const openStates: readonly RequestState[] = open;

/** The table of allowed moves; an open request can be withdrawn from anywhere. */
const onward: Record<RequestState, readonly RequestState[]> = {
  received: ["in_triage"],
  in_triage: ["primary_only", "matching", "state_secondary", "referred", "declined", "merged"],
  matching: ["offered", "in_triage"],
  offered: ["assigned", "matching", "in_triage"],
  assigned: ["closed", "matching"],
  state_secondary: ["matching", "closed"],
  primary_only: ["closed"],
  referred: ["closed"],
  closed: ["in_triage"],
  declined: ["in_triage"],
  merged: [],
  withdrawn: [],
};

/** True where a request may go from one state to the other. */
export function mayMove(from: RequestState, to: RequestState): boolean {
  return onward[from].includes(to) || (to === "withdrawn" && isOpen(from));
}

export function isOpen(state: RequestState): boolean {
  return openStates.includes(state);
}

/** Until somebody has accepted, the desk sees identity on opening; afterwards with a reason, at the end not at all. */
export function deskSight(state: RequestState): "at_once" | "with_reason" | "closed" {
  if (!isOpen(state)) return "closed";
  return state === "assigned" ? "with_reason" : "at_once";
}

/** Until a lawyer is found somebody hears news at every change and every few days; afterwards at changes only. */
export const lawyerSought: readonly RequestState[] = ["received", "in_triage", "matching", "offered"];

export const courtDates = ["within_48_hours", "within_7_days", "later", "none", "unknown"] as const;
export type CourtDate = (typeof courtDates)[number];

export interface Signals {
  dangerNow: boolean;
  courtDate: CourtDate | null;
  /** A protection order is needed, or one that exists is broken or ends. */
  protectionOrder: boolean;
  /** The day of the hearing or limit, "YYYY-MM-DD". */
  nextDateOn: string | null;
  adviceOnly?: boolean;
}

/** The class of urgency that signals ask for; `today` is a calendar date in Tirana (setting `urgent_within_days`). */
export function urgencyOf(signals: Signals, today: string, urgentWithinDays: number): Urgency {
  const days = signals.nextDateOn === null ? null : daysBetween(today, signals.nextDateOn);
  if (signals.dangerNow || signals.courtDate === "within_48_hours" || (days !== null && days >= 0 && days <= 2))
    return "emergency";
  if (
    signals.protectionOrder ||
    signals.courtDate === "within_7_days" ||
    (days !== null && days >= 0 && days <= urgentWithinDays)
  )
    return "urgent";
  return signals.adviceOnly ? "advice" : "standard";
}

/** Whole days from one calendar date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** How a request is told that something changed: mail, a call by the desk, or nothing but the page behind the receipt. */
export function newsWay(channel: ContactChannel): "mail" | "call" | "page" {
  if (channel === "email") return "mail";
  return channel === "phone" || channel === "trusted_person" ? "call" : "page";
}

/** What the person reads: neutral words, one per thing that matters to her. */
export type PersonState = "received" | "looking" | "lawyer_sought" | "lawyer_found" | "state_aid" | "advice" | "ended";
export function personState(state: RequestState): PersonState {
  if (state === "received") return "received";
  if (state === "in_triage") return "looking";
  if (state === "matching" || state === "offered") return "lawyer_sought";
  if (state === "assigned") return "lawyer_found";
  if (state === "state_secondary") return "state_aid";
  if (state === "primary_only" || state === "referred") return "advice";
  return "ended";
}

/** One canonical form per phone number: Albanian numbers with 355, without plus and leading zeros. */
export function canonicalPhone(typed: string): string {
  const digits = typed.replace(/\D/g, "");
  if (typed.trim().startsWith("+")) return digits;
  if (digits.startsWith("00")) return digits.slice(2);
  if (digits.startsWith("355") && digits.length >= 11) return digits;
  return `355${digits.replace(/^0+/, "")}`;
}

export function canonicalEmail(typed: string): string {
  return typed.trim().toLowerCase();
}

/** The parts of a name as they are looked up: folded, without initials. */
export function nameParts(name: string): string[] {
  return [
    ...new Set(
      fold(name)
        .split(/[^\p{Letter}\p{Number}]+/u)
        .filter((part) => part.length > 1),
    ),
  ].sort();
}

/** True where both names can be one person's: the parts of the shorter one, at least two, all occur in the other. */
export function mayBeSamePerson(a: string, b: string): boolean {
  const [shorter, longer] = [nameParts(a), nameParts(b)].sort((one, other) => one.length - other.length);
  if (!shorter || !longer || shorter.length < 2) return false;
  return shorter.every((part) => longer.includes(part));
}

/** The age band of somebody born in `birthYear`, seen in `year`; the birthday is not known, so the younger age counts. */
export function ageBandOf(birthYear: number, year: number): AgeBand | null {
  const age = year - birthYear - 1;
  if (age < -1 || age > 120) return null;
  if (age < 14) return "under_14";
  if (age < 18) return "14_17";
  if (age <= 21) return "18_21";
  if (age <= 30) return "22_30";
  if (age <= 45) return "31_45";
  return age <= 60 ? "46_60" : "over_60";
}

/** Reasons with which the desk opens what is not open at once. */
export const deskReasons = ["triage", "safety", "contact", "matching", "correction", "complaint", "follow_up"] as const;

/** Disclosures that can be allowed and taken back one by one; the consent to work on it ends with a withdrawal. */
export const changeableConsents = ["conflict_check", "share_with_lawyer"] as const;

/** Channels through which somebody without a receipt hears anything at all. */
export const reachableChannels = ["phone", "email", "trusted_person"] as const;
