import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { useFormat } from "#app/i18n/use-t";
import { FigureTable } from "./figure-table";

interface LimitCurveProps {
  title: string;
  /** The sum reached on each day, by whole days since the first. */
  points: readonly { key: string; label: string; day: number; sum: number }[];
  valueLabel: string;
  limit: number;
  limitLabel: string;
}

const width = 640;
const height = 160;

/** How a sum grows day by day towards a limit, drawn as a line across. */
export function LimitCurve({ title, points, valueLabel, limit, limitLabel }: LimitCurveProps) {
  const format = useFormat();
  const last = points.at(-1);
  const x = scaleLinear([points[0]?.day ?? 0, Math.max(1, last?.day ?? 1)], [4, width - 8]);
  const y = scaleLinear([0, Math.max(1, limit, last?.sum ?? 0)], [height - 6, 12]);
  type Point = (typeof points)[number];
  const across = ({ day }: Point) => x(day);
  const below = area<Point>(across, height - 6, ({ sum }) => y(sum)).curve(curveStepAfter)([...points]) ?? "";
  const course = line<Point>(across, ({ sum }) => y(sum)).curve(curveStepAfter)([...points]) ?? "";
  return (
    <FigureTable
      title={title}
      columns={[title, valueLabel]}
      rows={points.map(({ key, label, sum }) => ({ key, label, cells: [format.number(sum)] }))}
      note={`${limitLabel}: ${format.number(limit)}`}
    >
      <svg className="sparkline" aria-hidden="true" viewBox={`0 0 ${width} ${height}`} width="100%">
        <path className="spark-area" d={below} />
        <path className="spark-line" d={course} />
        <line className="curve-limit" x1="0" x2={width} y1={y(limit)} y2={y(limit)} />
        {last && <circle className="spark-end" cx={x(last.day)} cy={y(last.sum)} r="4" />}
      </svg>
    </FigureTable>
  );
}
