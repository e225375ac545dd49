import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { AreaField, type FilingChoices } from "#app/legal-aid/aid-requests/filing-fields";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { ChecksField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { DefinitionList, RowList } from "#app/ui/lists";
import { Card, Tag, TagRow } from "#app/ui/surfaces";
import { DateField, NumberField, TextArea, TextField } from "#app/ui/text-fields";
import { courtKinds, type RequestState, stepKinds, urgencies } from "#db/vocabulary";
import { papers as allPapers, type Paper, type TriageProposal, triageOutcomes } from "./rules";

interface Category {
  code: string;
  letter: string | null;
  sq: string;
  en: string;
  status: string;
}

/** What the rules propose and why. */
export function ProposalCard({
  proposal,
  categories,
  meansHref,
}: {
  proposal: TriageProposal;
  categories: readonly Category[];
  meansHref: string;
}) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const category = categories.find(({ code }) => code === proposal.categoryCode);
  return (
    <Card title={t("desk.triage.proposal")} tone="calm">
      <DefinitionList
        items={[
          {
            term: t("desk.triage.category"),
            value: category && (
              <>
                {category[locale]}{" "}
                {category.status !== "verified" && <Tag tone="warn">{t("common.toBeConfirmed")}</Tag>}
              </>
            ),
          },
          { term: t("desk.triage.article"), value: proposal.article ?? t("desk.triage.articleOwn") },
          { term: t("desk.triage.means"), value: t(`desk.triage.meansState.${proposal.meansTest}`) },
          {
            term: t("desk.triage.channels"),
            value: format.list(proposal.channels.map((channel) => t(`words.channel.${channel}`))),
          },
          { term: t("desk.triage.urgency"), value: <UrgencyTag urgency={proposal.urgency} /> },
        ]}
      />
      <ul className="bullets small">
        {proposal.because.map((code) => (
          <li key={code}>{t(`desk.triage.because.${code}` as "desk.triage.because.category")}</li>
        ))}
      </ul>
      {proposal.meansTest !== "not_needed" && (
        <LinkButton href={meansHref} tone="quiet" small>
          {t("desk.triage.checkMeans")}
        </LinkButton>
      )}
      <p className="small soft">{t("desk.triage.proposalNote")}</p>
    </Card>
  );
}

interface Similar {
  id: string;
  code: string;
  state: RequestState;
  receivedAt: Date;
  samePhone: boolean;
  sameEmail: boolean;
  sameName: boolean;
  sameMatter: boolean;
}

/** Earlier requests of what may be the same person. */
export function SimilarCard({ similar }: { similar: readonly Similar[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Card title={t("desk.triage.similar")} tone={similar.length > 0 ? "warn" : "plain"}>
      {similar.length === 0 ? (
        <p className="soft">{t("desk.triage.similarNone")}</p>
      ) : (
        <>
          <p className="small">{t("desk.triage.similarLead")}</p>
          <RowList
            items={similar.map((one) => ({
              key: one.id,
              title: one.code,
              href: paths.aidRequest(one.id),
              about: `${t(`words.requestState.${one.state}`)} · ${format.date(one.receivedAt)}`,
              end: (
                <TagRow>
                  {(["samePhone", "sameEmail", "sameName", "sameMatter"] as const)
                    .filter((sign) => one[sign])
                    .map((sign) => (
                      <Tag key={sign} tone="warn">
                        {t(`desk.triage.${sign}`)}
                      </Tag>
                    ))}
                </TagRow>
              ),
            }))}
          />
        </>
      )}
    </Card>
  );
}

/** What the fields of the decision are called, for them and for the summary of a refused form. */
export function useDecisionLabels() {
  const t = useT();
  return {
    areaCode: t("desk.new.area"),
    outcome: t("desk.triage.outcome"),
    categoryCode: t("desk.triage.category"),
    urgency: t("desk.triage.urgency"),
    courtKind: t("desk.triage.court"),
    nextDateOn: t("desk.triage.nextDateOn"),
    stepKinds: t("desk.triage.steps"),
    estimatedHours: t("desk.triage.hours"),
    missingPapers: t("desk.triage.papers"),
    mergedIntoCode: t("desk.triage.mergedInto"),
    reason: t("desk.triage.reason"),
  };
}

interface DecisionFieldsProps {
  categories: readonly Category[];
  areas: FilingChoices["areas"];
  papers: readonly Paper[];
}

/** The decision itself; what the rules propose is filled in and can be changed. */
export function DecisionFields({ categories, areas, papers }: DecisionFieldsProps) {
  const t = useT();
  const locale = useLocale();
  const label = useDecisionLabels();
  const shown = [...papers, ...allPapers.filter((paper) => !papers.includes(paper))];
  return (
    <>
      <ChoiceField
        name="outcome"
        label={label.outcome}
        choices={triageOutcomes.map((value) => ({
          value,
          label: t(`desk.triage.outcomes.${value}`),
          hint: t(`desk.triage.outcomeHints.${value}`),
        }))}
      />
      <SelectField
        name="categoryCode"
        label={label.categoryCode}
        optional
        empty={t("desk.triage.noCategory")}
        choices={categories.map((category) => ({
          value: category.code,
          label: `${category.letter ? `11 ${category.letter}` : "12"} · ${category[locale]}`,
        }))}
      />
      <ChoiceField
        name="urgency"
        label={label.urgency}
        inline
        choices={urgencies.map((value) => ({ value, label: t(`words.urgency.${value}`) }))}
      />
      <AreaField areas={areas} />
      <SelectField
        name="courtKind"
        label={label.courtKind}
        width="medium"
        optional
        choices={courtKinds.map((value) => ({ value, label: t(`words.courtKind.${value}`) }))}
      />
      <DateField name="nextDateOn" label={label.nextDateOn} optional />
      <ChecksField
        name="stepKinds"
        label={label.stepKinds}
        optional
        inline
        choices={stepKinds.map((value) => ({ value, label: t(`words.stepKind.${value}`) }))}
      />
      <NumberField name="estimatedHours" label={label.estimatedHours} optional />
      <ChecksField
        name="missingPapers"
        label={label.missingPapers}
        hint={t("desk.triage.papersNote")}
        optional
        inline
        choices={shown.map((value) => ({ value, label: t(`desk.papers.${value}`) }))}
      />
      <TextField name="mergedIntoCode" label={label.mergedIntoCode} width="short" maxLength={20} optional />
      <TextArea name="reason" label={label.reason} hint={t("desk.triage.reasonHint")} rows={3} maxLength={500} />
    </>
  );
}
