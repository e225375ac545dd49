import { type ActionFunctionArgs, json } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { scansForm } from "#app/training/presence/forms";
import { mergeScans } from "#app/training/presence/merge-scans.server";

/** What a door sends when it has a network; answered with what became of every scan and our clock. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const eventId = parseId(args.params.id);
  const sent = scansForm.safeParse(await args.request.json().catch(() => null));
  if (!sent.success) return json({ refused: "unreadable" }, { status: 400 });
  const answers = await mergeScans(context, eventId, sent.data);
  return json({ now: context.now.getTime(), answers });
}
