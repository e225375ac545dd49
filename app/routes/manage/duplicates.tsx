import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parsePage } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { DuplicateNav, SignTags } from "#app/training/person-merges/comparison";
import { likelyDuplicates } from "#app/training/person-merges/queries.server";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.duplicates.title" };

const pageSize = 25;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const query = new URL(args.request.url).searchParams;
  const page = parsePage(query.get("page"));
  const apart = query.get("show") === "apart";
  return { ...(await likelyDuplicates(context, { page, pageSize, apart })), page, apart };
}

export default function Duplicates() {
  const { rows, total, page, apart } = useLoaderData<typeof loader>();
  const t = useT("manage");
  return (
    <>
      <PageHeader
        title={t("duplicates.title")}
        lead={t("duplicates.lead")}
        crumbs={[{ label: t("people.title"), href: paths.people }]}
      />
      <DuplicateNav current={apart ? "apart" : "likely"} />
      <DataTable
        caption={t("duplicates.title")}
        hideCaption
        rows={rows}
        rowKey={({ kept, merged }) => kept.id + merged.id}
        empty={<EmptyState title={t("duplicates.empty")}>{t("duplicates.emptyText")}</EmptyState>}
        columns={[
          { key: "one", header: t("duplicates.one"), rowHeader: true, cell: ({ kept }) => <Who person={kept} /> },
          { key: "other", header: t("duplicates.other"), cell: ({ merged }) => <Who person={merged} /> },
          { key: "why", header: t("duplicates.why"), cell: ({ signs }) => <SignTags signs={signs} /> },
          {
            key: "compare",
            header: t("duplicates.compare"),
            hideHeader: true,
            cell: ({ kept, merged }) => <Actions kept={kept} merged={merged} apart={apart} />,
          },
        ]}
      />
      <Paging page={page} pageSize={pageSize} total={total} />
    </>
  );
}

type Pair = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function Who({ person }: { person: Pair["kept"] }) {
  const { givenName, familyName, email, phone, institution } = person;
  return (
    <>
      {familyName} {givenName}
      <br />
      <span className="small soft wrap-anywhere">{[email, phone, institution].filter(Boolean).join(" · ")}</span>
    </>
  );
}

function Actions({ kept, merged, apart }: Pick<Pair, "kept" | "merged"> & { apart: boolean }) {
  const t = useT("manage");
  const page = paths.duplicate(kept.id, merged.id);
  const label = t("duplicates.compareWhom", { name: `${kept.givenName} ${kept.familyName}` });
  if (apart)
    return (
      <ActionForm action={`${page}/distinction/end`} small>
        {t("duplicates.apartEnd")}
      </ActionForm>
    );
  return (
    <ButtonRow>
      <LinkButton href={page} small label={label}>
        {t("duplicates.compare")}
      </LinkButton>
      <ActionForm action={`${page}/distinction`} small tone="quiet">
        {t("duplicates.apart")}
      </ActionForm>
    </ButtonRow>
  );
}
