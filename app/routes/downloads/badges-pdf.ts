import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { pdfAnswer } from "#app/files/attachment.server";
import { parseId, parsePage } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { renderBadges } from "#app/training/presence/badges-pdf.server";
import { printBadges } from "#app/training/presence/print-badges.server";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const part = parsePage(new URL(args.request.url).searchParams.get("part"));
  const { slug, ...sheets } = await printBadges(context, { eventId, part });
  if (sheets.badges.length === 0) return redirectTo(`${paths.event(eventId)}/roster`, { notice: "badges_none" });
  return pdfAnswer(`karta-${slug}-${part}.pdf`, await renderBadges(sheets));
}
