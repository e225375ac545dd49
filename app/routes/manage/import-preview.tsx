import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId, parsePage, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventFrame } from "#app/training/events/event-frame";
import { eventForManager } from "#app/training/events/queries.server";
import { readChoices } from "#app/training/imports/forms";
import { ImportLayout } from "#app/training/imports/import-layout";
import { ImportRows } from "#app/training/imports/import-rows";
import { ImportState } from "#app/training/imports/import-state";
import { previewImport } from "#app/training/imports/preview-import.server";
import { importForManager, rowFilters } from "#app/training/imports/queries.server";
import { Paging } from "#app/ui/find-and-page";
import { ErrorSummary } from "#app/ui/form";
import { useHere } from "#app/ui/page-context";
import { SubNav } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { list }) => `${t("manage.import.title")} · ${list.fileName}`,
});

const pageSize = 100;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const query = new URL(args.request.url).searchParams;
  const filter = rowFilters.find((value) => value === query.get("rows")) ?? "all";
  const page = parsePage(query.get("page"));
  const importId = parseId(args.params.importId);
  const [event, list] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    importForManager(context, { eventId, importId, filter, page, pageSize }),
  ]);
  return { event, list, filter, filters: rowFilters, page };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const importId = parseId(args.params.importId);
  const result = await previewImport(context, {
    eventId,
    importId,
    choices: readChoices(await formData(args.request)),
  });
  if (!result.ok) return refused({}, `list_${result.reason}`);
  return redirectTo(`${paths.event(eventId)}/imports/${importId}`, { notice: "import_reread" });
}

export default function ImportPreview() {
  const { event, list, filter, filters, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const here = useHere();
  return (
    <>
      <EventFrame event={event} current="imports" />
      <ErrorSummary state={answer && "form" in answer ? answer.form : undefined} />
      <Card title={list.fileName} tone={list.state === "previewed" ? "accent" : "plain"}>
        <ImportState list={list} event={event} />
      </Card>
      <Card title={t("import.understood")}>
        <ImportLayout
          encoding={list.encoding}
          layout={list.layout}
          event={list.event}
          matched={list.matched}
          changeable={list.state === "previewed"}
        />
      </Card>
      <section className="stack">
        <h2>{t("import.rowsTitle")}</h2>
        <SubNav
          items={filters.map((value) => ({
            label: t(`import.filters.${value}`),
            href: here({ rows: value === "all" ? null : value, page: null }),
            current: value === filter,
          }))}
        />
        <ImportRows rows={list.rows} sittings={list.event.sittings.map(({ position }) => position)} />
        <Paging page={page} pageSize={pageSize} total={list.total} />
      </section>
    </>
  );
}
