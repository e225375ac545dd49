import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountPageSize, accountsForAdministrator } from "#app/accounts/administration-queries.server";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { Paging, SearchBar } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag, TagRow } from "#app/ui/surfaces";
import { accountStates, roles } from "#db/vocabulary";

export const handle: PageHandle = { title: "admin.people.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const query = new URL(args.request.url).searchParams;
  const filter = {
    search: (query.get("q") ?? "").replaceAll("\0", "").slice(0, 100),
    role: roles.find((role) => role === query.get("role")) ?? null,
    state: accountStates.find((state) => state === query.get("state")) ?? null,
  };
  const page = parsePage(query.get("page"));
  return { ...(await accountsForAdministrator(context, filter, page)), filter, page, pageSize: accountPageSize };
}

export default function AdminPeoplePage() {
  const { rows, total, filter, page, pageSize } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={t("people.title")}
        lead={t("people.lead")}
        action={<LinkButton href="/admin/invitations/new">{t("people.invite")}</LinkButton>}
      />
      <SearchBar label={t("people.search")}>
        <SelectField
          name="role"
          label={t("people.role")}
          optional
          width="medium"
          empty={t("people.everyRole")}
          defaultValue={filter.role ?? undefined}
          choices={roles.map((role) => ({ value: role, label: words(`role.${role}`) }))}
        />
        <SelectField
          name="state"
          label={t("people.state")}
          optional
          width="medium"
          empty={t("people.everyState")}
          defaultValue={filter.state ?? undefined}
          choices={accountStates.map((state) => ({ value: state, label: words(`accountState.${state}`) }))}
        />
      </SearchBar>
      <p className="soft">{t("people.count", { count: total })}</p>
      <DataTable
        caption={t("people.title")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("people.none")}>{t("people.noneText")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("people.name"),
            rowHeader: true,
            cell: (row) => <a href={`/admin/accounts/${row.id}`}>{`${row.familyName}, ${row.givenName}`}</a>,
          },
          { key: "email", header: t("people.email"), cell: (row) => <span className="break-all">{row.email}</span> },
          {
            key: "roles",
            header: t("people.roles"),
            cell: (row) => (
              <TagRow>
                {row.roles.map((role) => (
                  <Tag key={role}>{words(`role.${role}`)}</Tag>
                ))}
              </TagRow>
            ),
          },
          {
            key: "state",
            header: t("people.state"),
            cell: (row) => (
              <Tag tone={row.state === "active" ? "calm" : "warn"}>{words(`accountState.${row.state}`)}</Tag>
            ),
          },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}
