import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import { useSettingWords } from "#app/operations/setting-words";
import { settingsForAdministrator } from "#app/operations/settings-queries.server";
import type { PageHandle } from "#app/page-handle";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.settings.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { settings: await settingsForAdministrator(context) };
}

/** Every setting with its value now, and the default where it differs. */
export default function SettingsPage() {
  const { settings } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useSettingWords();
  const lines = (key: string, value: unknown) =>
    words(key, value).map((line) => (
      <span key={line} className="block">
        {line}
      </span>
    ));
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
                {t(`setting.${row.key}`)} {!row.isUsual && <Tag tone="warn">{t("settings.changed")}</Tag>}
              </>
            ),
          },
          { key: "value", header: t("settings.value"), cell: (row) => lines(row.key, row.value) },
          {
            key: "usual",
            header: t("settings.usual"),
            cell: (row) => <span className="soft">{lines(row.key, row.usual)}</span>,
          },
          {
            key: "change",
            header: t("settings.change"),
            hideHeader: true,
            cell: (row) => (
              <LinkButton
                href={row.key === "privacy_contact" ? "/admin/privacy-contact" : `/admin/settings/${row.key}`}
                tone="quiet"
                small
                label={t("settings.changeLabel", { what: t(`setting.${row.key}`) })}
              >
                {t("settings.change")}
              </LinkButton>
            ),
          },
        ]}
      />
    </>
  );
}
