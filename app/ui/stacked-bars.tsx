import { scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { useFormat } from "#app/i18n/use-t";
import { FigureTable } from "./figure-table";
import type { Tone } from "./surfaces";

interface StackedBarsProps {
  title: string;
  /** What the bars are made of, from left to right. */
  parts: readonly { key: string; label: string; tone: Tone }[];
  rows: readonly { key: string; label: string; values: Readonly<Record<string, number>> }[];
}

/** Bars of equal scale below each other, each made of parts. */
export function StackedBars({ title, parts, rows }: StackedBarsProps) {
  const format = useFormat();
  const sum = (values: Readonly<Record<string, number>>) =>
    parts.reduce((total, { key }) => total + (values[key] ?? 0), 0);
  const x = scaleLinear([0, Math.max(1, ...rows.map(({ values }) => sum(values)))], [0, 100]);
  const series = stack<(typeof rows)[number]>()
    .keys(parts.map(({ key }) => key))
    .value(({ values }, key) => values[key] ?? 0)([...rows]);
  return (
    <FigureTable
      title={title}
      columns={[title, ...parts.map(({ label }) => label)]}
      rows={rows.map(({ key, label, values }) => ({
        key,
        label,
        cells: parts.map((part) => format.number(values[part.key] ?? 0)),
      }))}
    >
      <ul className="grid-legend" aria-hidden="true">
        {parts.map(({ key, label, tone }) => (
          <li key={key}>
            <svg aria-hidden="true" viewBox="0 0 10 10" width="12" height="12">
              <rect className={`fill-${tone}`} width="10" height="10" rx="2" />
            </svg>{" "}
            {label}
          </li>
        ))}
      </ul>
      <div className="bars" aria-hidden="true">
        {rows.map((row, place) => (
          <div className="bar-row" key={row.key}>
            <span className="bar-label">{row.label}</span>
            <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="18">
              <rect className="meter-ground" width="100" height="10" />
              {series.map((one, part) => {
                const [from = 0, to = 0] = one[place] ?? [];
                return (
                  <rect
                    key={one.key}
                    className={`fill-${parts[part]?.tone}`}
                    x={x(from)}
                    width={x(to) - x(from)}
                    height="10"
                  />
                );
              })}
            </svg>
            <span className="bar-value">{format.number(sum(row.values))}</span>
          </div>
        ))}
      </div>
    </FigureTable>
  );
}
