import { redirect } from "@remix-run/node";
import type { Anyone, Context, Member } from "#app/context.server";
import { database } from "#db/client.server";
import type { Role } from "#db/vocabulary";
import { type SignedIn, signedIn } from "./session.server";

interface Args {
  request: Request;
  /** One object for all loaders of a request. */
  context: object;
}

const known = new WeakMap<object, Promise<SignedIn | null>>();

/** Who is signed in; root, layout and page ask for the same request, and one look-up serves them all. */
export function currentAccount({ request, context }: Args): Promise<SignedIn | null> {
  const found = known.get(context);
  if (found) return found;
  const asked = signedIn(request);
  known.set(context, asked);
  return asked;
}

/** A page that everybody may see. */
export function anyone(_args: Args): Context<Anyone> {
  return { actor: { kind: "anyone" }, db: database(), now: new Date(), inside: false };
}

/** A page for whoever is signed in, whatever the role; sends others to the sign-in page and back. */
export async function requireAccount(args: Args): Promise<Context<Member> & { signIn: SignedIn }> {
  const account = await currentAccount(args);
  if (!account) throw toSignIn(args.request);
  const { accountId, personId, roles } = account;
  const as = roles[0] ?? "professional";
  return {
    actor: { kind: "account", accountId, personId, roles, as },
    db: database(),
    now: new Date(),
    inside: false,
    signIn: account,
  };
}

/** A page for one role (or one of several: the first that the account has): 403 for everybody else who is signed in. */
export async function requireRole<R extends Role>(args: Args, ...allowed: [R, ...R[]]): Promise<Context<Member<R>>> {
  const { actor, db, now, inside } = await requireAccount(args);
  const as = allowed.find((role) => actor.roles.includes(role));
  if (!as) throw new Response(null, { status: 403, statusText: "Forbidden" });
  // The narrowed roles: a command called as coordinator does not act as the lawyer that the same person is, too.
  return { actor: { ...actor, roles: [as], as }, db, now, inside };
}

function toSignIn(request: Request): Response {
  const url = new URL(request.url);
  const back = request.method === "GET" ? `?to=${encodeURIComponent(url.pathname)}` : "";
  return redirect(`/sign-in${back}`, { status: 303 });
}
