import { Document, Page, Path, renderToBuffer, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { pdfFont } from "./pdf-fonts.server";

const ink = "#211c16";
const soft = "#5a5146";
const line = "#b9ac97";

const styles = StyleSheet.create({
  page: { fontFamily: pdfFont, color: ink, fontSize: 10.5, lineHeight: 1.35, padding: 56, paddingBottom: 72 },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 26 },
  organisation: { flexDirection: "row", fontWeight: 600, fontSize: 12 },
  mark: { width: 16, height: 14, marginRight: 5 },
  code: { color: soft, fontSize: 9.5, textAlign: "right" },
  title: { fontSize: 20, fontWeight: 600, lineHeight: 1.2, color: "#8c1a2b" },
  lead: { color: soft, marginTop: 4, marginBottom: 16 },
  part: { marginBottom: 16 },
  partTitle: { fontSize: 12, fontWeight: 600, marginBottom: 5 },
  fact: { flexDirection: "row", paddingVertical: 3 },
  term: { width: 150, paddingTop: 1.3, paddingRight: 10, color: soft, fontSize: 9.5 },
  value: { flex: 1 },
  blank: { flex: 1, borderBottom: `0.7pt solid ${line}`, height: 16 },
  writing: { borderBottom: `0.7pt solid ${line}`, height: 22 },
  row: { flexDirection: "row", borderBottom: `0.5pt solid ${line}`, paddingVertical: 4 },
  headCell: { color: soft, fontSize: 9, paddingRight: 8 },
  cell: { paddingRight: 8 },
  tick: { width: 9, height: 9, border: `0.8pt solid ${ink}`, marginRight: 8, marginTop: 2 },
  ticked: { flexDirection: "row", paddingVertical: 2 },
  signatures: { flexDirection: "row", justifyContent: "space-between", marginTop: 30 },
  signature: { width: "46%", borderTop: `0.7pt solid ${ink}`, paddingTop: 4, color: soft, fontSize: 9.5 },
  foot: { position: "absolute", left: 56, top: 790, width: 420, color: soft, fontSize: 8.5 },
  pages: { position: "absolute", left: 479, top: 790, width: 60, color: soft, fontSize: 8.5, textAlign: "right" },
});

interface PaperProps {
  language: string;
  title: string;
  lead: string;
  organisation: string;
  /** What the paper is filed under. */
  code: string;
  /** At the foot of every page. */
  note: string;
  madeAt: Date;
  children: ReactNode;
}

/** A paper to sign or to hand in as PDF, A4 upright: real text in embedded fonts, as many pages as it takes. */
export function renderPaper({ children, ...paper }: PaperProps): Promise<Buffer> {
  return renderToBuffer(
    <Document
      title={`${paper.title} ${paper.code}`}
      author={paper.organisation}
      language={paper.language}
      creator="Përkrah"
      producer="Përkrah"
      creationDate={paper.madeAt}
      modificationDate={paper.madeAt}
    >
      <Page size="A4" style={styles.page}>
        <View style={styles.head}>
          <View style={styles.organisation}>
            <Svg viewBox="0 0 16 14" style={styles.mark}>
              <Path d="M3 2v10" stroke="#8c1a2b" strokeWidth={3.4} strokeLinecap="round" />
              <Path d="M10 2v10" stroke="#16655f" strokeWidth={3.4} strokeLinecap="round" />
            </Svg>
            <Text>{paper.organisation}</Text>
          </View>
          <Text style={styles.code}>{paper.code}</Text>
        </View>
        <Text style={styles.title}>{paper.title}</Text>
        <Text style={styles.lead}>{paper.lead}</Text>
        {children}
        <Text style={styles.foot} fixed>
          {paper.note}
        </Text>
        <Text style={styles.pages} fixed render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
      </Page>
    </Document>,
  );
}

export function PaperPart({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <View style={styles.part}>
      {title && <Text style={styles.partTitle}>{title}</Text>}
      {children}
    </View>
  );
}

/** What is known, term by term; null leaves a line to write on. */
export function PaperFacts({ items }: { items: readonly { term: string; value: string | null }[] }) {
  return items.map(({ term, value }) => (
    <View key={term} style={styles.fact} wrap={false}>
      <Text style={styles.term}>{term}</Text>
      {value === null ? <View style={styles.blank} /> : <Text style={styles.value}>{value}</Text>}
    </View>
  ));
}

/** A quiet table; `widths` are parts of the line. */
export function PaperTable({
  heads,
  widths,
  rows,
}: {
  heads: readonly string[];
  widths: readonly number[];
  rows: readonly { key: string; cells: readonly string[] }[];
}) {
  const width = (place: number) => ({ flex: widths[place] ?? 1 });
  return (
    <>
      <View style={styles.row} fixed>
        {heads.map((head, place) => (
          <Text key={head} style={[styles.headCell, width(place)]}>
            {head}
          </Text>
        ))}
      </View>
      {rows.map(({ key, cells }) => (
        <View key={key} style={styles.row} wrap={false}>
          {cells.map((cell, place) => (
            <Text key={heads[place]} style={[styles.cell, width(place)]}>
              {cell}
            </Text>
          ))}
        </View>
      ))}
    </>
  );
}

/** Three lines to write on. */
export function PaperLines() {
  return ["first", "second", "third"].map((line) => <View key={line} style={styles.writing} />);
}

/** Boxes to tick by hand. */
export function PaperTicks({ items }: { items: readonly string[] }) {
  return items.map((item) => (
    <View key={item} style={styles.ticked} wrap={false}>
      <View style={styles.tick} />
      <Text style={styles.value}>{item}</Text>
    </View>
  ));
}

export function PaperText({ children }: { children: string }) {
  return <Text>{children}</Text>;
}

/** Lines to sign on, side by side. */
export function PaperSignatures({ labels }: { labels: readonly string[] }) {
  return (
    <View style={styles.signatures} wrap={false}>
      {labels.map((label) => (
        <Text key={label} style={styles.signature}>
          {label}
        </Text>
      ))}
    </View>
  );
}
