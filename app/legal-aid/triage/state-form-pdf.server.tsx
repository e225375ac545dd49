import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import {
  PaperFacts,
  PaperLines,
  PaperPart,
  PaperSignatures,
  PaperText,
  PaperTicks,
  renderPaper,
} from "#app/ui/paper-pdf.server";
import type { Locale, StepKind } from "#db/vocabulary";
import type { StateForm } from "./state-form-queries.server";

/** The self-declaration for legal aid of the state as PDF: what the desk knows filled in, lines for the rest. */
export function renderStateForm(form: StateForm, locale: Locale, madeAt: Date): Promise<Buffer> {
  const t = translator(locale, "pdf");
  const words = translator(locale, "words");
  const desk = translator(locale, "desk");
  const format = formatter(locale);
  const steps = form.stepKinds.map((kind) => words(`stepKind.${kind as StepKind}`)).join(", ");
  const basis = [form.article && t("paper.article", { article: form.article }), form.category]
    .filter(Boolean)
    .join(": ");
  return renderPaper({
    language: locale,
    title: t("stateForm.title"),
    lead: t("stateForm.lead"),
    organisation: form.organisation,
    code: form.code,
    note: t("stateForm.note", { organisation: form.organisation, day: format.date(madeAt) }),
    madeAt,
    children: (
      <>
        <PaperPart title={t("stateForm.person")}>
          <PaperFacts
            items={[
              { term: t("paper.name"), value: form.name },
              { term: t("paper.birthYear"), value: form.birthYear },
              { term: t("stateForm.idNumber"), value: null },
              { term: t("stateForm.contact"), value: null },
            ]}
          />
        </PaperPart>
        <PaperPart title={t("stateForm.matter")}>
          <PaperFacts
            items={[
              { term: t("paper.area"), value: form.area },
              { term: t("stateForm.court"), value: form.courtKind && words(`courtKind.${form.courtKind}`) },
              { term: t("stateForm.wanted"), value: steps || null },
            ]}
          />
        </PaperPart>
        <PaperPart title={t("paper.basis")}>
          <PaperText>{basis || t("stateForm.basisOpen")}</PaperText>
          {form.byMeans && (
            <PaperFacts
              items={[
                { term: t("stateForm.heads"), value: null },
                { term: t("stateForm.income"), value: null },
                { term: t("stateForm.assets"), value: null },
                {
                  term: t("stateForm.wage"),
                  value: form.wage && t(wageWord(form.wage), { wage: format.lek(form.wage.lek) }),
                },
              ]}
            />
          )}
        </PaperPart>
        <PaperPart title={t("stateForm.papers")}>
          <PaperTicks items={form.papers.map((paper) => desk(`papers.${paper}`))} />
        </PaperPart>
        <PaperPart title={t("stateForm.told")}>
          <PaperLines />
        </PaperPart>
        <PaperText>{t("stateForm.declaration")}</PaperText>
        <PaperSignatures labels={[t("stateForm.signature"), t("stateForm.day")]} />
      </>
    ),
  });
}

function wageWord({ toBeConfirmed }: { toBeConfirmed: boolean }) {
  return toBeConfirmed ? "stateForm.wageToConfirm" : "stateForm.wageKnown";
}
