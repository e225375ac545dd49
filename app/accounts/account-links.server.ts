import { createHmac } from "node:crypto";
import { keyProvider } from "#app/protection/key-provider.server";

/**
 * The token of a one-time link. It follows from the link's id and the key of this installation, so that the outbox can
 * write it into the mail at sending without anybody storing it.
 */
export function accountLinkToken(linkId: string): string {
  const mac = createHmac("sha256", keyProvider().derive("account-link")).update(linkId).digest();
  return Buffer.concat([Buffer.from(linkId.replaceAll("-", ""), "hex"), mac.subarray(0, 24)]).toString("base64url");
}

/** The path of the page where a link is used. */
export function accountLinkPath(linkId: string): string {
  return `/account/link/${accountLinkToken(linkId)}`;
}

/** The path of the page where a new mail address is confirmed. */
export function emailChangePath(linkId: string): string {
  return `/account/email/${accountLinkToken(linkId)}`;
}
