import { guardedRoles, type Role, roles } from "#db/vocabulary";
import { commonPasswords } from "./common-passwords";

/** The address of the first administrator until they say who they are; nobody can have it (RFC 2606). */
export const nobodyYet = "administrator@localhost.invalid";

/** The first page of each role, in the order in which it is chosen for somebody with several. */
const homes: [Role, string][] = [
  ["coordinator", "/desk"],
  ["training_manager", "/manage"],
  ["lawyer", "/lawyer"],
  ["trainer", "/teach"],
  ["administrator", "/admin"],
  ["manager", "/reports"],
  ["dpo", "/audit"],
  ["auditor", "/audit"],
  ["referrer", "/partner"],
  ["institution_contact", "/partner/nominations"],
  ["professional", "/learn"],
];

/** The page where somebody begins after signing in. */
export function homeOf(own: readonly Role[]): string {
  return homes.find(([role]) => own.includes(role))?.[1] ?? "/account";
}

const words = ["password", "fjalekalim", "123456", "qwerty", "perkrah", "shqiperi", "tirana", "letmein", "admin"];
/** The longest first: what is left of one must not look like something of one's own. */
const blocked = [...commonPasswords, ...words].toSorted((a, b) => b.length - a.length);

/**
 * Why a password is refused, or null. At least 15 characters without second factor, 12 with one; no composition rules
 * (NIST SP 800-63B); not built from what everybody tries or leaks held often, nor from the own mail address.
 */
export function passwordRefusal(password: string, email: string, secondFactor = false): string | null {
  const needed = secondFactor ? 12 : 15;
  if ([...password].length < needed) return `too_short|min=${needed}`;
  const lower = password.toLowerCase();
  const own = email.split("@")[0]?.toLowerCase() ?? "";
  const rest = [...blocked, own].reduce((left, word) => left.replaceAll(word, ""), lower);
  if (rest.replace(/[\d\s\W_]/g, "").length < 4 || new Set(lower).size < 5) return "password_common";
  return null;
}

/** What is known of a sign-in's second factor. */
export interface FactorState {
  roles: readonly Role[];
  /** Whether the account has one set up. */
  hasSecondFactor: boolean;
  /** When it was last given in this sign-in. */
  secondFactorAt: Date | null;
}

/** Whether somebody with these roles needs a second factor: every role but the trainee's, except in the demo. */
export function needsSecondFactor(own: readonly Role[], demo: boolean): boolean {
  return !demo && own.some((role) => guardedRoles.includes(role));
}

/** What is missing before anything else: to give the second factor, to set one up, or nothing (null). */
export function secondFactorDue(signIn: FactorState, demo: boolean): "give" | "set_up" | null {
  if (signIn.secondFactorAt) return null;
  if (signIn.hasSecondFactor) return "give";
  return needsSecondFactor(signIn.roles, demo) ? "set_up" : null;
}

const STEP_UP_MINUTES = 5;

/** True where the second factor has to be given again: it is older than 5 minutes (protection.md, Accounts). */
export function stepUpDue(signIn: FactorState, now: Date, demo: boolean): boolean {
  if (!signIn.hasSecondFactor && !needsSecondFactor(signIn.roles, demo)) return false;
  return !signIn.secondFactorAt || now.getTime() - signIn.secondFactorAt.getTime() > STEP_UP_MINUTES * 60_000;
}

/** True where the password is asked for in place of the second factor that somebody does not have. */
export function passwordDue({ hasSecondFactor }: Pick<FactorState, "hasSecondFactor">, demo: boolean): boolean {
  return !hasSecondFactor && !demo;
}

/** Roles that an administrator can give. */
export const grantableRoles: readonly Role[] = roles;

/** Six digits come from the app; anything else is taken for a recovery code. */
export function isAppCode(typed: string): boolean {
  return /^\d{6}$/.test(typed);
}

/** A claim or recovery code as it is hashed: capitals and digits only, however it was typed. */
export function canonicalCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/**
 * How many passwords one of several processes hashes at once, and how many it lets wait: two and sixty in all, but one and
 * one at least, so that above two processes as many are hashed at once as there are processes.
 */
export function hashingShare(processes: number): { atOnce: number; waiting: number } {
  return { atOnce: Math.max(1, Math.floor(2 / processes)), waiting: Math.max(1, Math.floor(60 / processes)) };
}
