import { createHmac } from "node:crypto";
import { canonicalCode } from "./rules";

/** A recovery code as it is kept: a hash under the account's data key, worth nothing to whoever has the database. */
export function recoveryCodeHash(key: Buffer, typed: string): Buffer {
  return createHmac("sha256", key)
    .update(`recovery|${canonicalCode(typed)}`)
    .digest();
}
