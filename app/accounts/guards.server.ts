import { redirect } from "@remix-run/node";
import type { Anyone, Context, Member } from "#app/context.server";
import { env } from "#app/env.server";
import { redirectTo } from "#app/forms/redirect.server";
import { database } from "#db/client.server";
import type { Role } from "#db/vocabulary";
import { secondFactorDue, stepUpDue } from "./rules";
import { type SignedIn, signedIn } from "./session.server";

interface Args {
  request: Request;
  /** One object for all loaders of a request. */
  context: object;
}

const known = new WeakMap<object, Promise<SignedIn | null>>();

/** Who is signed in; root, layout and page ask for the same request, and one look-up serves them all. */
export async function currentAccount(args: Args): Promise<SignedIn | null> {
  const account = await enteringAccount(args);
  return account && !secondFactorDue(account, env().demo) ? account : null;
}

/** Who is signed in, or has given the password and not yet the second factor. */
export function enteringAccount({ request, context }: Args): Promise<SignedIn | null> {
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

/** On a page that everybody may see: whoever is signed in, else null. */
export async function signedInMember(args: Args): Promise<Context<Member<"professional">> | null> {
  const account = await currentAccount(args);
  if (!account) return null;
  const context = memberContext(account, account.roles);
  return { ...context, actor: { ...context.actor, as: "professional" } };
}

/** A page for whoever is signed in, whatever the role; sends others to the sign-in page and back. */
export async function requireAccount(args: Args): Promise<Context<Member> & { signIn: SignedIn }> {
  const account = await enteringAccount(args);
  if (!account) throw toSignIn(args.request);
  const due = secondFactorDue(account, env().demo);
  if (due === "set_up") throw redirect(secondFactorPages.setUp, { status: 303 });
  if (due === "give") throw redirect(`${secondFactorPages.give}${back(args.request)}`, { status: 303 });
  return memberContext(account, account.roles);
}

export const secondFactorPages = {
  give: "/account/second-factor",
  setUp: "/account/second-factor/new",
  confirm: "/account/confirm",
} as const;

/** The pages on which a second factor is given: the password is enough to come here, and no role counts yet. */
export async function requireEntering(args: Args): Promise<Context<Member> & { signIn: SignedIn }> {
  const account = await enteringAccount(args);
  if (!account) throw toSignIn(args.request);
  return memberContext(account, []);
}

/**
 * The pages on which a second factor is set up or taken away: whoever has one gives it first, within five minutes.
 * Otherwise a stolen password would bring its own.
 */
export async function requireFactorSetUp(args: Args): Promise<Context<Member> & { signIn: SignedIn }> {
  const context = await requireEntering(args);
  const { signIn } = context;
  if (signIn.hasSecondFactor && !signIn.secondFactorAt) throw redirect(secondFactorPages.give, { status: 303 });
  if (signIn.hasSecondFactor) await requireStepUp(args, "/account");
  return context;
}

/**
 * For exports, break-glass and roles: the second factor within the last five minutes, else the page that asks for it
 * and leads back. What was typed into a form is typed again.
 */
export async function requireStepUp(args: Args, backTo?: string): Promise<void> {
  const account = await enteringAccount(args);
  if (!account) throw toSignIn(args.request);
  if (!stepUpDue(account, new Date(), env().demo)) return;
  const { pathname, search } = new URL(args.request.url);
  const to = encodeURIComponent(backTo ?? pathname + search);
  const asksAgain = args.request.method !== "GET";
  throw await redirectTo(`${secondFactorPages.confirm}?to=${to}`, asksAgain ? { notice: "confirm_first" } : {});
}

/** A page for one role (or one of several: the first that the account has): 403 for everybody else who is signed in. */
export async function requireRole<R extends Role>(args: Args, ...allowed: [R, ...R[]]): Promise<Context<Member<R>>> {
  const { actor, db, now, inside } = await requireAccount(args);
  const as = allowed.find((role) => actor.roles.includes(role));
  if (!as) throw new Response(null, { status: 403, statusText: "Forbidden" });
  // The narrowed roles: a command called as coordinator does not act as the lawyer that the same person is, too.
  return { actor: { ...actor, roles: [as], as }, db, now, inside };
}

function memberContext(account: SignedIn, roles: readonly Role[]): Context<Member> & { signIn: SignedIn } {
  const { accountId, personId } = account;
  const as = roles[0] ?? "professional";
  return {
    actor: { kind: "account", accountId, personId, roles, as },
    db: database(),
    now: new Date(),
    inside: false,
    signIn: account,
  };
}

function toSignIn(request: Request): Response {
  return redirect(`/sign-in${back(request)}`, { status: 303 });
}

function back(request: Request): string {
  const { pathname } = new URL(request.url);
  return request.method === "GET" ? `?to=${encodeURIComponent(pathname)}` : "";
}
