import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { useFormat } from "#app/i18n/use-t";
import { FigureTable } from "./figure-table";

export interface Datum {
  key: string;
  label: string;
  value: number;
  /** The target or the most, drawn as a mark. */
  target?: number | undefined;
  /** The value in words where a number alone is not enough. */
  text?: string;
}

interface ChartProps {
  title: string;
  data: readonly Datum[];
  /** What the values are, with their unit. */
  valueLabel: string;
  targetLabel?: string;
}

/** Bars below each other, the longest first or as given, with target marks. */
export function BarChart({ title, data, valueLabel, targetLabel }: ChartProps) {
  const format = useFormat();
  const most = Math.max(1, ...data.map((datum) => Math.max(datum.value, datum.target ?? 0)));
  return (
    <FigureTable title={title} {...table(title, data, valueLabel, targetLabel, (value) => format.number(value, 1))}>
      <div className="bars" aria-hidden="true">
        {data.map((datum) => (
          <div className="bar-row" key={datum.key}>
            <span className="bar-label">{datum.label}</span>
            <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="14">
              <rect className="meter-ground" width="100" height="10" />
              <rect className="meter-value" width={(100 * datum.value) / most} height="10" />
              {datum.target !== undefined && (
                <rect className="meter-mark" x={(99.2 * datum.target) / most} width="0.8" height="10" />
              )}
            </svg>
            <span className="bar-value">{datum.text ?? format.number(datum.value, 1)}</span>
          </div>
        ))}
      </div>
    </FigureTable>
  );
}

/** How many of the first step reach each later one. */
export function Funnel({ title, data, valueLabel }: ChartProps) {
  const format = useFormat();
  const first = Math.max(1, data[0]?.value ?? 0);
  return (
    <FigureTable title={title} {...table(title, data, valueLabel, undefined, (value) => format.number(value))}>
      <div className="bars" aria-hidden="true">
        {data.map((datum) => {
          const width = (100 * datum.value) / first;
          return (
            <div className="bar-row" key={datum.key}>
              <span className="bar-label">{datum.label}</span>
              <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="22">
                <rect className="meter-value" x={(100 - width) / 2} width={width} height="10" rx="0.6" />
              </svg>
              <span className="bar-value">
                {format.number(datum.value)} <span className="soft">{format.percent(datum.value / first)}</span>
              </span>
            </div>
          );
        })}
      </div>
    </FigureTable>
  );
}

/** The course of one figure, small enough for a row of text; the table behind says every value. */
export function Sparkline({ title, data, valueLabel }: ChartProps) {
  const format = useFormat();
  const width = 240;
  const height = 56;
  const x = scaleLinear([0, Math.max(1, data.length - 1)], [3, width - 3]);
  const y = scaleLinear([0, Math.max(1, ...data.map((datum) => datum.value))], [height - 3, 5]);
  const below =
    area<Datum>(
      (_, place) => x(place),
      height - 3,
      (datum) => y(datum.value),
    )([...data]) ?? "";
  const course =
    line<Datum>(
      (_, place) => x(place),
      (datum) => y(datum.value),
    )([...data]) ?? "";
  const last = data.at(-1);
  return (
    <FigureTable title={title} {...table(title, data, valueLabel, undefined, (value) => format.number(value, 1))}>
      <svg className="sparkline" aria-hidden="true" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        <path className="spark-area" d={below} />
        <path className="spark-line" d={course} />
        {last && <circle className="spark-end" cx={x(data.length - 1)} cy={y(last.value)} r="3" />}
      </svg>
    </FigureTable>
  );
}

function table(
  title: string,
  data: readonly Datum[],
  valueLabel: string,
  targetLabel: string | undefined,
  number: (value: number) => string,
) {
  return {
    columns: targetLabel ? [title, valueLabel, targetLabel] : [title, valueLabel],
    rows: data.map((datum) => ({
      key: datum.key,
      label: datum.label,
      cells: targetLabel
        ? [datum.text ?? number(datum.value), datum.target === undefined ? "–" : number(datum.target)]
        : [datum.text ?? number(datum.value)],
    })),
  };
}
