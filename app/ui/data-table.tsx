import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { classNames } from "./class-names";
import { useHere } from "./page-context";
import type { Tone } from "./surfaces";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The cell that names its row; one per table. */
  rowHeader?: boolean;
  numeric?: boolean;
  /** Sorts by `?sort=<key>&dir=asc|desc` when the heading is followed. */
  sortable?: boolean;
  /** For columns of buttons: the heading is read, not shown. */
  hideHeader?: boolean;
}

export interface Sort {
  by: string;
  direction: "asc" | "desc";
}

interface DataTableProps<Row> {
  caption: string;
  /** The caption is read, not shown, where a heading above says the same. */
  hideCaption?: boolean;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  rowTone?: (row: Row) => Tone | undefined;
  sort?: Sort;
  /** What stands there instead while there are no rows. */
  empty?: ReactNode;
}

/** A table that becomes cards on a phone. */
export function DataTable<Row>({
  caption,
  hideCaption,
  rows,
  columns,
  rowKey,
  rowTone,
  sort,
  empty,
}: DataTableProps<Row>) {
  const t = useT("common");
  if (rows.length === 0) return empty ?? <p className="soft">{t("noData")}</p>;
  return (
    <table className="data-table">
      <caption className={classNames(hideCaption && "visually-hidden")}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} sort={sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const tone = rowTone?.(row);
          return (
            <tr key={rowKey(row)} className={classNames(tone && `row-${tone}`)}>
              {columns.map((column) =>
                column.rowHeader ? (
                  <th key={column.key} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    className={classNames(column.numeric && "numeric")}
                    data-label={column.hideHeader ? undefined : column.header}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function HeaderCell<Row>({ column, sort }: { column: Column<Row>; sort: Sort | undefined }) {
  const t = useT("common");
  const here = useHere();
  const sorted = sort?.by === column.key ? sort.direction : undefined;
  const next = sorted === "asc" ? "desc" : "asc";
  const words = column.hideHeader ? <span className="visually-hidden">{column.header}</span> : column.header;
  return (
    <th
      scope="col"
      className={classNames(column.numeric && "numeric")}
      aria-sort={sorted && (sorted === "asc" ? "ascending" : "descending")}
    >
      {column.sortable ? (
        <a href={here({ sort: column.key, dir: next, page: null })} title={t("sortBy", { column: column.header })}>
          {words}
          {sorted && <span aria-hidden="true">{sorted === "asc" ? " ↑" : " ↓"}</span>}
        </a>
      ) : (
        words
      )}
    </th>
  );
}
