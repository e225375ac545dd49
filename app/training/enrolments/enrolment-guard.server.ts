import { anyone, requireAccount } from "#app/accounts/guards.server";
import { type Context, notFound } from "#app/context.server";
import { parseId } from "#app/forms/read-form.server";
import { paths } from "#app/paths";
import { enrolmentOfLink } from "./enrolment-links.server";
import type { Enrolled } from "./own-enrolment.server";

interface Args {
  request: Request;
  context: object;
  params: Record<string, string | undefined>;
}

/**
 * The pages of one's own place, which stand at two addresses: behind the link of a mail (`:token`), and among the own
 * trainings of whoever is signed in (`:id`). Throws the 404 for a link that is none of ours.
 */
export async function requireEnrolment(args: Args): Promise<Context<Enrolled> & { enrolmentId: string; page: string }> {
  const { token } = args.params;
  if (token !== undefined) {
    const enrolmentId = enrolmentOfLink(token);
    if (!enrolmentId) throw notFound();
    return {
      ...anyone(args),
      actor: { kind: "enrolment", enrolmentId },
      enrolmentId,
      page: paths.enrolment(token),
    };
  }
  const { actor, db, now, inside } = await requireAccount(args);
  const enrolmentId = parseId(args.params.id);
  // Whoever holds or manages the event as well acts on the own place only here.
  return {
    actor: { ...actor, as: "professional" },
    db,
    now,
    inside,
    enrolmentId,
    page: paths.ownEnrolment(enrolmentId),
  };
}
