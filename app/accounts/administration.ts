import type { AccountState, Role } from "#db/vocabulary";

/** Roles that an administrator gives; a lawyer's comes with the second approval. */
export const rolesToGive: readonly Role[] = [
  "professional",
  "coordinator",
  "trainer",
  "training_manager",
  "institution_contact",
  "referrer",
  "manager",
  "dpo",
  "auditor",
  "administrator",
];

export type RoleRefusal = "own_account" | "role_not_given" | "account_closed";

/** Why a role cannot be given or taken, or null: nobody changes their own, and a lawyer's comes from the network. */
export function roleRefusal(
  account: { id: string; state: AccountState },
  role: Role,
  administratorId: string,
): RoleRefusal | null {
  if (account.id === administratorId) return "own_account";
  if (account.state === "closed") return "account_closed";
  return rolesToGive.includes(role) ? null : "role_not_given";
}

/** Why an account cannot be suspended, or null. */
export function suspensionRefusal(
  account: { id: string; state: AccountState },
  administratorId: string,
): "own_account" | "wrong_state" | null {
  if (account.id === administratorId) return "own_account";
  return account.state === "active" || account.state === "invited" ? null : "wrong_state";
}
