import { Document, G, Page, Path, renderToBuffer, StyleSheet, Svg, Text } from "@react-pdf/renderer";
import { translator } from "#app/i18n/translator.server";
import { pdfFont } from "#app/ui/pdf-fonts.server";
import { qrEdge, qrPath } from "#app/ui/qr-svg";
import { badgePlace, badgeSize, badgesPerPage, nameSize } from "./badge-sheet";

export interface PrintedBadge {
  /** What the QR holds: names nobody. */
  badge: string;
  givenName: string;
  familyName: string;
  institution: string | null;
}

export interface BadgeSheets {
  titleSq: string;
  when: string;
  badges: readonly PrintedBadge[];
  printedAt: Date;
}

const mm = (value: number) => (value * 72) / 25.4;
const qrMillimetres = 25;
const textWidth = mm(badgeSize.width - qrMillimetres - 9);
const soft = "#5a5146";
const line = "#cfc3b0";

// Every block has its place: a page that may wrap is laid out twice.
const styles = StyleSheet.create({
  page: { fontFamily: pdfFont, color: "#211c16" },
  text: { position: "absolute", width: textWidth },
  title: { fontSize: 8, fontWeight: 600, maxLines: 2, textOverflow: "ellipsis", width: mm(badgeSize.width) - mm(10) },
  when: { fontSize: 8, color: soft, maxLines: 1, textOverflow: "ellipsis", width: mm(badgeSize.width) - mm(10) },
  name: { fontWeight: 600 },
  institution: { fontSize: 9, color: soft, maxLines: 3, textOverflow: "ellipsis" },
});

/** Name badges to cut out, ten a page: name, institution, event and the QR that opens the door. */
export function renderBadges(sheets: BadgeSheets): Promise<Buffer> {
  return renderToBuffer(<BadgesDocument {...sheets} />);
}

function BadgesDocument({ titleSq, when, badges, printedAt }: BadgeSheets) {
  const sq = translator("sq", "pdf");
  const pages = Math.ceil(badges.length / badgesPerPage);
  return (
    <Document
      title={`${sq("badges.title")} · ${titleSq}`}
      language="sq"
      creator="Përkrah"
      producer="Përkrah"
      creationDate={printedAt}
      modificationDate={printedAt}
    >
      {Array.from({ length: pages }, (_, page) => {
        const own = badges.slice(page * badgesPerPage, (page + 1) * badgesPerPage);
        return (
          <Page key={own[0]?.badge} wrap={false} size="A4" style={styles.page}>
            <Drawing badges={own} />
            {own.map((badge, place) => (
              <Words key={badge.badge} {...badge} place={place} title={titleSq} when={when} />
            ))}
          </Page>
        );
      })}
    </Document>
  );
}

/** The outlines to cut along, and the codes: the drawing that gives the page its height. */
function Drawing({ badges }: Pick<BadgeSheets, "badges">) {
  const unit = (text: string) => qrMillimetres / qrEdge(text);
  const { width, height } = badgeSize;
  return (
    <Svg viewBox="0 0 210 297" width={mm(210)} height={mm(297)}>
      {badges.map(({ badge }, place) => {
        const { x, y } = badgePlace(place);
        const corner = { x: x + width - qrMillimetres - 3, y: y + height - qrMillimetres - 3 };
        return (
          <G key={badge}>
            <Path d={`M${x} ${y}h${width}v${height}h-${width}z`} stroke={line} strokeWidth={0.2} />
            <G transform={`translate(${corner.x}, ${corner.y}) scale(${unit(badge)})`}>
              <Path d={qrPath(badge)} fill="#000000" />
            </G>
          </G>
        );
      })}
    </Svg>
  );
}

interface Place {
  place: number;
  title: string;
  when: string;
}

function Words({ givenName, familyName, institution, place, title, when }: PrintedBadge & Place) {
  const { x, y } = badgePlace(place);
  const left = mm(x + 5);
  const fontSize = nameSize(longer(givenName, familyName), textWidth);
  return (
    <>
      <Text style={[styles.text, styles.title, { left, top: mm(y + 4.5) }]}>{title}</Text>
      <Text style={[styles.text, styles.when, { left, top: mm(y + 12) }]}>{when}</Text>
      <Text
        style={[styles.text, styles.name, { left, top: mm(y + 18), fontSize }]}
      >{`${givenName}\n${familyName}`}</Text>
      <Text style={[styles.text, styles.institution, { left, top: mm(y + 37) }]}>{institution ?? ""}</Text>
    </>
  );
}

function longer(one: string, other: string): string {
  return one.length > other.length ? one : other;
}
