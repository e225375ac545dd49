import { ownPath } from "#app/forms/redirect.server";
import { homeOf } from "./rules";
import type { SignedIn } from "./session.server";

/** Where somebody wanted to go (`?to=`, own paths only), else the first page of their roles. */
export function whereTo(request: Request, signIn: SignedIn, given?: string): string {
  const to = given ?? new URL(request.url).searchParams.get("to");
  return to ? ownPath(to) : homeOf(signIn.roles);
}
