import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import { useSettingWords } from "#app/operations/setting-words";
import { settingsForAdministrator } from "#app/operations/settings-queries.server";
import type { PageHandle } from "#app/page-handle";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "admin.settings.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { settings: await settingsForAdministrator(context) };
}

export default function SettingsPage() {
  const { settings } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useSettingWords();
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
              words(row.key, row.value).map((line) => (
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
