import { type Role, roles } from "#db/vocabulary";

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
  ["institution_contact", "/partner"],
  ["professional", "/learn"],
];

/** The page where somebody begins after signing in. */
export function homeOf(own: readonly Role[]): string {
  return homes.find(([role]) => own.includes(role))?.[1] ?? "/account";
}

const blocked = ["password", "fjalekalim", "123456", "qwerty", "perkrah", "shqiperi", "tirana", "letmein", "admin"];

/**
 * Why a password is refused, or null. At least 15 characters without second factor, 12 with one; no composition rules
 * (NIST SP 800-63B); not built from a word that everybody tries, nor from the own mail address.
 */
export function passwordRefusal(password: string, email: string, secondFactor = false): string | null {
  const needed = secondFactor ? 12 : 15;
  if ([...password].length < needed) return `too_short|min=${needed}`;
  const lower = password.toLowerCase();
  const rest = blocked.reduce(
    (left, word) => left.replaceAll(word, ""),
    lower.replaceAll(email.split("@")[0] ?? "", ""),
  );
  if (rest.replace(/[\d\s\W_]/g, "").length < 4 || new Set(lower).size < 5) return "password_common";
  return null;
}

/** Roles that an administrator can give. */
export const grantableRoles: readonly Role[] = roles;

/** A claim code as it is hashed: capitals and digits only, however it was typed. */
export function canonicalClaimCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
