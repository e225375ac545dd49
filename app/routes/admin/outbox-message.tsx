import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { env } from "#app/env.server";
import { parseId } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { messageForAdministrator } from "#app/notifications/queries.server";
import { renderMessage } from "#app/notifications/render-message.server";
import type { PageHandle } from "#app/page-handle";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.outbox.message" };

/** The text of a message, in demo mode only: elsewhere it holds one-time links that are nobody else's. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  if (!env().demo) throw notFound();
  const message = await messageForAdministrator(context, parseId(args.params.id));
  const rendered = await renderMessage(context, message.id);
  return { message, rendered: rendered && { to: rendered.to, subject: rendered.subject, text: rendered.text } };
}

export default function OutboxMessagePage() {
  const { message, rendered } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={words(`messageKind.${message.kind}`)}
        crumbs={[{ label: t("outbox.title"), href: "/admin/outbox" }]}
        tags={<Tag>{words(`messageState.${message.state}`)}</Tag>}
      />
      <DefinitionList
        items={[
          { term: t("outbox.to"), value: rendered?.to ?? t(`outbox.recipient.${message.recipientKind}`) },
          { term: t("outbox.subject"), value: rendered?.subject },
          { term: t("outbox.at"), value: format.dateTime(new Date(message.createdAt)) },
          { term: t("outbox.sentAt"), value: message.sentAt && format.dateTime(new Date(message.sentAt)) },
        ]}
      />
      {rendered ? (
        <Card title={t("outbox.text")}>
          <Text text={rendered.text} />
        </Card>
      ) : (
        <Notice>{t("outbox.notRendered")}</Notice>
      )}
    </>
  );
}

/** Plain text of a mail with its links to own pages alive, so that the demo can be walked through. */
function Text({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s]+)/);
  return (
    <p className="whitespace-pre-wrap break-words">
      {parts.map((part, place) =>
        place % 2 === 1 && URL.canParse(part) ? (
          <a key={part} href={new URL(part).pathname + new URL(part).search}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}
