import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { paths } from "#app/paths";
import { PageHeader, SubNav } from "#app/ui/page-header";
import type { Urgency } from "#db/vocabulary";

interface CaseFrameProps {
  id: string;
  code: string;
  title: string;
  urgency?: Urgency;
  current: "work" | "file" | "documents" | "deadlines" | "hours";
  action?: ReactNode;
}

/** The head of every page of one case: its code (never a name) and its parts. */
export function CaseFrame({ id, code, title, urgency, current, action }: CaseFrameProps) {
  const t = useT("lawyer");
  const own = paths.case(id);
  const parts = [
    { key: "work", href: own },
    { key: "file", href: `${own}/file` },
    { key: "documents", href: `${own}/documents` },
    { key: "deadlines", href: `${own}/deadlines` },
    { key: "hours", href: `${own}/hours` },
  ] as const;
  return (
    <>
      <PageHeader
        title={`${code} · ${title}`}
        tags={urgency && <UrgencyTag urgency={urgency} />}
        action={action}
        crumbs={[{ label: t("cases.title"), href: `${paths.lawyer}/cases` }]}
      />
      <SubNav
        items={parts.map(({ key, href }) => ({ label: t(`case.part.${key}`), href, current: key === current }))}
      />
    </>
  );
}
