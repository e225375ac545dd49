import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Badge } from "#app/training/presence/badge";
import { ownBadge } from "#app/training/presence/badge-queries.server";
import { courseTitle } from "#app/training/presence/event-words";
import { replaceBadge } from "#app/training/presence/replace-badge.server";
import { Button } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "learn.badge.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return { enrolment: await ownBadge(context, parseId(args.params.id)) };
}

/** A new badge in the place of a lost one. */
export async function action(args: ActionFunctionArgs) {
  const { actor, ...rest } = await requireAccount(args);
  const enrolmentId = parseId(args.params.id);
  // Whoever holds or manages the event as well acts as the owner of the badge here.
  const own = { ...rest, actor: { ...actor, as: "professional" as const } };
  const result = await replaceBadge(own, { enrolmentId });
  return redirectTo(paths.badge(enrolmentId), result.ok ? { notice: "badge_replaced" } : {});
}

export default function OwnBadge() {
  const { enrolment } = useLoaderData<typeof loader>();
  const t = useT("learn");
  const locale = useLocale();
  const format = useFormat();
  const { startsOn, place, badge } = enrolment;
  return (
    <>
      <PageHeader
        title={t("badge.title")}
        lead={[courseTitle(enrolment, locale), startsOn && format.longDate(startsOn), place]
          .filter(Boolean)
          .join(" · ")}
        crumbs={[{ label: t("home.title"), href: paths.learn }]}
      />
      {badge === null ? (
        <EmptyState title={t("badge.none")}>{t("badge.noneText")}</EmptyState>
      ) : (
        <>
          <Badge badge={badge} />
          <div className="no-print">
            <Card title={t("badge.lost")}>
              <p>{t("badge.lostText")}</p>
              <form method="post">
                <Button tone="quiet">{t("badge.replace")}</Button>
              </form>
            </Card>
          </div>
        </>
      )}
    </>
  );
}
