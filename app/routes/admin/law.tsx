import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { lawTables } from "#app/legal-aid/law/queries.server";
import { grouped, rowsHolding } from "#app/legal-aid/law/rules";
import type { PageHandle } from "#app/page-handle";
import { DataTable } from "#app/ui/data-table";
import { SearchBar } from "#app/ui/find-and-page";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { Card, EmptyState, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.law.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { versions, rules, wages, lines, days } = await lawTables(context);
  const search = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const laws = new Map(versions.map((law) => [law.key, `${law.sq} ${law.en}`]));
  const found = rowsHolding(rules, search, ({ lawVersion }) => laws.get(lawVersion) ?? "");
  return {
    search,
    laws: versions.map(({ key, sq, en }) => ({ key, sq, en })),
    rules: grouped(found, "lawVersion"),
    versions: rowsHolding(versions, search),
    wages: rowsHolding(wages, search),
    lines: rowsHolding(lines, search),
    years: grouped(
      rowsHolding(days, search).map((row) => ({ ...row, year: row.day.slice(0, 4) })),
      "year",
    ),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** The law tables part by part, each folded away until it is opened or something in it is searched for. */
export default function LawPage() {
  const { search, laws, rules, versions, wages, lines, years } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const parts = [
    { id: "rules", label: t("law.rules"), count: rules.reduce((sum, group) => sum + group.rows.length, 0) },
    { id: "versions", label: t("law.versions"), count: versions.length },
    { id: "wages", label: t("law.wages"), count: wages.length },
    { id: "helplines", label: t("law.helplines"), count: lines.length },
    { id: "holidays", label: t("law.holidays"), count: years.reduce((sum, group) => sum + group.rows.length, 0) },
  ].filter(({ count }) => count > 0);
  const has = (id: string) => parts.some((part) => part.id === id);
  return (
    <>
      <PageHeader title={t("law.title")} lead={t("law.lead")} />
      <SearchBar label={t("law.search")} />
      {parts.length === 0 ? (
        <EmptyState title={t("law.nothing")}>
          <p>{t("law.nothingText", { search })}</p>
        </EmptyState>
      ) : (
        <SubNav items={parts.map(({ id, label, count }) => ({ label, count, href: `#${id}` }))} />
      )}
      {has("rules") && <Rules groups={rules} laws={laws} open={search !== ""} />}
      {has("versions") && <Versions rows={versions} open={search !== ""} />}
      {has("wages") && <Wages rows={wages} open={search !== ""} />}
      {has("helplines") && <Lines rows={lines} open={search !== ""} />}
      {has("holidays") && <Holidays years={years} open={search !== ""} />}
    </>
  );
}

function Rules({ groups, laws, open }: { groups: Page["rules"]; laws: Page["laws"]; open: boolean }) {
  const t = useT("admin");
  const locale = useLocale();
  return (
    <section id="rules">
      <Card title={t("law.rules")}>
        {groups.map(({ key, rows }) => {
          const law = laws.find((one) => one.key === key)?.[locale] ?? key;
          const unsure = rows.filter(({ needsConfirmation }) => needsConfirmation).length;
          return (
            <details key={key} className="fold" open={open}>
              <summary>
                <span>{law}</span> <span className="soft small">{t("law.rows", { count: rows.length })}</span>{" "}
                {unsure > 0 && <Tag tone="warn">{t("law.unsure", { count: unsure })}</Tag>}
              </summary>
              <DataTable
                caption={law}
                hideCaption
                rows={rows}
                rowKey={(row) => row.code}
                columns={[
                  {
                    key: "rule",
                    header: t("law.rule"),
                    rowHeader: true,
                    cell: (row) => (
                      <>
                        {row[locale]}
                        <span className="block small soft font-normal">{row.code}</span>
                      </>
                    ),
                  },
                  {
                    key: "length",
                    header: t("law.length"),
                    cell: (row) => (row.immediate ? t("law.immediate") : length(row, t)),
                  },
                  { key: "source", header: t("law.source"), cell: (row) => <span lang="en">{row.source ?? "–"}</span> },
                  {
                    key: "status",
                    header: t("law.status"),
                    cell: (row) => (
                      <TagRow>
                        <Status status={row.status} />
                        {row.needsConfirmation && <Tag tone="warn">{t("law.toBeConfirmed")}</Tag>}
                        {!row.active && <Tag tone="danger">{t("law.inactive")}</Tag>}
                      </TagRow>
                    ),
                  },
                ]}
              />
            </details>
          );
        })}
      </Card>
    </section>
  );
}

function Versions({ rows, open }: { rows: Page["versions"]; open: boolean }) {
  const t = useT("admin");
  const locale = useLocale();
  return (
    <Card title={t("law.versions")}>
      <details className="fold" open={open}>
        <summary id="versions">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.versions")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            { key: "law", header: t("law.law"), rowHeader: true, cell: (row) => row[locale] },
            { key: "replaced", header: t("law.replacedBy"), cell: (row) => row.replacedBy ?? "–" },
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
          ]}
        />
      </details>
    </Card>
  );
}

function Wages({ rows, open }: { rows: Page["wages"]; open: boolean }) {
  const t = useT("admin");
  const format = useFormat();
  return (
    <Card title={t("law.wages")}>
      <details className="fold" open={open}>
        <summary id="wages">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.wages")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            {
              key: "from",
              header: t("law.from"),
              rowHeader: true,
              cell: (row) => (row.fromPrecision === "day" ? format.date(row.validFrom) : row.validFrom),
            },
            { key: "lek", header: t("law.wage"), numeric: true, cell: (row) => format.lek(row.lek) },
            { key: "source", header: t("law.source"), cell: (row) => row.source },
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
          ]}
        />
      </details>
    </Card>
  );
}

function Lines({ rows, open }: { rows: Page["lines"]; open: boolean }) {
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <Card title={t("law.helplines")}>
      <details className="fold" open={open}>
        <summary id="helplines">{t("law.all", { count: rows.length })}</summary>
        <DataTable
          caption={t("law.helplines")}
          hideCaption
          rows={rows}
          rowKey={(row) => row.code}
          columns={[
            { key: "number", header: t("law.number"), rowHeader: true, cell: (row) => row.number },
            { key: "name", header: t("law.line"), cell: (row) => row[locale] },
            {
              key: "shown",
              header: t("law.shown"),
              cell: (row) => (
                <Tag tone={row.shown ? "calm" : "plain"}>{row.shown ? t("law.isShown") : t("law.notShown")}</Tag>
              ),
            },
            { key: "status", header: t("law.status"), cell: (row) => <Status status={row.status} /> },
            {
              key: "checked",
              header: t("law.checked"),
              cell: (row) => (row.lastCheckedOn ? format.date(row.lastCheckedOn) : t("law.neverChecked")),
            },
          ]}
        />
      </details>
    </Card>
  );
}

function Holidays({ years, open }: { years: Page["years"]; open: boolean }) {
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <section id="holidays">
      <Card title={t("law.holidays")}>
        {years.map(({ key, rows }) => (
          <details key={key} className="fold" open={open}>
            <summary>
              <span>{key}</span> <span className="soft small">{t("law.daysOff", { count: rows.length })}</span>
            </summary>
            <ul>
              {rows.map((row) => (
                <li key={row.day}>{`${format.date(row.day)} ${row[locale]}`}</li>
              ))}
            </ul>
          </details>
        ))}
      </Card>
    </section>
  );
}

function Status({ status }: { status: string }) {
  const t = useT("admin");
  const known = (["verified", "secondary", "unverified"] as const).find((word) => word === status);
  if (!known) return status;
  return <Tag tone={known === "verified" ? "calm" : "warn"}>{t(`lawStatus.${known}`)}</Tag>;
}

function length(
  row: { length: number | null; unit: string | null; direction: string },
  t: ReturnType<typeof useT<"admin">>,
): string {
  const unit = (["hours", "days", "months", "years"] as const).find((known) => known === row.unit);
  if (row.length === null || !unit) return "–";
  const words = t(`law.${unit}`, { count: row.length });
  return row.direction === "before" ? t("law.before", { length: words }) : words;
}
