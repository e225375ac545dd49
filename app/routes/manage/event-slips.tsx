import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { env } from "#app/env.server";
import { parseId, refused } from "#app/forms/read-form.server";
import { useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ClaimSlips } from "#app/training/enrolments/claim-slips";
import { makeClaimCodes } from "#app/training/enrolments/make-claim-codes.server";
import { eventForSlips } from "#app/training/enrolments/slip-queries.server";
import { courseTitle } from "#app/training/presence/event-words";
import { Button } from "#app/ui/button";
import { ErrorSummary } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "certificates.slips.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { event: await eventForSlips(context, parseId(args.params.id)), address: `${env().address}/account/claim` };
}

/** The codes are in this answer and nowhere else: the page that shows them is the answer to making them. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const result = await makeClaimCodes(context, { eventId: parseId(args.params.id) });
  if (!result.ok) return refused({}, result.reason);
  return data({ slips: result.slips }, { headers: { "Cache-Control": "no-store" } });
}

export default function EventSlips() {
  const { event, address } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("certificates");
  const course = courseTitle(event, useLocale());
  const slips = answer && "slips" in answer ? answer.slips : [];
  return (
    <>
      <PageHeader
        title={t("slips.title")}
        lead={t("slips.lead")}
        crumbs={[{ label: course, href: paths.event(event.id) }]}
      />
      <ErrorSummary state={answer && "form" in answer ? answer.form : undefined} />
      {slips.length > 0 ? (
        <>
          <div className="no-print">
            <Notice tone="warn" live>
              <p>{t("slips.print")}</p>
            </Notice>
          </div>
          <ClaimSlips slips={slips} address={address} course={course} />
        </>
      ) : event.withoutAccess === 0 ? (
        <EmptyState title={t("slips.none")}>{t("slips.noneText")}</EmptyState>
      ) : (
        <form method="post" className="stack-tight">
          <p>{t("slips.who", { count: event.withoutAccess })}</p>
          <Button>{t("slips.make")}</Button>
          <p className="small soft">{t("slips.makeHint")}</p>
        </form>
      )}
    </>
  );
}
