import type { Database } from "../client.server";
import type { Role } from "../vocabulary";
import type { InventedName } from "./demo-names";
import type { Dice } from "./demo-random";

/** What every part of the demo works with. */
export interface DemoRun {
  db: Database;
  /** The moment of loading: everything else is dated from it. */
  now: Date;
  random: Dice;
  invent: (gender?: "woman" | "man") => InventedName;
}

export interface DemoMember {
  id: string;
  personId: string;
}

export type DemoStaff = Record<Exclude<Role, "lawyer">, DemoMember> & {
  secondCoordinator: DemoMember;
  institutionId: string;
  referrerId: string;
};

const DAY = 86_400_000;
const dayFormat = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Tirane",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The calendar day in Tirana so many days after an instant (before it, where negative). */
export function dayFrom(instant: Date, days: number): string {
  return dayFormat.format(new Date(instant.getTime() + days * DAY));
}

/** A working day at or after so many days from an instant. */
export function workingDayFrom(instant: Date, days: number): string {
  const day = dayFrom(instant, days);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday === 6 || weekday === 0 ? dayFrom(instant, days + (weekday === 6 ? 2 : 1)) : day;
}

/** The instant so many days (and minutes) before another one. */
export function before(instant: Date, days: number, minutes = 0): Date {
  return new Date(instant.getTime() - days * DAY - minutes * 60_000);
}

/** A refusal of a command in the demo is a mistake of its story. */
export function expectOk(result: { ok: true } | { ok: false; reason: string }): void {
  if (!result.ok) throw new Error(`a step of the demo was refused: ${result.reason}`);
}
