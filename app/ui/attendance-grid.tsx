import { useT } from "#app/i18n/use-t";

export interface GridMark {
  /** One letter. */
  letter: string;
  /** The whole word, for the legend and for those who do not see the letter. */
  word: string;
  tone: "calm" | "warn" | "danger" | "accent" | "plain";
}

interface AttendanceGridProps {
  title: string;
  rowLabel: string;
  columns: readonly { key: string; label: string; href?: string | undefined }[];
  /** One mark per column; null where nothing was recorded. */
  rows: readonly {
    key: string;
    label: string;
    about?: string | null | undefined;
    marks: readonly (GridMark | null)[];
    total?: string;
  }[];
  totalLabel?: string;
  legend: readonly GridMark[];
}

/** What scrolls must be reachable by keyboard. */
const scrollable = { tabIndex: 0 };

/** People by sessions. It is a table itself; on a phone it scrolls inside its own frame. */
export function AttendanceGrid({ title, rowLabel, columns, rows, totalLabel, legend }: AttendanceGridProps) {
  const t = useT("common");
  return (
    <figure className="figure">
      <figcaption>{title}</figcaption>
      <ul className="grid-legend">
        {legend.map((mark) => (
          <li key={mark.word}>
            <b className={`grid-mark grid-${mark.tone}`} aria-hidden="true">
              {mark.letter}
            </b>{" "}
            {mark.word}
          </li>
        ))}
      </ul>
      <section className="grid-scroll" aria-label={title} {...scrollable}>
        <table className="attendance-grid">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{rowLabel}</th>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.href ? <a href={column.href}>{column.label}</a> : column.label}
                </th>
              ))}
              {totalLabel && <th scope="col">{totalLabel}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.label}
                  {row.about && <small>{row.about}</small>}
                </th>
                {columns.map((column, place) => {
                  const mark = row.marks[place];
                  // One element a mark: a thousand people have thousands.
                  return mark ? (
                    <td key={column.key} className={`grid-${mark.tone}`} title={mark.word}>
                      {mark.letter}
                    </td>
                  ) : (
                    <td key={column.key} className="soft" title={t("unknown")}>
                      ·
                    </td>
                  );
                })}
                {totalLabel && <td className="numeric">{row.total}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}
