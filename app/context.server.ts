import { sql } from "drizzle-orm";
import { sealChain } from "#app/audit/chain.server";
import { type Database, database, type Transaction } from "#db/client.server";
import type { Role } from "#db/vocabulary";

/** Nobody in particular: public pages. */
export interface Anyone {
  kind: "anyone";
}
/** Somebody who asked for help and came back with a receipt. */
export interface ReceiptHolder {
  kind: "receipt";
  requestId: string;
}
/** Somebody on the way through the questions; the hash of the cookie's token names the draft. */
export interface Drafting {
  kind: "drafting";
  draftHash: Buffer;
}
/** Somebody with the link of their own enrolment, which came by mail: no account is needed. */
export interface EnrolmentHolder {
  kind: "enrolment";
  enrolmentId: string;
}
/** The program itself: jobs and operations. */
export interface System {
  kind: "system";
}
/** Somebody signed in; `R` is the role that the guard has checked. */
export interface Member<R extends Role = Role> {
  kind: "account";
  accountId: string;
  personId: string;
  roles: readonly Role[];
  as: R;
}
export type Actor = Anyone | ReceiptHolder | Drafting | EnrolmentHolder | System | Member;

export type Coordinator = Member<"coordinator">;
export type Lawyer = Member<"lawyer">;
export type Trainer = Member<"trainer">;
export type TrainingManager = Member<"training_manager">;
export type Professional = Member<"professional">;
export type InstitutionContact = Member<"institution_contact">;
export type Referrer = Member<"referrer">;
export type Manager = Member<"manager">;
export type DataProtectionOfficer = Member<"dpo">;
export type Auditor = Member<"auditor">;
export type Administrator = Member<"administrator">;

/** Who acts, on what, and when: the first argument of every command and query. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  db: Database | Transaction;
  now: Date;
  /** True inside `inTransaction`, where row-level security knows the actor. */
  inside: boolean;
}

/** A context outside any request: jobs, operations, seeds, tests. `now` makes the clock an argument. */
export function contextFor<A extends Actor>(actor: A, now = new Date(), db: Database = database()): Context<A> {
  return { actor, db, now, inside: false };
}

/** The same request, seen as somebody else (a fresh receipt holder, the system). */
export function as<A extends Actor>(context: Context, actor: A): Context<A> {
  return { ...context, actor, inside: false };
}

/**
 * Runs `work` in one transaction in which row-level security knows the actor; joins the one that is open.
 * Tables with D3–D5 answer with nothing outside of it.
 */
export async function inTransaction<A extends Actor, T>(
  context: Context<A>,
  work: (context: Context<A>) => Promise<T>,
): Promise<T> {
  if (context.inside) return work(context);
  // After `as`, the open transaction goes on under the other actor and is given back afterwards.
  if (!("$client" in context.db)) return changeActor(context.db, context, work);
  return (context.db as Database).transaction(async (transaction) => {
    await introduce(transaction, context.actor);
    const result = await work({ ...context, db: transaction, inside: true });
    await sealChain(transaction);
    return result;
  });
}

async function changeActor<A extends Actor, T>(
  transaction: Transaction,
  context: Context<A>,
  work: (context: Context<A>) => Promise<T>,
): Promise<T> {
  const before = await transaction.execute<{
    kind: string;
    id: string;
    roles: string;
    request: string;
    draft: string;
  }>(sql`
    select current_setting('perkrah.actor_kind', true) as kind, current_setting('perkrah.actor_id', true) as id,
      current_setting('perkrah.roles', true) as roles, current_setting('perkrah.request_id', true) as request,
      current_setting('perkrah.draft', true) as draft`);
  await introduce(transaction, context.actor);
  const result = await work({ ...context, inside: true });
  const [was] = before;
  if (was) await announce(transaction, was.kind, was.id, was.roles, was.request, was.draft);
  return result;
}

async function introduce(transaction: Transaction, actor: Actor): Promise<void> {
  const accountId = actor.kind === "account" ? actor.accountId : "";
  const roles = actor.kind === "account" ? actor.roles.join(",") : "";
  const requestId = actor.kind === "receipt" ? actor.requestId : "";
  const draft = actor.kind === "drafting" ? actor.draftHash.toString("hex") : "";
  await announce(transaction, actor.kind, accountId, roles, requestId, draft);
}

async function announce(
  transaction: Transaction,
  kind: string,
  accountId: string,
  roles: string,
  requestId: string,
  draft: string,
): Promise<void> {
  await transaction.execute(sql`
    select set_config('perkrah.begun', extract(epoch from transaction_timestamp())::text, true),
      set_config('perkrah.actor_kind', ${kind}, true), set_config('perkrah.actor_id', ${accountId}, true),
      set_config('perkrah.roles', ${roles}, true), set_config('perkrah.request_id', ${requestId}, true),
      set_config('perkrah.draft', ${draft}, true)`);
}

/** The answer to an unknown id and to somebody else's: the same 404. */
export function notFound(): Response {
  return new Response(null, { status: 404, statusText: "Not Found" });
}
