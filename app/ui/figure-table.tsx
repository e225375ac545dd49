import { type ReactNode, useId } from "react";
import { useT } from "#app/i18n/use-t";

export interface FigureRow {
  key: string;
  label: string;
  cells: readonly string[];
}

interface FigureTableProps {
  title: string;
  columns: readonly string[];
  rows: readonly FigureRow[];
  /** The picture. */
  children: ReactNode;
  note?: ReactNode;
}

/** A picture with the table behind it: the same figures, for whoever cannot or would rather not look. */
export function FigureTable({ title, columns, rows, children, note }: FigureTableProps) {
  const t = useT("common");
  const id = useId();
  return (
    <figure className="figure" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {children}
      {note && <p className="small soft">{note}</p>}
      <details>
        <summary>{t("showTable")}</summary>
        <table className="data-table">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <th key={column} scope="col" className={place > 0 ? "numeric" : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, place) => (
                  <td key={columns[place + 1]} className="numeric" data-label={columns[place + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
