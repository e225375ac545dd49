import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import { LawChanges } from "#app/legal-aid/law/law-changes";
import { HolidaysTable, LinesTable, VersionsTable, WagesTable } from "#app/legal-aid/law/law-lists";
import { lawChangesList, lawTables } from "#app/legal-aid/law/queries.server";
import { grouped, rowsHolding } from "#app/legal-aid/law/rules";
import { RulesTable } from "#app/legal-aid/law/rules-table";
import type { PageHandle } from "#app/page-handle";
import { SearchBar } from "#app/ui/find-and-page";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.law.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { versions, rules, wages, lines, days } = await lawTables(context);
  const search = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const laws = new Map(versions.map((law) => [law.key, `${law.sq} ${law.en}`]));
  const found = rowsHolding(rules, search, ({ lawVersion }) => laws.get(lawVersion) ?? "");
  return {
    search,
    changes: search ? [] : await lawChangesList(context),
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

/** The law tables part by part, each folded away until it is opened or something in it is searched for. */
export default function LawPage() {
  const { search, laws, rules, versions, wages, lines, years, changes } = useLoaderData<typeof loader>();
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
      {has("rules") && <RulesTable groups={rules} laws={laws} open={search !== ""} />}
      {has("versions") && <VersionsTable rows={versions} open={search !== ""} />}
      {has("wages") && <WagesTable rows={wages} open={search !== ""} />}
      {has("helplines") && <LinesTable rows={lines} open={search !== ""} />}
      {has("holidays") && <HolidaysTable years={years} open={search !== ""} />}
      {changes.length > 0 && <LawChanges changes={changes} />}
    </>
  );
}
