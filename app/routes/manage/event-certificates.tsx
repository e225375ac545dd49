import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EarnedTable } from "#app/training/certificates/earned-table";
import { issueCertificates } from "#app/training/certificates/issue-certificates.server";
import { PresenceGrid } from "#app/training/certificates/presence-grid";
import { certificatesOfEvent } from "#app/training/certificates/queries.server";
import { courseTitle } from "#app/training/presence/event-words";
import { Button, LinkButton } from "#app/ui/button";
import { FileLinks } from "#app/ui/file-links";
import { ErrorSummary } from "#app/ui/form";
import { Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { ProgressBar } from "#app/ui/progress";
import { EmptyState, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => t("certificates.of", { course: courseTitle(event, t.locale) }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return certificatesOfEvent(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await issueCertificates(context, { eventId });
  if (!result.ok) return refused({}, result.reason);
  return redirectTo(`${paths.event(eventId)}/certificates`, { notice: "certificates_issued" });
}

export default function EventCertificates() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("certificates");
  const format = useFormat();
  const locale = useLocale();
  const here = `${paths.event(page.event.id)}/certificates`;
  const course = courseTitle(page.event, locale);
  const rendering = page.rendered < page.valid;
  const earned = page.rows.filter((row) => row.earned).length;
  return (
    <>
      {rendering && <meta httpEquiv="refresh" content="2" />}
      <PageHeader
        title={t("title")}
        lead={`${course}. ${t("lead", { percent: page.rule.certificatePercent })}`}
        crumbs={[
          { label: course, href: paths.event(page.event.id) },
          { label: t("roster"), href: `${paths.event(page.event.id)}/roster` },
        ]}
        action={
          page.valid > 0 && !rendering ? (
            <LinkButton tone="quiet" href={`${here}.zip`} download>
              {t("downloadAll")}
            </LinkButton>
          ) : undefined
        }
      />
      <ErrorSummary state={answer && "form" in answer ? answer.form : undefined} />
      {rendering && (
        <Notice tone="calm" live>
          <ProgressBar
            share={page.rendered / page.valid}
            label={t("rendering", { done: page.rendered, all: page.valid })}
          />
          <p className="small soft">{t("renderingHint")}</p>
        </Notice>
      )}
      {page.rows.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <>
          <Stats
            items={[
              { label: t("earned"), value: format.number(earned), tone: "calm" },
              { label: t("issuedCount"), value: format.number(page.valid) },
              { label: t("notEarned"), value: format.number(page.rows.length - earned) },
            ]}
          />
          {page.toIssue > 0 && page.event.state !== "cancelled" && (
            <form method="post" className="stack-tight">
              <Button>{t("issue", { count: page.toIssue })}</Button>
              <p className="small soft">{t("issueHint")}</p>
            </form>
          )}
          <EarnedTable rows={page.rows} />
          <PresenceGrid sittings={page.sittings} rows={page.rows} />
        </>
      )}
      <FileLinks />
    </>
  );
}
