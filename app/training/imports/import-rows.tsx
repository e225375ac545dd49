import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { EmptyState, Tag, type Tone } from "#app/ui/surfaces";
import type { PresenceMark } from "#db/vocabulary";
import type { Entry, Verdict } from "./rules";

export interface ShownRow {
  position: number;
  sheet: string | null;
  line: number;
  entry: Entry;
  verdict: Verdict;
  remarks: string[];
  first: { line: number; sheet: string | null } | null;
}

const tones: Record<Verdict, Tone> = {
  new_person: "calm",
  known_person: "calm",
  already_enrolled: "plain",
  admitted_now: "calm",
  waiting: "warn",
  duplicate: "plain",
  continued: "plain",
  skipped: "warn",
};

/** Every row of a list with what happens to it and why. */
export function ImportRows({ rows, sittings }: { rows: readonly ShownRow[]; sittings: readonly number[] }) {
  const t = useT("manage");
  const marked = rows.some(({ entry }) => Object.keys(entry.marks).length > 0);
  const marks = {
    key: "marks",
    header: t("import.marks"),
    cell: ({ entry }: ShownRow) => <Marks marks={entry.marks} sittings={sittings} />,
  };
  return (
    <DataTable
      caption={t("import.rowsTitle")}
      hideCaption
      rows={rows}
      rowKey={({ position }) => String(position)}
      empty={<EmptyState title={t("import.noRows")} />}
      columns={[
        {
          key: "line",
          header: t("import.line"),
          cell: ({ sheet, line }) =>
            sheet ? <span className="whitespace-nowrap">{t("import.lineOf", { sheet, line })}</span> : String(line),
        },
        {
          key: "name",
          header: t("import.name"),
          rowHeader: true,
          cell: ({ entry }) => [entry.given, entry.family].filter(Boolean).join(" ") || "–",
        },
        {
          key: "contact",
          header: t("import.contact"),
          cell: ({ entry }) => <Contact entry={entry} />,
        },
        { key: "institution", header: t("import.institution"), cell: ({ entry }) => entry.institution },
        ...(marked ? [marks] : []),
        { key: "verdict", header: t("import.verdict"), cell: (row) => <VerdictCell row={row} /> },
      ]}
    />
  );
}

function Contact({ entry: { mail, phone } }: { entry: Entry }) {
  return (
    <>
      {mail && <span className="wrap-anywhere">{mail}</span>}{" "}
      {phone && <span className="whitespace-nowrap">{phone}</span>}
    </>
  );
}

function Marks({ marks, sittings }: { marks: Record<string, PresenceMark>; sittings: readonly number[] }) {
  const words = useT("words");
  if (Object.keys(marks).length === 0) return null;
  return (
    <span className="whitespace-nowrap">
      {sittings.map((position) => words(`presenceLetter.${marks[position] ?? "not_recorded"}`)).join(" ")}
    </span>
  );
}

function VerdictCell({ row }: { row: ShownRow }) {
  const t = useT("manage");
  const values = { line: row.first?.line ?? 0, sheet: row.first?.sheet ?? "" };
  return (
    <>
      <Tag tone={tones[row.verdict]}>{t(`import.verdicts.${row.verdict}`, values)}</Tag>
      {row.remarks.length > 0 && (
        <span className="soft small block">
          {row.remarks
            .filter((remark) => t.has(`import.remark.${remark}`))
            .map((remark) => t(`import.remark.${remark}` as KeyOf<"manage">))
            .join("; ")}
        </span>
      )}
    </>
  );
}
