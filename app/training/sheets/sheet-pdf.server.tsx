import { Document, G, Page, Path, renderToBuffer, StyleSheet, Svg, Text } from "@react-pdf/renderer";
import { Fragment } from "react";
import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { pdfFont } from "#app/ui/pdf-fonts.server";
import { qrPath } from "#app/ui/qr-svg";
import {
  type Box,
  codeCell,
  codeHeight,
  codeLefts,
  codeTop,
  cornerEdge,
  corners,
  pageMark,
  qrBox,
  rowCode,
  rowHeight,
  rowsPerPage,
  rowTop,
  sheetPage,
  signatureBox,
} from "./layout";
import type { PrintedSheet } from "./queries.server";

const POINTS = 72 / 25.4;
const mm = (value: number) => value * POINTS;
const at = ({ x, y }: { x: number; y: number }, width: number) =>
  ({ position: "absolute", left: mm(x), top: mm(y), width: mm(width) }) as const;

// Every block has its place: a page that may wrap is laid out twice. Black and greys that a copier keeps.
const soft = "#444444";
const styles = StyleSheet.create({
  page: { fontFamily: pdfFont, color: "#000000", fontSize: 10 },
  title: { ...at({ x: 22, y: 9.5 }, 136), fontSize: 15, fontWeight: 600 },
  course: { ...at({ x: 22, y: 17.5 }, 136), fontSize: 11, fontWeight: 600, maxLines: 2, textOverflow: "ellipsis" },
  facts: { ...at({ x: 22, y: 29 }, 136), fontSize: 9, color: soft, maxLines: 2, textOverflow: "ellipsis" },
  code: { ...at({ x: 160, y: 38 }, 36), fontSize: 8, textAlign: "center" },
  head: { position: "absolute", top: mm(44.5), fontSize: 8.5, fontWeight: 600 },
  name: { fontSize: 11, maxLines: 1, textOverflow: "ellipsis" },
  institution: { fontSize: 8, color: soft, maxLines: 1, textOverflow: "ellipsis" },
  foot: { ...at({ x: 22, y: 268.5 }, 166), fontSize: 8.5, color: soft },
  number: { fontSize: 10, textAlign: "center" },
  pages: { ...at({ x: 22, y: 285 }, 166), fontSize: 8.5, textAlign: "center" },
});

/** The signature sheet of one session as PDF, A4 upright, Albanian first; black and white. */
export function renderSheet(sheet: PrintedSheet): Promise<Buffer> {
  return renderToBuffer(<SheetDocument sheet={sheet} />);
}

function SheetDocument({ sheet }: { sheet: PrintedSheet }) {
  const sq = translator("sq", "pdf");
  const pages = Math.ceil(sheet.rows.length / rowsPerPage);
  return (
    <Document
      title={`${sq("sheet.title")} · ${sheet.courseSq}`}
      language="sq"
      creator="Përkrah"
      producer="Përkrah"
      creationDate={sheet.createdAt}
      modificationDate={sheet.createdAt}
    >
      {Array.from({ length: pages }, (_, page) => (
        <SheetPage key={pageMark(sheet.code, page + 1)} sheet={sheet} page={page + 1} pages={pages} />
      ))}
    </Document>
  );
}

function SheetPage({ sheet, page, pages }: { sheet: PrintedSheet; page: number; pages: number }) {
  const sq = translator("sq", "pdf");
  const en = translator("en", "pdf");
  const both = (key: Parameters<typeof sq>[0]) => `${sq(key)} / ${en(key)}`;
  const when = formatter("sq");
  const rows = sheet.rows.slice((page - 1) * rowsPerPage, page * rowsPerPage);
  const session = { position: sheet.position, count: sheet.sittingCount };
  return (
    <Page wrap={false} size="A4" style={styles.page}>
      <Svg
        viewBox={`0 0 ${sheetPage.width} ${sheetPage.height}`}
        width={mm(sheetPage.width)}
        height={mm(sheetPage.height)}
      >
        <Path d={rows.map((_, place) => outline(signatureBox(place))).join("")} stroke="#000000" strokeWidth={0.2} />
        <Path
          d={rows.map((_, place) => `M22 ${rowTop(place) + rowHeight}h78`).join("")}
          stroke="#777777"
          strokeWidth={0.1}
        />
        <Path d={marks(rows.length)} fill="#000000" />
        <QrCode text={pageMark(sheet.code, page)} />
      </Svg>
      <Text style={styles.title}>{both("sheet.title")}</Text>
      <Text
        style={styles.course}
      >{`${sheet.courseSq}${sheet.courseEn === sheet.courseSq ? "" : ` / ${sheet.courseEn}`}`}</Text>
      <Text style={styles.facts}>
        {[
          `${sq("sheet.session", session)} / ${en("sheet.session", session)}`,
          when.span(sheet.startsAt, sheet.endsAt),
          sheet.place,
        ].join(" · ")}
      </Text>
      <Text style={styles.code}>{sheet.code.replace(/(.{5})/, "$1 ")}</Text>
      <Text style={[styles.head, { left: mm(22) }]}>{both("sheet.name")}</Text>
      <Text style={[styles.head, { left: mm(102) }]}>{both("sheet.signature")}</Text>
      {rows.map((row, place) => (
        <Text key={row.position} style={[styles.number, at({ x: 11, y: rowTop(place) + 1.8 }, 9)]}>
          {row.position}
        </Text>
      ))}
      {rows.map(({ position, familyName, givenName, institution }, place) => (
        <Fragment key={position}>
          {familyName && (
            <Text style={[styles.name, at({ x: 22, y: rowTop(place) + 1.6 }, 78)]}>{`${familyName} ${givenName}`}</Text>
          )}
          {institution && (
            <Text style={[styles.institution, at({ x: 22, y: rowTop(place) + 7.4 }, 78)]}>{institution}</Text>
          )}
        </Fragment>
      ))}
      <Text style={styles.foot}>{`${sq("sheet.how")}\n${en("sheet.how")}`}</Text>
      <Text style={styles.pages}>{`${sq("sheet.page", { page, pages })} / ${en("sheet.page", { page, pages })}`}</Text>
    </Page>
  );
}

const outline = ({ x, y, width, height }: Box) => `M${x} ${y}h${width}v${height}h${-width}z`;

/** Corner squares and the rows' codes. */
function marks(rows: number): string {
  const squares = corners.map(({ x, y }) =>
    outline({ x: x - cornerEdge / 2, y: y - cornerEdge / 2, width: cornerEdge, height: cornerEdge }),
  );
  const codes = Array.from({ length: rows }, (_, place) =>
    codeLefts.flatMap((left) =>
      rowCode(place).map((dark, cell) =>
        dark ? outline({ x: left + cell * codeCell, y: codeTop(place), width: codeCell, height: codeHeight }) : "",
      ),
    ),
  );
  return [...squares, ...codes.flat()].join("");
}

const QR_MODULES = 21;
const QR_MARGIN = 4;

function QrCode({ text }: { text: string }) {
  const unit = qrBox.width / QR_MODULES;
  const margin = QR_MARGIN * unit;
  return (
    <G transform={`translate(${qrBox.x - margin}, ${qrBox.y - margin}) scale(${unit})`}>
      <Path d={qrPath(text)} fill="#000000" />
    </G>
  );
}
