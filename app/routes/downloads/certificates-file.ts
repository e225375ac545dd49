import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";
import { certificatesOfEvent } from "#app/training/certificates/queries.server";

/** Who of an event has earned the certificate, and the number and state of each that was issued. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const eventId = parseId(args.params.id);
  const locale = localeOf(args.request);
  const { rows } = await certificatesOfEvent(context, eventId);
  await noteListExport(context, { list: "certificates", subjectId: eventId, rows: rows.length });
  const t = translator(locale, "manage");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-certificates-${eventId.slice(-6)}`, [
    [
      t("people.name"),
      t("people.institution"),
      t("file.minutes"),
      t("file.attended"),
      t("file.earned"),
      t("file.number"),
      t("events.state"),
      t("file.reason"),
    ],
    ...rows.map(({ name, institution, presence, earned, certificate }) => [
      name,
      institution,
      presence.attendedMinutes,
      presence.percent,
      t(earned ? "file.yes" : "file.no"),
      certificate?.number ?? null,
      certificate ? words(`certificateState.${certificate.state}`) : null,
      certificate?.endReason ?? null,
    ]),
  ]);
}
