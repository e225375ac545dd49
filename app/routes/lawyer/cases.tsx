import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { casesOfLawyer } from "#app/legal-aid/cases/queries.server";
import { useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { networkLabels, ownLawyer } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "lawyer.cases.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  await ownLawyer(context);
  const [cases, labels] = await Promise.all([casesOfLawyer(context), networkLabels(context, localeOf(args.request))]);
  return { cases, areas: labels.areas };
}

export default function LawyerCases() {
  const { cases, areas } = useLoaderData<typeof loader>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const dueWords = useDueWords();
  return (
    <>
      <PageHeader title={t("cases.title")} lead={t("cases.lead")} />
      <DataTable
        caption={t("cases.title")}
        hideCaption
        rows={cases}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t("home.noCases")}>{t("home.noOffersNext")}</EmptyState>}
        columns={[
          {
            key: "code",
            header: t("cases.code"),
            rowHeader: true,
            cell: (one) => (
              <span className="whitespace-nowrap">
                {one.state === "open" ? <a href={paths.case(one.id)}>{one.code}</a> : one.code}
              </span>
            ),
          },
          { key: "area", header: t("cases.area"), cell: (one) => areas[one.areaCode ?? ""] ?? "–" },
          {
            key: "state",
            header: t("cases.state"),
            cell: (one) => (
              <Tag tone={one.state === "open" ? "calm" : "plain"}>
                {one.outcome ? words(`caseOutcome.${one.outcome}`) : words(`caseState.${one.state}`)}
              </Tag>
            ),
          },
          { key: "opened", header: t("cases.opened"), cell: (one) => format.date(one.openedAt) },
          {
            key: "due",
            header: t("cases.nextDeadline"),
            cell: (one) => (one.nextDueAt && one.state === "open" ? dueWords(one.nextDueAt) : "–"),
          },
          { key: "hours", header: t("cases.hours"), numeric: true, cell: (one) => format.hours(one.minutes) },
        ]}
      />
    </>
  );
}
