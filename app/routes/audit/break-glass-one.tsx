import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { StageTag } from "#app/legal-aid/break-glass/break-glass-table";
import { oneBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, TagRow } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { asked }) => t("audit.glass.one", { code: asked.code }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo", "auditor", "administrator");
  const asked = await oneBreakGlass(context, parseId(args.params.id));
  return { asked, mayRead: context.actor.as !== "administrator" };
}

/** One asking: what for, who decided, how long. */
export default function OneBreakGlass() {
  const { asked, mayRead } = useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  const own = paths.breakGlass(asked.id);
  const { stage } = asked;
  return (
    <>
      <PageHeader
        title={t("audit.glass.one", { code: asked.code })}
        crumbs={[{ label: t("audit.glass.title"), href: paths.breakGlasses }]}
        tags={
          <TagRow>
            <StageTag stage={stage} />
          </TagRow>
        }
        action={asked.mayLook && <LinkButton href={`${own}/file`}>{t("audit.glass.look")}</LinkButton>}
      />
      {stage === "asked" && asked.own && (
        <Notice tone="warn">
          <p>{t("audit.glass.waits")}</p>
        </Notice>
      )}
      <Card>
        <DefinitionList
          items={[
            {
              term: t("audit.glass.request"),
              value: mayRead ? <a href={paths.auditRequest(asked.requestId)}>{asked.code}</a> : asked.code,
            },
            { term: t("audit.glass.reason"), value: t(`words.breakGlassReason.${asked.reason}`) },
            { term: t("audit.glass.askedBy"), value: asked.askedByName },
            { term: t("audit.glass.askedAt"), value: format.dateTime(asked.askedAt) },
            { term: t("audit.glass.decidedBy"), value: asked.decidedByName },
            { term: t("audit.glass.decidedAt"), value: asked.decidedAt && format.dateTime(asked.decidedAt) },
            stage === "open" && { term: t("audit.glass.until"), value: asked.endsAt && format.dateTime(asked.endsAt) },
            stage === "ended" && {
              term: t("audit.glass.endedAt"),
              value: (asked.endedAt ?? asked.endsAt) && format.dateTime((asked.endedAt ?? asked.endsAt) as Date),
            },
          ]}
        />
      </Card>
      {asked.mayDecide && (
        <Card title={t("audit.glass.decide")} tone="warn">
          <p>{t("audit.glass.decideText")}</p>
          <ButtonRow>
            <ActionForm action={`${own}/approval`} tone="primary">
              {t("audit.glass.approve")}
            </ActionForm>
            <ActionForm action={`${own}/refusal`}>{t("audit.glass.refuse")}</ActionForm>
          </ButtonRow>
        </Card>
      )}
      {asked.mayEnd && (stage === "open" || asked.own) && (
        <ActionForm action={`${own}/end`} tone={stage === "open" ? "danger" : "quiet"}>
          {t(stage === "open" ? "audit.glass.end" : "audit.glass.takeBack")}
        </ActionForm>
      )}
    </>
  );
}
