import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import type { KeyOf } from "#app/i18n/messages";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { privacyContact } from "#app/protection/privacy-contact-queries.server";
import { retentionForAdministrator } from "#app/protection/retention-queries.server";
import { continuousClasses, periodBounds } from "#app/protection/retention-rules";
import { RetentionTable } from "#app/protection/retention-table";
import { ActionForm, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.retention.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { ...(await retentionForAdministrator(context)), contact: await privacyContact(context) };
}

/** Every period with what the coming night would take, before it does. */
export default function RetentionPage() {
  const { rows, night, doubtful, changes, contact } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const due = rows.flatMap(({ code, tonight }) => (tonight ? [said(t, code, tonight)] : []));
  return (
    <>
      <PageHeader title={t("retention.title")} lead={t("retention.lead")} />
      <Stack>
        {doubtful && (
          <Notice tone="warn" title={t("retention.doubtfulTitle")}>
            <p>{t("retention.doubtful", { last: format.date(doubtful.last), night: format.date(doubtful.night) })}</p>
            <ActionForm action="/admin/retention/clock" values={{ night: doubtful.night }}>
              {t("retention.doubtfulConfirm", { night: format.date(doubtful.night) })}
            </ActionForm>
          </Notice>
        )}
        <Notice tone="calm" title={t("retention.tonight", { when: format.longDateTime(night) })}>
          <p>
            {due.length === 0 ? t("retention.tonightNothing") : t("retention.tonightList", { list: format.list(due) })}
          </p>
        </Notice>
        <RetentionTable
          caption={t("retention.title")}
          rows={rows}
          more={[
            {
              key: "tonight",
              header: t("retention.next"),
              numeric: true,
              cell: ({ code, tonight }) =>
                continuousClasses.includes(code)
                  ? t("retention.continuous")
                  : tonight === null
                    ? "–"
                    : format.number(tonight),
            },
            {
              key: "last",
              header: t("retention.last"),
              cell: ({ last }) =>
                last === null
                  ? "–"
                  : t(last.endedAt ? "retention.lastAt" : "retention.lastBroken", {
                      night: format.date(last.night),
                      count: last.count,
                    }),
            },
            {
              key: "change",
              header: t("retention.change"),
              hideHeader: true,
              cell: ({ code }) =>
                periodBounds[code] && (
                  <LinkButton
                    href={`/admin/retention/${code}`}
                    tone="quiet"
                    small
                    label={t("retention.changeLabel", { what: words(`retentionClass.${code}`) })}
                  >
                    {t("retention.change")}
                  </LinkButton>
                ),
            },
          ]}
        />
        <Card title={t("retention.contactTitle")}>
          <p>
            {contact
              ? [contact.name, contact.email, contact.phone].filter(Boolean).join(" · ")
              : t("retention.contactNone")}
          </p>
          <p>
            <LinkButton href="/admin/privacy-contact" tone="quiet">
              {t("retention.contactLink")}
            </LinkButton>
          </p>
        </Card>
        <Card title={t("retention.changes")}>
          <DataTable
            caption={t("retention.changes")}
            hideCaption
            rows={changes}
            rowKey={(row) => row.id}
            empty={<p className="soft">{t("retention.noChanges")}</p>}
            columns={[
              { key: "when", header: t("retention.changeWhen"), cell: (row) => format.dateTime(row.changedAt) },
              {
                key: "what",
                header: t("retention.changeWhat"),
                rowHeader: true,
                cell: (row) => words(`retentionClass.${row.code}`),
              },
              {
                key: "from",
                header: t("retention.changeFrom"),
                cell: (row) => `${row.amountBefore ?? "–"} – ${row.amountAfter ?? "–"}`,
              },
              { key: "by", header: t("retention.changeBy"), cell: (row) => `${row.changedBy}: ${row.reason}` },
            ]}
          />
        </Card>
      </Stack>
    </>
  );
}

/** "2 closed requests", where the class has such words. */
function said(t: ReturnType<typeof useT<"privacy">>, code: string, count: number): string {
  const key = `due.${code}`;
  return t.has(key) ? t(key as KeyOf<"privacy">, { count }) : String(count);
}
