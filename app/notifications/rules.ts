/** After so many attempts a message has failed, and a person decides. */
export const GIVEN_UP_AFTER = 8;

/** Seconds between an attempt that failed and the next one: a minute, three, nine, … twelve hours; a day in all. */
export function waitSeconds(attempts: number): number {
  return 20 * 3 ** attempts;
}

const words: Record<string, OutcomeWord> = {
  accepted: "accepted",
  sending: "sending",
  no_provider: "no_provider",
  not_by_mail: "not_by_mail",
  no_recipient: "no_recipient",
  handed: "sending",
  unconfirmed: "unconfirmed",
  unanswered: "unconfirmed",
  taken_back: "taken_back",
  rate_limit_exceeded: "too_many",
  EENVELOPE: "refused",
  EMESSAGE: "refused",
  validation_error: "refused",
  EAUTH: "not_let_in",
  missing_api_key: "not_let_in",
  invalid_api_key: "not_let_in",
  ECONNECTION: "unreachable",
  ECONNREFUSED: "unreachable",
  ESOCKET: "unreachable",
  EDNS: "unreachable",
  ETIMEDOUT: "unreachable",
};

/** What became of a message, as the outbox page says it. */
export type OutcomeWord =
  | "accepted"
  | "sending"
  | "no_provider"
  | "not_by_mail"
  | "no_recipient"
  | "unconfirmed"
  | "taken_back"
  | "too_many"
  | "refused"
  | "not_let_in"
  | "unreachable"
  | "provider_error";

/** The word for an outcome; what providers call by names of their own is an error of theirs. */
export function outcomeWord(outcome: string): OutcomeWord {
  return words[outcome] ?? "provider_error";
}
