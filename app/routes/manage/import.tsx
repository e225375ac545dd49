import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, refused } from "#app/forms/read-form.server";
import { readUpload } from "#app/forms/read-upload.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { importsOfEvent } from "#app/training/imports/queries.server";
import { limits } from "#app/training/imports/rules";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, Tag } from "#app/ui/surfaces";
import { FileField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.import.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const event = await eventForManager(context, localeOf(args.request), eventId);
  return { event, imports: await importsOfEvent(context, eventId) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const read = await readUpload(args.request, "file", limits.bytes);
  if (!read.ok) return refused({}, read.reason === "too_large" ? "list_file_too_big" : read.reason, "file");
  const result = await previewImport(context, { eventId, ...read.upload });
  if (!result.ok) {
    const line = result.line === undefined ? "" : `|line=${result.line}`;
    return refused({}, `list_${result.reason}${line}`, "file");
  }
  return redirectTo(`${paths.event(eventId)}/imports/${result.importId}`);
}

export default function ImportPage() {
  const { event, imports } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  const own = paths.event(event.id);
  return (
    <>
      <EventFrame event={event} current="imports" />
      <Form state={answer && "form" in answer ? answer.form : undefined} upload>
        <p className="soft">{t("import.lead")}</p>
        <FileField
          name="file"
          label={t("import.file")}
          hint={t("import.fileHint")}
          accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
        <Button>{t("import.button")}</Button>
      </Form>
      {imports.length > 0 && (
        <Card title={t("import.earlier")}>
          <RowList
            items={imports.map((one) => ({
              key: one.id,
              title: one.fileName,
              href: `${own}/imports/${one.id}`,
              about: `${format.dateTime(one.createdAt)} · ${t("import.rows", { count: one.rowCount })}`,
              end: (
                <Tag tone={one.state === "previewed" ? "warn" : one.state === "committed" ? "calm" : "plain"}>
                  {words(`importState.${one.state}`)}
                </Tag>
              ),
            }))}
          />
        </Card>
      )}
    </>
  );
}
