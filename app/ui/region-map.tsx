import { geoMercator, geoPath } from "d3-geo";
import type { ReactNode } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { compareAlbanian } from "#app/i18n/fold";
import { useFormat, useT } from "#app/i18n/use-t";
import topology from "./albania-regions.topo.json";
import { FigureTable } from "./figure-table";

const width = 320;
const height = 560;
const regions = shapes();

interface RegionProperties {
  iso: string;
  sq: string;
  /** A point well inside, as longitude and latitude: the centroid of Kukës lies outside of it. */
  labelPoint: [number, number];
}

interface RegionMapProps {
  title: string;
  /** Values by ISO code, "AL-01" to "AL-12"; a region that is missing has none. */
  values: Readonly<Record<string, number>>;
  valueLabel: string;
  /** Where each region leads to. */
  hrefOf?: (iso: string) => string;
  note?: string;
}

/** The twelve regions coloured by a value, with the figures behind. */
export function RegionMap({ title, values, valueLabel, hrefOf, note }: RegionMapProps) {
  const t = useT("common");
  const format = useFormat();
  const most = Math.max(1, ...Object.values(values));
  const shade = (value: number | undefined) => (value ? Math.max(1, Math.ceil((5 * value) / most)) : 0);
  const wordsOf = ({ iso, name }: { iso: string; name: string }) =>
    `${name}: ${format.number(values[iso] ?? 0, 1)} ${valueLabel}`;
  return (
    <FigureTable
      title={title}
      note={note}
      columns={[t("region"), valueLabel]}
      rows={regions.map(({ iso, name }) => ({ key: iso, label: name, cells: [format.number(values[iso] ?? 0, 1)] }))}
    >
      <svg className="region-map" viewBox={`0 0 ${width} ${height}`} role={hrefOf ? "group" : "img"} aria-label={title}>
        {regions.map((region) => (
          <g key={region.iso}>
            <Linked href={hrefOf?.(region.iso)} label={wordsOf(region)}>
              <path d={region.path} className={`map-${shade(values[region.iso])}`}>
                <title>{wordsOf(region)}</title>
              </path>
            </Linked>
          </g>
        ))}
        <g>
          {regions.map(({ iso, name, x, y }) => (
            <text key={iso} x={x} y={y} className={shade(values[iso]) > 3 ? "map-name-on" : "map-name"}>
              <tspan x={x}>{name}</tspan>
              <tspan x={x} dy="1.15em" className="map-value">
                {format.number(values[iso] ?? 0, 1)}
              </tspan>
            </text>
          ))}
        </g>
      </svg>
    </FigureTable>
  );
}

function Linked({ href, label, children }: { href: string | undefined; label: string; children: ReactNode }) {
  return href ? (
    <a href={href} aria-label={label}>
      {children}
    </a>
  ) : (
    children
  );
}

function shapes() {
  const whole = topology as unknown as Topology<{ alb: GeometryCollection<RegionProperties> }>;
  const collection = feature(whole, whole.objects.alb);
  const projection = geoMercator().fitExtent(
    [
      [6, 6],
      [width - 6, height - 6],
    ],
    collection,
  );
  const draw = geoPath(projection).digits(1);
  return collection.features
    .map((region) => {
      const { iso, sq, labelPoint } = region.properties;
      const [x, y] = projection(labelPoint) ?? [0, 0];
      return { iso, name: sq, path: draw(region) ?? "", x: Math.round(x), y: Math.round(y) };
    })
    .sort((a, b) => compareAlbanian(a.name, b.name));
}
