import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { fileLimits } from "#app/files/file-types";
import { parseId, refused } from "#app/forms/read-form.server";
import { readUpload } from "#app/forms/read-upload.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { courseTitle } from "#app/training/presence/event-words";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { addSheetScan } from "#app/training/sheets/add-sheet-scan.server";
import { sheetsOf } from "#app/training/sheets/queries.server";
import { readPhoto } from "#app/training/sheets/read-photo.server";
import { scansOf } from "#app/training/sheets/scan-queries.server";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Tag } from "#app/ui/surfaces";
import { FileField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({ title: (t) => t("teach.sheets.title") });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sitting = await sittingForRoster(context, parseId(args.params.id));
  return { sitting, sheets: await sheetsOf(context, sitting.id), scans: await scansOf(context, sitting.id) };
}

/** A photo of a page: read while the person waits, a second or two, and shown for confirmation. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const { id: sittingId } = await sittingForRoster(context, parseId(args.params.id));
  const read = await readUpload(args.request, "file", fileLimits.bytes);
  if (!read.ok) return refused({}, read.reason === "too_large" ? "file_too_large" : read.reason, "file");
  const photo = await readPhoto(read.upload.content);
  if (!photo.ok) return refused({}, `sheet_${photo.reason}`, "file");
  const result = await addSheetScan(context, { sittingId, ...photo });
  if (!("scanId" in result)) return refused({}, `sheet_${result.reason}`, "file");
  const notice = result.ok ? undefined : "sheet_already_confirmed";
  return redirectTo(`${paths.teach}/sittings/${sittingId}/scans/${result.scanId}`, notice ? { notice } : {});
}

export default function SheetsPage() {
  const { sitting, sheets, scans } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = useT("words");
  const t = useT("teach");
  const locale = useLocale();
  const format = useFormat();
  const roster = `${paths.teach}/sittings/${sitting.id}`;
  const title = t("roster.title", { position: sitting.position, course: courseTitle(sitting, locale) });
  return (
    <>
      <PageHeader
        title={t("sheets.title")}
        lead={[title, format.span(sitting.startsAt, sitting.endsAt), sitting.place].join(" · ")}
        crumbs={[{ label: title, href: roster }]}
      />
      <Card title={t("sheets.print")}>
        <p className="soft">{t("sheets.printLead")}</p>
        {sheets.length > 0 ? (
          <RowList
            items={sheets.map((sheet) => ({
              key: sheet.id,
              title: t("sheets.sheet", { code: sheet.code }),
              about: [
                format.dateTime(sheet.createdAt),
                t("sheets.people", { count: sheet.people }),
                sheet.confirmed > 0
                  ? t("sheets.confirmed", { confirmed: sheet.confirmed, pages: sheet.pages })
                  : t("sheets.pages", { count: sheet.pages }),
              ].join(" · "),
              end: (
                <LinkButton small tone="quiet" href={`${roster}/sheets/${sheet.id}.pdf`} download>
                  {t("sheets.pdf")}
                </LinkButton>
              ),
            }))}
          />
        ) : (
          <EmptyState title={t("sheets.none")}>{t("sheets.noneText")}</EmptyState>
        )}
        <ActionForm action={`${roster}/sheet`} tone={sheets.length > 0 ? "quiet" : "primary"}>
          {t(sheets.length > 0 ? "sheets.makeAnother" : "sheets.make")}
        </ActionForm>
      </Card>
      {sheets.length > 0 && (
        <Card title={t("sheets.upload")}>
          <Form state={answer && "form" in answer ? answer.form : undefined} upload>
            <FileField
              name="file"
              label={t("sheets.file")}
              hint={t("sheets.fileHint")}
              accept=".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"
            />
            <Button>{t("sheets.read")}</Button>
          </Form>
        </Card>
      )}
      {scans.length > 0 && (
        <Card title={t("sheets.scans")}>
          <RowList
            items={scans.map((scan) => ({
              key: scan.id,
              href: `${roster}/scans/${scan.id}`,
              title: t("sheets.scan", { code: scan.code, page: scan.page }),
              about: format.dateTime(scan.createdAt),
              end: (
                <Tag tone={scan.state === "confirmed" ? "calm" : "warn"}>{words(`sheetScanState.${scan.state}`)}</Tag>
              ),
            }))}
          />
        </Card>
      )}
    </>
  );
}
