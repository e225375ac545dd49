import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { PaperFacts, PaperLines, PaperPart, PaperSignatures, PaperTable, renderPaper } from "#app/ui/paper-pdf.server";
import type { Locale } from "#db/vocabulary";
import type { ServiceRecord } from "./record-queries.server";

/** The record (procesverbal) of primary aid as PDF: what was given, by whom, and lines for both to sign. */
export function renderServiceRecord(record: ServiceRecord, locale: Locale, madeAt: Date): Promise<Buffer> {
  const t = translator(locale, "pdf");
  const format = formatter(locale);
  const minutes = record.services.reduce((sum, service) => sum + service.minutes, 0);
  return renderPaper({
    language: locale,
    title: t("record.title"),
    lead: t("record.lead"),
    organisation: record.organisation,
    code: record.code,
    note: t("record.note", { day: format.date(madeAt) }),
    madeAt,
    children: (
      <>
        <PaperPart>
          <PaperFacts
            items={[
              { term: t("paper.name"), value: record.name },
              { term: t("paper.birthYear"), value: record.birthYear },
              { term: t("paper.area"), value: record.area },
              { term: t("paper.basis"), value: record.article && t("paper.article", { article: record.article }) },
            ]}
          />
        </PaperPart>
        <PaperPart title={t("record.services")}>
          <PaperTable
            heads={[t("record.day"), t("record.service"), t("record.duration"), t("record.by")]}
            widths={[2, 5, 2.4, 3]}
            rows={record.services.map(({ id, givenOn, type, minutes: each, by }) => ({
              key: id,
              cells: [format.date(givenOn), type, format.minutes(each), by],
            }))}
          />
          <PaperFacts items={[{ term: t("record.total"), value: format.minutes(minutes) }]} />
        </PaperPart>
        <PaperPart title={t("record.remarks")}>
          <PaperLines />
        </PaperPart>
        <PaperSignatures labels={[t("record.person"), t("record.giver")]} />
      </>
    ),
  });
}
