import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import { settingsForAdministrator } from "#app/operations/settings-queries.server";
import type { PageHandle } from "#app/page-handle";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "admin.settings.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const settings = await settingsForAdministrator(context);
  return { settings: settings.map(({ key, value }) => ({ key, lines: linesOf(value) })) };
}

export default function SettingsPage() {
  const { settings } = useLoaderData<typeof loader>();
  const t = useT("admin");
  return (
    <>
      <PageHeader title={t("settings.title")} lead={t("settings.lead")} />
      <DataTable
        caption={t("settings.title")}
        hideCaption
        rows={settings}
        rowKey={(row) => row.key}
        columns={[
          {
            key: "name",
            header: t("settings.name"),
            rowHeader: true,
            cell: (row) => (
              <>
                {t.has(`setting.${row.key}`) ? t(`setting.${row.key}` as KeyOf<"admin">) : row.key}
                <code className="block small soft">{row.key}</code>
              </>
            ),
          },
          {
            key: "value",
            header: t("settings.value"),
            cell: (row) =>
              row.lines.map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              )),
          },
        ]}
      />
    </>
  );
}

/** A value as lines: one for a number or text, one per part of a list or table. */
function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((part) => (isTable(part) ? pairs(part) : String(part)));
  if (!isTable(value)) return [String(value)];
  return Object.entries(value).map(([key, part]) => `${key}: ${isTable(part) ? pairs(part) : String(part)}`);
}

function pairs(table: Record<string, unknown>): string {
  return Object.entries(table)
    .filter(([, part]) => part !== null)
    .map(([key, part]) => `${key} ${String(part)}`)
    .join(", ");
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
