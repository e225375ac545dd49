import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Tag, type Tone } from "#app/ui/surfaces";
import type { BreakGlassState } from "#db/vocabulary";
import type { breakGlassForOverseer } from "./queries.server";

const tones: Record<BreakGlassState, Tone> = { asked: "warn", open: "danger", refused: "plain", ended: "plain" };

export function StageTag({ stage }: { stage: BreakGlassState }) {
  const t = useT("words");
  return <Tag tone={tones[stage]}>{t(`breakGlassState.${stage}`)}</Tag>;
}

interface BreakGlassTableProps {
  rows: Awaited<ReturnType<typeof breakGlassForOverseer>>["rows"];
  caption: string;
}

/** What was asked, by whom, who decided. */
export function BreakGlassTable({ rows, caption }: BreakGlassTableProps) {
  const t = useT();
  const format = useFormat();
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      rowTone={(row) => (row.stage === "asked" || row.stage === "open" ? "warn" : undefined)}
      empty={<p className="soft">{t("audit.glass.none")}</p>}
      columns={[
        {
          key: "request",
          header: t("audit.glass.request"),
          rowHeader: true,
          cell: (row) => <a href={paths.breakGlass(row.id)}>{row.code}</a>,
        },
        { key: "state", header: t("audit.glass.state"), cell: (row) => <StageTag stage={row.stage} /> },
        { key: "reason", header: t("audit.glass.reason"), cell: (row) => t(`words.breakGlassReason.${row.reason}`) },
        {
          key: "asked",
          header: t("audit.glass.askedBy"),
          cell: (row) => (
            <>
              {row.askedByName}
              <span className="block small soft">{format.dateTime(row.askedAt)}</span>
            </>
          ),
        },
        {
          key: "decided",
          header: t("audit.glass.decidedBy"),
          cell: (row) =>
            row.decidedByName && row.decidedAt ? (
              <>
                {row.decidedByName}
                <span className="block small soft">{format.dateTime(row.decidedAt)}</span>
              </>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
