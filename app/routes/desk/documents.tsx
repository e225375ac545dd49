import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { ScannerNotice } from "#app/legal-aid/documents/document-list";
import { quarantine } from "#app/legal-aid/documents/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "documents.quarantine.title" };

export async function loader(args: LoaderFunctionArgs) {
  return quarantine(await requireRole(args, "coordinator"));
}

/** Papers that nobody can open, and why; neither names nor content. */
export default function Quarantine() {
  const { scanner, documents } = useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("documents.quarantine.title")} lead={t("documents.quarantine.lead")} />
      <ScannerNotice scanner={scanner} />
      {documents.length === 0 ? (
        <EmptyState title={t("documents.quarantine.none")} />
      ) : (
        <RowList
          items={documents.map((one) => ({
            key: one.id,
            title: [one.requestCode, one.caseCode].filter(Boolean).join(" · "),
            href: `${paths.aidRequest(one.requestId)}/documents`,
            about: [
              t(`words.documentKind.${one.kind}`),
              t(`words.fileType.${one.type}`),
              format.bytes(one.bytes),
              format.dateTime(one.addedAt),
              t(`words.documentOrigin.${one.origin}`),
              one.finding && t("documents.quarantine.finding", { finding: one.finding }),
              one.nextScanAt &&
                t("documents.quarantine.tried", { count: one.scans, time: format.dateTime(one.nextScanAt) }),
            ]
              .filter(Boolean)
              .join(" · "),
            end: <Tag tone={one.state === "infected" ? "danger" : "warn"}>{t(`words.documentState.${one.state}`)}</Tag>,
          }))}
        />
      )}
    </>
  );
}
