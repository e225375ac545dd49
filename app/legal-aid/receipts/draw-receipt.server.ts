import { randomInt } from "node:crypto";
import { hashSecret } from "#app/accounts/passwords.server";
import { newCode } from "#app/protection/lookup.server";

export interface NewReceipt {
  locator: string;
  /** 16 digits; shown once, kept as Argon2id only. */
  secret: string;
  secretHash: string;
}

/** Draws a receipt. Costs an Argon2id hash: call it before the transaction opens. Throws the 503 where too many wait. */
export async function drawReceipt(): Promise<NewReceipt> {
  const secret = Array.from({ length: 4 }, () => String(randomInt(10_000)).padStart(4, "0")).join("");
  return { locator: newCode(6), secret, secretHash: await hashSecret(secret) };
}
