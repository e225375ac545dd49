import { signedId } from "#app/protection/signed-ids.server";

/**
 * The token of a one-time link. It follows from the link's id and the key of this installation, so that the outbox can
 * write it into the mail at sending without anybody storing it.
 */
export function accountLinkToken(linkId: string): string {
  return signedId("account-link", linkId);
}

/** The path of the page where a link is used. */
export function accountLinkPath(linkId: string): string {
  return `/account/link/${accountLinkToken(linkId)}`;
}

/** The path of the page where a new mail address is confirmed. */
export function emailChangePath(linkId: string): string {
  return `/account/email/${accountLinkToken(linkId)}`;
}
