import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { PaperFacts, PaperPart, PaperSignatures, PaperTable, PaperText, renderPaper } from "#app/ui/paper-pdf.server";
import type { Locale } from "#db/vocabulary";
import type { YearOfService } from "./service-queries.server";

/** The certificate of pro-bono service as PDF: hours and cases of a year, never people. */
export function renderYearOfService(service: YearOfService, locale: Locale, madeAt: Date): Promise<Buffer> {
  const t = translator(locale, "pdf");
  const words = translator(locale, "words");
  const format = formatter(locale);
  const { organisation, year, name } = service;
  return renderPaper({
    language: locale,
    title: t("service.title"),
    lead: t("service.lead", { year: String(year) }),
    organisation,
    code: String(year),
    note: t("service.note", { day: format.date(madeAt) }),
    madeAt,
    children: (
      <>
        <PaperPart>
          <PaperText>
            {t("service.certifies", {
              organisation,
              name,
              hours: format.minutes(service.minutes),
              cases: service.cases,
              year: String(year),
            })}
          </PaperText>
        </PaperPart>
        <PaperPart>
          <PaperFacts
            items={[
              { term: t("service.lawyer"), value: name },
              { term: t("service.as"), value: words(`lawyerKind.${service.kind}`) },
              { term: t("service.licence"), value: service.licenceNumber ?? "–" },
              { term: t("service.hours"), value: format.minutes(service.minutes) },
              { term: t("service.cases"), value: format.number(service.cases) },
              { term: t("service.closed"), value: format.number(service.closed) },
            ]}
          />
        </PaperPart>
        <PaperPart title={t("service.work")}>
          <PaperTable
            heads={[t("service.kind"), t("service.duration")]}
            widths={[3, 1]}
            rows={service.byKind.map(({ kind, minutes }) => ({
              key: kind,
              cells: [words(`hourKind.${kind}`), format.minutes(minutes)],
            }))}
          />
        </PaperPart>
        <PaperText>{t("service.thanks")}</PaperText>
        <PaperSignatures labels={[t("service.forOrganisation", { organisation }), t("service.day")]} />
      </>
    ),
  });
}
