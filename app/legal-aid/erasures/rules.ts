import { type ErasureHold, type ErasureRefusal, erasureRefusals, type RequestState } from "#db/vocabulary";
import { isOpen } from "../aid-requests/rules";

export interface RequestStanding {
  state: RequestState;
  openCases: number;
  /** Deadlines of its cases that are open and not yet due. */
  runningDeadlines: number;
}

/** What stands against erasing a request now: it is open, somebody works on it, or a limit of the law runs. */
export function requestHolds({ state, openCases, runningDeadlines }: RequestStanding): ErasureHold[] {
  const holds: ErasureHold[] = [];
  if (isOpen(state)) holds.push("request_open");
  if (openCases > 0) holds.push("case_open");
  if (runningDeadlines > 0) holds.push("deadline_running");
  return holds;
}

export interface PersonStanding {
  openCases: number;
  /** Offers that wait for an answer or are held. */
  openOffers: number;
  lastAdministrator: boolean;
  /** Seats, applications and places in a queue in events that have not been held. */
  comingEvents: number;
}

/** What stands against erasing somebody known by name: work, or a seat, that others count on. */
export function personHolds({ openCases, openOffers, lastAdministrator, comingEvents }: PersonStanding): ErasureHold[] {
  const holds: ErasureHold[] = [];
  if (openCases + openOffers > 0) holds.push("open_work");
  if (lastAdministrator) holds.push("last_administrator");
  if (comingEvents > 0) holds.push("coming_event");
  return holds;
}

/** The reason of a refusal, where a decision's code is one. */
export function refusalOf(reason: string | null): ErasureRefusal | null {
  return erasureRefusals.find((known) => known === reason) ?? null;
}
