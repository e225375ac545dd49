import type { RequestState } from "#db/vocabulary";

/**
 * Why a service cannot be logged, or null: it was given on a day that has been, not before the request came, and while
 * the desk works on it. Days are calendar dates in Tirana.
 */
export function serviceRefusal(
  service: { givenOn: string },
  request: { state: RequestState; receivedOn: string },
  today: string,
): "date_past" | "before_request" | "wrong_state" | null {
  if (request.state === "received" || request.state === "merged" || request.state === "withdrawn") return "wrong_state";
  if (service.givenOn > today) return "date_past";
  return service.givenOn < request.receivedOn ? "before_request" : null;
}
