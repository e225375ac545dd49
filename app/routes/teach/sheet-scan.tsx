import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { confirmSheetScan } from "#app/training/sheets/confirm-sheet-scan.server";
import { confirmedRows } from "#app/training/sheets/forms";
import { rowsToConfirm, sheetScan } from "#app/training/sheets/scan-queries.server";
import { ScanRows } from "#app/training/sheets/scan-rows";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Tag } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { scan }) => t("teach.scan.title", { code: scan.code, page: scan.page }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const found = await sheetScan(context, { sittingId: parseId(args.params.id), scanId: parseId(args.params.scanId) });
  const { id, code, page, state, createdAt, pictured, sitting, withoutRow } = found;
  return {
    scan: { id, code, page, state, createdAt, pictured, sittingId: sitting.id },
    rows: rowsToConfirm(found),
    withoutRow,
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sittingId = parseId(args.params.id);
  const scanId = parseId(args.params.scanId);
  const form = await formData(args.request);
  const rows = confirmedRows(form);
  if (!rows) return refused({}, "roster_unreadable");
  const result = await confirmSheetScan(context, { sittingId, scanId, rows });
  if (result.ok) return redirectTo(`${paths.teach}/sittings/${sittingId}/sheets`, { notice: "sheet_confirmed" });
  const typed = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  return refused(typed, `sheet_${result.reason}`);
}

export default function SheetScanPage() {
  const { scan, rows, withoutRow } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("teach");
  const words = useT("words");
  const format = useFormat();
  const sheets = `${paths.teach}/sittings/${scan.sittingId}/sheets`;
  const own = `${paths.teach}/sittings/${scan.sittingId}/scans/${scan.id}`;
  const open = rows.filter(({ proposal, person }) => person && proposal === "open").length;
  const signed = rows.filter(({ proposal, person }) => person && proposal === "signed").length;
  return (
    <>
      <PageHeader
        title={t("scan.title", { code: scan.code, page: scan.page })}
        lead={t("scan.lead", { when: format.dateTime(scan.createdAt) })}
        crumbs={[{ label: t("sheets.title"), href: sheets }]}
        tags={<Tag tone={scan.state === "confirmed" ? "calm" : "warn"}>{words(`sheetScanState.${scan.state}`)}</Tag>}
      />
      {scan.pictured ? (
        <p>
          <a href={`${own}/photo.jpg`} download>
            {t("scan.photo")}
          </a>
        </p>
      ) : (
        scan.state !== "discarded" && <Notice>{t("scan.noPicture")}</Notice>
      )}
      {scan.state === "proposed" && (
        <>
          <p>{t("scan.seen", { signed, open })}</p>
          <Form state={answer && "form" in answer ? answer.form : undefined}>
            <ScanRows rows={rows} picture={scan.pictured ? `${own}/page.jpg` : null} withoutRow={withoutRow} />
            <CheckField name="absent" label={t("scan.absent")} hint={t("scan.absentHint")} />
            <Button>{t("scan.confirm")}</Button>
          </Form>
          <ActionForm action={`${own}/dismissal`} tone="plain">
            {t("scan.discard")}
          </ActionForm>
        </>
      )}
      {scan.state === "confirmed" && (
        <Card title={t("scan.confirmedTitle")}>
          <p>{t("scan.confirmedText")}</p>
          <ActionForm action={`${own}/reversal`}>{t("scan.undo")}</ActionForm>
        </Card>
      )}
      {scan.state === "discarded" && (
        <Notice>
          {t("scan.discarded")}{" "}
          <LinkButton small tone="quiet" href={sheets}>
            {t("sheets.title")}
          </LinkButton>
        </Notice>
      )}
    </>
  );
}
