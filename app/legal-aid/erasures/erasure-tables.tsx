import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Tag } from "#app/ui/surfaces";
import type { ErasureHold, ErasureSubject, WishSource, WishState } from "#db/vocabulary";

interface Row {
  id: string;
  subjectKind: ErasureSubject;
  source: WishSource;
  askedAt: Date;
  state: WishState;
  decidedAt: Date | null;
  code: string | null;
  name: string | null;
}

/** What an erasure is about: a request by its code, a person by name. */
export function useErasureSubject(): (row: Pick<Row, "subjectKind" | "code" | "name">) => string {
  const t = useT("privacy");
  return ({ subjectKind, code, name }) => {
    if (subjectKind === "request") return t("officer.request", { code: code ?? "–" });
    return name?.startsWith("— ") ? t("officer.gonePerson") : t("officer.account", { name: name ?? "–" });
  };
}

/** Who waits, with what stands against it; with links where somebody may decide. */
export function WaitingErasures({
  rows,
  linked,
}: {
  rows: readonly (Row & { holds: ErasureHold[] })[];
  linked: boolean;
}) {
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const subject = useErasureSubject();
  return (
    <DataTable
      caption={t("officer.waiting")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "who",
          header: t("officer.who"),
          rowHeader: true,
          cell: (row) => (linked ? <a href={`/audit/erasures/${row.id}`}>{subject(row)}</a> : subject(row)),
        },
        {
          key: "asked",
          header: t("officer.asked"),
          cell: (row) => `${format.date(row.askedAt)}, ${words(`wishSource.${row.source}`)}`,
        },
        {
          key: "holds",
          header: t("officer.holds"),
          cell: (row) =>
            row.holds.length === 0 ? (
              <Tag tone="calm">{t("officer.noHolds")}</Tag>
            ) : (
              format.list(row.holds.map((hold) => words(`erasureHold.${hold}`)))
            ),
        },
      ]}
    />
  );
}

/** The last ones that were decided. */
export function DecidedErasures({ rows }: { rows: readonly Row[] }) {
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const subject = useErasureSubject();
  return (
    <DataTable
      caption={t("officer.decided")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "who", header: t("officer.who"), rowHeader: true, cell: subject },
        { key: "asked", header: t("officer.asked"), cell: (row) => format.date(row.askedAt) },
        {
          key: "decided",
          header: t("officer.decidedOn"),
          cell: (row) => (
            <>
              {row.decidedAt && `${format.date(row.decidedAt)} `}
              <Tag tone={row.state === "refused" ? "warn" : "calm"}>{words(`wishState.${row.state}`)}</Tag>
            </>
          ),
        },
      ]}
    />
  );
}
