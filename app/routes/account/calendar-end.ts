import type { ActionFunctionArgs } from "@remix-run/node";
import { requireAccount } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { endCalendarAddress } from "#app/training/calendar/end-calendar-address.server";
import { calendarFeedKinds } from "#db/vocabulary";

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const kind = calendarFeedKinds.find((known) => known === args.params.kind);
  if (!kind) throw notFound();
  await endCalendarAddress(context, { kind });
  return redirectTo(paths.calendars, { notice: "calendar_ended" });
}
