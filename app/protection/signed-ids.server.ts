import { createHmac, timingSafeEqual } from "node:crypto";
import { keyProvider } from "./key-provider.server";

const ID_BYTES = 16;
const PROOF_BYTES = 24;

/**
 * An id with a proof that only this installation can make, for one purpose: what a mail carries as a link, and nobody
 * stores.
 */
export function signedId(purpose: string, id: string): string {
  return Buffer.concat([Buffer.from(id.replaceAll("-", ""), "hex"), proofOf(purpose, id)]).toString("base64url");
}

/** The id that a token proves, or null where it proves nothing. */
export function idOfToken(purpose: string, token: string): string | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== ID_BYTES + PROOF_BYTES || bytes.toString("base64url") !== token) return null;
  const hex = bytes.subarray(0, ID_BYTES).toString("hex");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return timingSafeEqual(bytes.subarray(ID_BYTES), proofOf(purpose, id)) ? id : null;
}

function proofOf(purpose: string, id: string): Buffer {
  return createHmac("sha256", keyProvider().derive(purpose)).update(id).digest().subarray(0, PROOF_BYTES);
}
