import { beginSignIn } from "#app/accounts/session.server";
import type { Role } from "#db/vocabulary";

/** What a loader or action gets: a request, of a signed-in account where one is given, and parameters. */
export async function routeArgs(
  path: string,
  {
    account,
    params = {},
    form,
    withoutSecondFactor = false,
    secondFactorAt = withoutSecondFactor ? null : new Date(),
    clientAddress = "10.0.0.1",
  }: {
    account?: { id: string; roles: readonly Role[] };
    params?: Record<string, string>;
    /** A field with several values repeats its name. */
    form?: Record<string, string | string[]>;
    /** Signed in with the password only. */
    withoutSecondFactor?: boolean;
    /** When the second factor was given. */
    secondFactorAt?: Date | null;
    clientAddress?: string;
  } = {},
) {
  const headers = new Headers();
  if (account) {
    const cookie = await beginSignIn(account, null, new Date(), secondFactorAt);
    headers.set("Cookie", cookie.split(";")[0] ?? "");
  }
  const request = new Request(`http://localhost:3000${path}`, {
    headers,
    ...(form && { method: "POST", body: new URLSearchParams(pairsOf(form)) }),
  });
  return { request, params, context: { nonce: "", requestId: "test", clientAddress }, url: undefined };
}

/** The status that a loader or action answers or throws with; 200 for plain data. */
export async function statusOf(answer: Promise<unknown>): Promise<number> {
  const given = await answer.catch((thrown: unknown) => thrown);
  if (given instanceof Response) return given.status;
  if (given instanceof Error) throw given;
  const init = (given as { init?: { status?: number } } | null)?.init;
  return init?.status ?? 200;
}

function pairsOf(form: Record<string, string | string[]>): [string, string][] {
  return Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
}
