import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { queueCounts } from "#app/jobs/queries.server";
import { schedules } from "#app/jobs/queues";
import type { PageHandle } from "#app/page-handle";
import { doubtfulNight } from "#app/protection/retention-clock.server";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader } from "#app/ui/page-header";
import { Notice, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.jobs.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const planned: Record<string, string> = schedules;
  const queues = await queueCounts(context);
  return {
    doubtful: await doubtfulNight(context, context.now),
    queues: queues.map((queue) => {
      const rule = planned[queue.name] ?? null;
      return { ...queue, planned: rule, minutes: minutesOf(rule), nightly: nightlyAt(rule) };
    }),
  };
}

/** Every so many minutes, where a cron rule says just that. */
function minutesOf(rule: string | null): number | null {
  if (rule === "* * * * *") return 1;
  const found = /^\*\/(\d+) \* \* \* \*$/.exec(rule ?? "");
  return found ? Number(found[1]) : null;
}

/** The time of a rule that comes once a day, as "03:10". */
function nightlyAt(rule: string | null): string | null {
  const found = /^(\d+) (\d+) \* \* \*$/.exec(rule ?? "");
  return found ? `${found[2]?.padStart(2, "0")}:${found[1]?.padStart(2, "0")}` : null;
}

export default function JobsPage() {
  const { doubtful, queues } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const privacy = useT("privacy");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("jobs.title")} lead={t("jobs.lead")} />
      {doubtful && (
        <Notice tone="warn" title={privacy("retention.doubtfulTitle")}>
          <p>
            {privacy("retention.doubtful", { last: format.date(doubtful.last), night: format.date(doubtful.night) })}
          </p>
          <LinkButton href="/admin/retention">{privacy("retention.title")}</LinkButton>
        </Notice>
      )}
      <DataTable
        caption={t("jobs.title")}
        hideCaption
        rows={queues}
        rowKey={(row) => row.name}
        columns={[
          {
            key: "name",
            header: t("jobs.queue"),
            rowHeader: true,
            cell: (row) => (
              <>
                {t.has(`queue.${row.name}`) ? t(`queue.${row.name}` as "queue.send-messages") : row.name}
                <code className="block small soft">{row.name}</code>
              </>
            ),
          },
          { key: "waiting", header: t("jobs.waiting"), numeric: true, cell: (row) => format.number(row.waiting) },
          { key: "active", header: t("jobs.active"), numeric: true, cell: (row) => format.number(row.active) },
          {
            key: "failed",
            header: t("jobs.failed"),
            numeric: true,
            cell: (row) => (row.failed > 0 ? <Tag tone="danger">{format.number(row.failed)}</Tag> : "0"),
          },
          { key: "completed", header: t("jobs.completed"), numeric: true, cell: (row) => format.number(row.completed) },
          {
            key: "last",
            header: t("jobs.last"),
            cell: (row) => (row.last_at ? format.dateTime(new Date(row.last_at)) : t("jobs.never")),
          },
          {
            key: "planned",
            header: t("jobs.planned"),
            cell: (row) => {
              if (row.minutes) return t("jobs.everyMinutes", { count: row.minutes });
              if (row.nightly) return t("jobs.everyNight", { time: row.nightly });
              return row.planned ?? t("jobs.onDemand");
            },
          },
        ]}
      />
    </>
  );
}
