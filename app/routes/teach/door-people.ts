import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { peopleAtDoor } from "#app/training/presence/door-queries.server";

/** People by name, with a network and where the event allows it; the device keeps none of it. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const wanted = new URL(args.request.url).searchParams.get("q") ?? "";
  return json({ people: await peopleAtDoor(context, parseId(args.params.id), wanted) });
}
