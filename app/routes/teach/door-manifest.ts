import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { paths } from "#app/paths";
import { eventAtDoor } from "#app/training/presence/door-queries.server";
import { courseTitle } from "#app/training/presence/event-words";

/** What lets the door of an event be put on a device's home screen. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const event = await eventAtDoor(context, parseId(args.params.id));
  const t = translator(localeOf(args.request));
  const here = paths.door(event.id);
  return json(
    {
      id: here,
      name: t("teach.door.title", { course: courseTitle(event, t.locale) }),
      short_name: t("teach.door.short"),
      lang: t.locale,
      start_url: here,
      scope: here,
      display: "standalone",
      background_color: "#fbf8f2",
      theme_color: "#8c1a2b",
      icons: [{ src: "/favicon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
    },
    { headers: { "Content-Type": "application/manifest+json" } },
  );
}
