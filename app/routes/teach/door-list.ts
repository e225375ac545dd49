import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { eventAtDoor, sealedList } from "#app/training/presence/door-queries.server";

/** What a door takes along: the sealed list, the key it seals to, and our clock. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const event = await eventAtDoor(context, parseId(args.params.id));
  return json({ now: context.now.getTime(), ...(await sealedList(context, event)) });
}
