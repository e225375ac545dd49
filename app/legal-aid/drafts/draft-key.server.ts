import { hkdfSync } from "node:crypto";
import type { Drafting } from "#app/context.server";
import { tokenHash } from "#app/protection/lookup.server";
import type { SealedPlace } from "#app/protection/sealing.server";

/** Whoever holds the cookie's token can find and open the draft; the database alone cannot. */
export function draftingWith(token: string): Drafting {
  return { kind: "drafting", draftHash: tokenHash(token) };
}

export function draftKey(token: string): Buffer {
  return Buffer.from(hkdfSync("sha256", token, "", "perkrah|draft", 32));
}

export function draftPlace(token: string): SealedPlace {
  const row = tokenHash(token).toString("hex");
  return { table: "request_drafts", column: "answers", row, subject: row };
}
