import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { EnrolmentStateTag } from "#app/training/events/event-words";
import { DefinitionList, RowList } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";
import type { EnrolmentState } from "#db/vocabulary";

interface Enrolled {
  id: string;
  eventId: string;
  title: string;
  startsOn: string | null;
  place: string | null;
  state: EnrolmentState;
  observed: number;
}

export interface ComparedRecord {
  givenName: string;
  familyName: string;
  email: string | null;
  phone: string | null;
  institution: string | null;
  profession: string | null;
  municipality: string | null;
  createdAt: Date | string;
  account: "open" | "closed" | null;
  certified: readonly string[];
  enrolments: readonly Enrolled[];
}

/** One of two records: what it says, and its history. */
export function RecordCard({ title, person }: { title: string; person: ComparedRecord }) {
  const t = useT("manage");
  const format = useFormat();
  const none = <span className="soft">—</span>;
  return (
    <Card title={title}>
      <DefinitionList
        items={[
          { term: t("people.name"), value: `${person.givenName} ${person.familyName}` },
          {
            term: t("duplicate.email"),
            value: person.email ? <span className="wrap-anywhere">{person.email}</span> : none,
          },
          { term: t("duplicate.phone"), value: person.phone ?? none },
          { term: t("duplicate.institution"), value: person.institution ?? none },
          { term: t("duplicate.profession"), value: person.profession ?? none },
          { term: t("duplicate.municipality"), value: person.municipality ?? none },
          { term: t("duplicate.account"), value: t(`duplicate.accountState.${person.account ?? "none"}`) },
          { term: t("people.certificates"), value: format.number(person.certified.length) },
          { term: t("duplicate.since"), value: format.date(person.createdAt) },
        ]}
      />
      <h3>{t("duplicate.enrolments", { count: person.enrolments.length })}</h3>
      <RowList
        items={person.enrolments.map(({ id, eventId, title, startsOn, place, state, observed }) => ({
          key: id,
          title,
          href: paths.event(eventId),
          about: [startsOn && format.date(startsOn), place, t("duplicate.observed", { count: observed })]
            .filter(Boolean)
            .join(" · "),
          end: <EnrolmentStateTag state={state} />,
        }))}
      />
    </Card>
  );
}
