import { Document, G, Page, Path, renderToBuffer, StyleSheet, Svg, Text } from "@react-pdf/renderer";
import { create } from "qrcode";
import { formatter } from "#app/i18n/format";
import type { Locale } from "#app/i18n/locale";
import { translator } from "#app/i18n/translator.server";
import { pdfFont } from "#app/ui/pdf-fonts.server";
import type { CertificateStatement } from "#db/schema/training";
import type { EventKind } from "#db/vocabulary";

/** All that a certificate's page says. */
export interface CertificatePage {
  statement: CertificateStatement;
  number: string;
  /** The address that verifies it, with the public code in it. */
  address: string;
  issuedAt: Date;
}

const ink = "#211c16";
const soft = "#5a5146";
const accent = "#8c1a2b";
const calm = "#16655f";
const line = "#cfc3b0";

// Every block has its place and width, and the drawing gives the page its height: a flexible layout would measure each
// text three times, and a page that may wrap is laid out twice.
const styles = StyleSheet.create({
  page: { fontFamily: pdfFont, color: ink },
  organisation: { position: "absolute", left: 112, top: 69, width: 440, fontSize: 13, fontWeight: 600 },
  number: { position: "absolute", left: 562, top: 70, width: 200, fontSize: 9.5, color: soft, textAlign: "right" },
  title: { position: "absolute", left: 79, top: 124, width: 600, fontSize: 40, fontWeight: 600, color: accent },
  titleEnglish: { position: "absolute", left: 81, top: 176, width: 600, fontSize: 14, color: soft },
  certifies: { position: "absolute", left: 80, top: 224, width: 680, fontSize: 12 },
  name: { position: "absolute", left: 80, top: 244, width: 690, fontWeight: 600 },
  course: { position: "absolute", left: 80, top: 304, width: 690, fontSize: 12 },
  courseTitle: { fontSize: 19, fontWeight: 600 },
  english: { color: soft },
  fact: { position: "absolute", top: 462, width: 168, fontSize: 11 },
  term: { fontSize: 8.5, color: soft },
  small: { fontSize: 9.5, color: soft },
  verify: { position: "absolute", left: 582, top: 510, width: 180, fontSize: 8, color: soft, textAlign: "right" },
});

/** The PDF of one certificate: A4 landscape, Albanian first and English under it, real text in embedded fonts. */
export function renderCertificate(page: CertificatePage): Promise<Buffer> {
  return renderToBuffer(<CertificateDocument {...page} />);
}

function CertificateDocument({ statement, number, address, issuedAt }: CertificatePage) {
  const sq = translator("sq", "pdf");
  const en = translator("en", "pdf");
  const name = `${statement.givenName} ${statement.familyName}`;
  const kind = statement.kind as EventKind;
  const issuedOn = formatter("sq").date(statement.issuedOn);
  return (
    <Document
      title={`${sq("certificate.title")} ${number}`}
      author={statement.organisation}
      subject={statement.courseSq}
      language="sq"
      creator="Përkrah"
      producer="Përkrah"
      creationDate={issuedAt}
      modificationDate={issuedAt}
    >
      <Page wrap={false} size="A4" orientation="landscape" style={styles.page}>
        <Svg viewBox="0 0 841.89 595.28" width={841.89} height={595.28}>
          <Path d="M0 0h842v595h-842z" fill="#fffdf9" />
          <Path d="M30 30h782v535h-782z" stroke={line} strokeWidth={1} />
          <Path d="M36 36h770v523h-770z" stroke={line} strokeWidth={0.5} />
          <Path d="M87 72v12" stroke={accent} strokeWidth={4} strokeLinecap="round" />
          <Path d="M96 72v12" stroke={calm} strokeWidth={4} strokeLinecap="round" />
          <QrCode text={address} x={672} y={416} edge={90} />
        </Svg>
        <Text style={styles.organisation}>{statement.organisation}</Text>
        <Text style={styles.number}>
          {`${sq("certificate.number")} ${number}\n`}
          {`${sq("certificate.issued", { date: issuedOn })}\n${en("certificate.issued", { date: issuedOn })}`}
        </Text>
        <Text style={styles.title}>{sq("certificate.title")}</Text>
        <Text style={styles.titleEnglish}>{en("certificate.title")}</Text>
        <Text style={styles.certifies}>
          {sq("certificate.certifies")} <Text style={styles.english}>{`/ ${en("certificate.certifies")}`}</Text>
        </Text>
        <Text style={[styles.name, { fontSize: nameSize(name) }]}>{name}</Text>
        <Text style={styles.course}>
          {`${sq(`certificate.attended.${kind}`)} `}
          <Text style={styles.english}>{`/ ${en(`certificate.attended.${kind}`)}\n`}</Text>
          <Text style={styles.courseTitle}>{`${statement.courseSq}\n`}</Text>
          <Text style={styles.english}>{statement.courseEn}</Text>
        </Text>
        {facts(statement).map(({ term, value, english }, place) => (
          <Text key={term} style={[styles.fact, { left: 80 + place * 178 }]}>
            <Text style={styles.term}>{`${term}\n`}</Text>
            {value}
            <Text style={styles.small}>{`\n${english}`}</Text>
          </Text>
        ))}
        <Text style={styles.verify}>
          {`${sq("certificate.verify")}\n${en("certificate.verify")}\n${address.replace(/^https?:\/\//, "")}`}
        </Text>
      </Page>
    </Document>
  );
}

/** Long names stay on one line. */
function nameSize(name: string): number {
  return Math.max(15, Math.min(32, Math.floor(1150 / name.length)));
}

function facts(statement: CertificateStatement) {
  const sq = translator("sq", "pdf");
  const en = translator("en", "pdf");
  return [
    { term: `${sq("certificate.when")} / ${en("certificate.when")}`, ...both((locale) => days(statement, locale)) },
    {
      term: `${sq("certificate.where")} / ${en("certificate.where")}`,
      value: statement.placeSq,
      english: statement.placeEn === statement.placeSq ? "" : statement.placeEn,
    },
    {
      term: `${sq("certificate.length")} / ${en("certificate.length")}`,
      ...both((locale) => length(statement, locale)),
    },
  ];
}

function both(say: (locale: Locale) => string) {
  return { value: say("sq"), english: say("en") };
}

function days({ startsOn, endsOn }: CertificateStatement, locale: Locale): string {
  if (!startsOn) return "–";
  const format = formatter(locale);
  return endsOn && endsOn !== startsOn ? format.dateRange(startsOn, endsOn) : format.longDate(startsOn);
}

function length({ minutesAttended, minutesPlanned }: CertificateStatement, locale: Locale): string {
  const t = translator(locale, "pdf");
  const format = formatter(locale);
  if (minutesAttended === minutesPlanned) return format.minutes(minutesPlanned);
  return t("certificate.attendedHours", {
    attended: format.minutes(minutesAttended),
    planned: format.minutes(minutesPlanned),
  });
}

/** The dark modules of each row as strokes one module wide: vectors, and half as many numbers as their outlines. */
function QrCode({ text, x, y, edge }: { text: string; x: number; y: number; edge: number }) {
  const { modules } = create(text, { errorCorrectionLevel: "M", maskPattern: 3 });
  let path = "";
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const from = column;
      while (column < modules.size && modules.get(row, column)) column++;
      if (column > from) path += `M${from} ${row}h${column - from}`;
    }
  }
  const unit = edge / modules.size;
  return (
    <G transform={`translate(${x}, ${y + unit / 2}) scale(${unit})`}>
      <Path d={path} stroke="#000000" strokeWidth={1} />
    </G>
  );
}
