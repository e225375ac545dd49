import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { noticeForManager } from "#app/training/event-notices/queries.server";
import { paragraphsOf } from "#app/training/event-notices/rules";
import { eventForManager } from "#app/training/events/queries.server";
import { ActionForm } from "#app/ui/button";
import { Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Columns, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { notice }) => (t.locale === "sq" ? notice.subjectSq : notice.subjectEn),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const event = await eventForManager(context, localeOf(args.request), parseId(args.params.id));
  return { event, notice: await noticeForManager(context, event.id, parseId(args.params.noticeId)) };
}

export default function NoticePage() {
  const { event, notice } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  const own = paths.event(event.id);
  const texts = [
    { locale: "sq", subject: notice.subjectSq, body: notice.bodySq },
    { locale: "en", subject: notice.subjectEn, body: notice.bodyEn },
  ];
  return (
    <>
      <PageHeader
        title={t.locale === "sq" ? notice.subjectSq : notice.subjectEn}
        lead={t("notice.sentBy", { name: notice.author ?? "–", when: format.dateTime(notice.createdAt) })}
        crumbs={[
          { label: event.title, href: own },
          { label: t("event.messages"), href: `${own}/messages` },
        ]}
      />
      {notice.untouched > 0 && (
        <Notice tone="calm" title={t("notice.untouched", { count: notice.untouched })}>
          <ActionForm action={`${own}/notices/${notice.id}/withdrawal`}>{t("notice.withdraw")}</ActionForm>
        </Notice>
      )}
      <Stats
        items={[
          { label: t("notice.recipients"), value: format.number(notice.recipients) },
          ...Object.entries(notice.mails).map(([state, mails]) => ({
            label: words(`messageState.${state as keyof typeof notice.mails}`),
            value: format.number(mails),
            href: `${own}/messages?state=${state}`,
          })),
        ]}
      />
      <p className="soft">
        {t("notice.to", { states: format.list(notice.states.map((state) => words(`enrolmentState.${state}`))) })}
      </p>
      <Columns>
        {texts.map(({ locale, subject, body }) => (
          <Card key={locale} title={subject} level={2}>
            <div lang={locale} className="prose">
              {paragraphsOf(body).map((paragraph) => (
                <p key={paragraph} className="whitespace-pre-line break-words">
                  {paragraph}
                </p>
              ))}
            </div>
          </Card>
        ))}
      </Columns>
    </>
  );
}
