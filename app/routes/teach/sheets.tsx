import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { courseTitle } from "#app/training/presence/event-words";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { sheetsOf } from "#app/training/sheets/queries.server";
import { ActionForm, LinkButton } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t) => t("teach.sheets.title") });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sitting = await sittingForRoster(context, parseId(args.params.id));
  return { sitting, sheets: await sheetsOf(context, sitting.id) };
}

export default function SheetsPage() {
  const { sitting, sheets } = useLoaderData<typeof loader>();
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
                t("sheets.pages", { count: sheet.pages }),
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
    </>
  );
}
