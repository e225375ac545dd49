import { strToU8, zipSync } from "fflate";
import { renderToStaticMarkup } from "react-dom/server";
import { type Format, formatter } from "#app/i18n/format";
import type { Locale } from "#app/i18n/locale";
import type { MessageKey } from "#app/i18n/messages";
import type { Translate } from "#app/i18n/translator";
import { translator } from "#app/i18n/translator.server";
import { csvFile } from "#app/reporting/rules";
import { type DocumentSection, OwnDataDocument } from "./own-data-document";
import {
  type Cell,
  type Code,
  type OwnData,
  type OwnRow,
  type OwnSection,
  ownSections,
} from "./own-data-queries.server";

type Say = Translate;

const calendarDay = /^\d{4}-\d{2}-\d{2}$/;

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d1a16;background:#fff}" +
  "table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}" +
  ".wide{overflow-x:auto}h2{margin-top:2rem}";

/** One ZIP: a page to read, the same tables as CSV (safe against formulas), and JSON with the codes as they are kept. */
export function ownDataArchive(data: OwnData, locale: Locale, now: Date): Uint8Array {
  const t = translator(locale);
  const format = formatter(locale);
  const name = data.person.map(({ givenName, familyName }) => `${givenName} ${familyName}`).join("");
  const sections = ownSections.map((key) => sectionOf(t, format, key, data[key]));
  const page = renderToStaticMarkup(
    <OwnDataDocument
      lang={locale}
      title={t("privacy.own.archive.title", { name })}
      made={t("privacy.own.archive.made", { date: format.dateTime(now) })}
      none={t("privacy.own.archive.none")}
      style={style}
      sections={sections}
    />,
  );
  const tables = sections.filter(({ rows }) => rows.length > 0);
  return zipSync(
    {
      "index.html": strToU8(`<!doctype html>${page}`),
      "data.json": strToU8(JSON.stringify({ madeAt: now, ...data }, (_, value) => plainCode(value), 2)),
      ...Object.fromEntries(
        tables.map(({ key, columns, rows }) => [`${key}.csv`, strToU8(csvFile([columns, ...rows]))]),
      ),
    },
    { mtime: now },
  );
}

function sectionOf(t: Say, format: Format, key: OwnSection, rows: OwnRow[]): DocumentSection {
  const columns = Object.keys(rows[0] ?? {});
  return {
    key,
    title: t(`privacy.own.section.${key}`),
    columns: columns.map((column) => words(t, `privacy.own.column.${column}`, column)),
    rows: rows.map((row) => columns.map((column) => written(t, format, row[column] ?? null))),
  };
}

function written(t: Say, format: Format, cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return format.dateTime(cell);
  if (Array.isArray(cell)) return format.list(cell.map((one) => coded(t, one)));
  if (typeof cell === "object") return coded(t, cell);
  if (typeof cell === "boolean") return words(t, `privacy.own.code.${cell}`, String(cell));
  if (typeof cell === "string" && calendarDay.test(cell)) return format.date(cell);
  return String(cell);
}

/** The words of a code, wherever they stand; the code itself where it has none. */
function coded(t: Say, { group, code }: Code): string {
  const places = [
    `words.${group}.${code}`,
    `audit.${group}.${code}`,
    `privacy.${group}.${code}`,
    `privacy.own.code.${code}`,
  ];
  if (group === "role") places.push(`audit.actors.${code}`);
  const place = places.find((key) => t.has(key));
  return place ? words(t, place, code) : code;
}

function words(t: Say, key: string, otherwise: string): string {
  return t.has(key) ? t(key as MessageKey) : otherwise;
}

function plainCode(value: unknown): unknown {
  const isCode = typeof value === "object" && value !== null && "group" in value && "code" in value;
  return isCode ? (value as Code).code : value;
}
