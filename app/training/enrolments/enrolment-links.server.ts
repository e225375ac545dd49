import { paths } from "#app/paths";
import { idOfToken, signedId } from "#app/protection/signed-ids.server";

const purpose = "enrolment-link";

/** The page of somebody's own enrolment, for a mail to that person: whoever has the link needs no account. */
export function enrolmentPath(enrolmentId: string): string {
  return paths.enrolment(signedId(purpose, enrolmentId));
}

/** The enrolment that a link is of, or null where it is none of ours. */
export function enrolmentOfLink(token: string): string | null {
  return idOfToken(purpose, token);
}
