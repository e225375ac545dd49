import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { exportedRows } from "#app/audit/export-audit-log.server";
import { logFilter } from "#app/audit/forms";
import { auditActions, auditLog, auditPageSize, auditStanding, openingsByActor } from "#app/audit/queries.server";
import { StandingCard } from "#app/audit/standing-card";
import { useActionWords, useActorWords, useReasonWords } from "#app/audit/words";
import type { FormState } from "#app/forms/form-state";
import { checkForm, parsePage } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { DateField, TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "audit.title" };

const openingDays = 30;
const everything = { name: null, actorId: null, action: null, subjectId: null, from: null, to: null };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "auditor", "dpo");
  const query = new URL(args.request.url).searchParams;
  const form = checkForm(query, logFilter);
  const filter = form.ok ? form.value : everything;
  const page = parsePage(query.get("page"));
  const state: FormState = form.ok ? { values: form.typed, errors: {} } : form.state;
  return {
    ...(await auditLog(context, filter, page)),
    page,
    pageSize: auditPageSize,
    state,
    filtered: Object.values(filter).some(Boolean),
    query: form.ok ? query.toString() : "",
    exportedRows,
    standing: await auditStanding(context),
    actions: await auditActions(context),
    openings: await openingsByActor(context, openingDays),
  };
}

export default function AuditLogPage() {
  const { rows, total, page, pageSize, state, filtered, query, actions, openings, standing, ...most } =
    useLoaderData<typeof loader>();
  const t = useT("audit");
  const format = useFormat();
  const actionWords = useActionWords();
  const actorWords = useActorWords();
  const reasonWords = useReasonWords();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <StandingCard standing={standing} link />
      <Form method="get" state={state} autoComplete="off">
        <div className="columns columns-3">
          <TextField name="q" label={t("filterName")} optional />
          <SelectField
            name="action"
            label={t("filterAction")}
            optional
            empty={t("filterAll")}
            choices={actions.map((action) => ({ value: action, label: actionWords(action) }))}
          />
          <TextField name="subject" label={t("filterSubject")} hint={t("filterSubjectHint")} optional />
          <DateField name="from" label={t("filterFrom")} optional />
          <DateField name="to" label={t("filterTo")} optional />
          <TextField name="actor" label={t("filterActor")} hint={t("filterSubjectHint")} optional />
        </div>
        <div className="button-row">
          <Button tone="quiet">{t("filter")}</Button>
          {filtered && <a href="/audit">{t("filterClear")}</a>}
        </div>
      </Form>
      <p className="soft">
        {t("rows", { count: total })} · <a href={`/audit/log.csv?${query}`}>{t("status.export")}</a>{" "}
        <span className="small">{t("status.exportHint", { rows: most.exportedRows })}</span>
      </p>
      <DataTable
        caption={t("title")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p className="soft">{t("none")}</p>}
        columns={[
          {
            key: "when",
            header: t("when"),
            rowHeader: true,
            cell: (row) => (
              <>
                <span className="whitespace-nowrap">{format.dateTime(new Date(row.happenedAt))}</span>
                <span className="block small soft font-normal">{t("row", { sequence: String(row.sequence) })}</span>
              </>
            ),
          },
          {
            key: "who",
            header: t("who"),
            cell: (row) => (
              <>
                {row.actorId && row.actorName ? (
                  <a href={`/audit?actor=${row.actorId}`}>{row.actorName}</a>
                ) : (
                  actorWords(row.actorKind)
                )}
                {row.actorName && <span className="block small soft">{actorWords(row.actorKind)}</span>}
              </>
            ),
          },
          { key: "action", header: t("actionHeader"), cell: (row) => actionWords(row.action) },
          {
            key: "subject",
            header: t("subject"),
            cell: (row) =>
              row.subjectId ? (
                <a
                  href={
                    row.subjectKind === "request"
                      ? paths.auditRequest(row.subjectId)
                      : `${paths.audit}?subject=${row.subjectId}`
                  }
                >
                  {t.has(`subjects.${row.subjectKind}`)
                    ? t(`subjects.${row.subjectKind}` as "subjects.request")
                    : row.subjectKind}{" "}
                  <code>{row.subjectId.slice(-6)}</code>
                </a>
              ) : (
                "–"
              ),
          },
          {
            key: "reason",
            header: t("reason"),
            cell: (row) =>
              [row.reason && reasonWords(row.reason), row.count !== null && t("count", { count: row.count })]
                .filter(Boolean)
                .join(" · ") || "–",
          },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
      <Card title={t("openings", { days: openingDays })}>
        <p className="small soft">{t("openingsLead")}</p>
        <DataTable
          caption={t("openings", { days: openingDays })}
          hideCaption
          rows={openings}
          rowKey={(row) => `${row.actorId}-${row.actorKind}`}
          empty={<p className="soft">{t("none")}</p>}
          columns={[
            {
              key: "who",
              header: t("who"),
              rowHeader: true,
              cell: (row) => <a href={`/audit?actor=${row.actorId}`}>{row.name ?? actorWords(row.actorKind)}</a>,
            },
            { key: "as", header: t("as"), cell: (row) => actorWords(row.actorKind) },
            { key: "openings", header: t("times"), numeric: true, cell: (row) => format.number(row.openings) },
            { key: "subjects", header: t("subjectsCount"), numeric: true, cell: (row) => format.number(row.subjects) },
          ]}
        />
      </Card>
    </>
  );
}
