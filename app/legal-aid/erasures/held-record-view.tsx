import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { personState } from "#app/legal-aid/aid-requests/rules";
import { HelpLink, useHelpHref } from "#app/legal-aid/drafts/help-link";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import type { ConsentKind, ContactChannel, PartySide, RequestState } from "#db/vocabulary";

interface HeldRecordViewProps {
  record: {
    state: RequestState;
    receivedAt: Date;
    name: string | null;
    birthYear: string | null;
    phone: string | null;
    email: string | null;
    contact: { channel: ContactChannel; when: string | null } | null;
    parties: { id: string; side: PartySide; name: string }[];
    story: string | null;
    messages: { id: string; fromPerson: boolean; createdAt: Date; text: string }[];
    papers: number;
    consents: { kind: ConsentKind; givenAt: Date }[];
    services: { id: string; sq: string; en: string; givenOn: string }[];
    looks: { role: string; times: number; last: Date | null }[];
    hidden: { trusted: boolean; whereabouts: boolean; phrases: boolean };
  };
}

/** Everything that may stand on a screen, plain enough to be printed. */
export function HeldRecordView({ record }: HeldRecordViewProps) {
  const t = useT("privacy");
  const help = useT("help");
  const words = useT("words");
  const format = useFormat();
  const locale = useLocale();
  const href = useHelpHref();
  const { contact, hidden } = record;
  const notShown = (kept: boolean) => (kept ? <em>{t("held.kept")}</em> : null);
  const roles = ["coordinator", "lawyer", "dpo"] as const;
  return (
    <>
      <PageHeader title={t("held.heldTitle")} />
      <DefinitionList
        items={[
          { term: t("held.since"), value: format.date(record.receivedAt) },
          { term: t("held.state"), value: help(`status.state.${personState(record.state)}`) },
          { term: t("held.name"), value: record.name },
          { term: t("held.birthYear"), value: record.birthYear },
          { term: t("held.phone"), value: record.phone },
          { term: t("held.email"), value: record.email },
          { term: t("held.contact"), value: contact && words(`contactChannel.${contact.channel}`) },
          { term: t("held.contactWhen"), value: contact?.when },
          { term: t("held.trusted"), value: notShown(hidden.trusted) },
          { term: t("held.whereabouts"), value: notShown(hidden.whereabouts) },
          { term: t("held.phrases"), value: notShown(hidden.phrases) },
          {
            term: t("held.parties"),
            value: record.parties.length > 0 && (
              <ul>
                {record.parties.map(({ id, side, name }) => (
                  <li key={id}>{`${name} (${words(`partySide.${side}`)})`}</li>
                ))}
              </ul>
            ),
          },
          { term: t("held.papers"), value: t("held.papersCount", { count: record.papers }) },
          {
            term: t("held.consents"),
            value: format.list(
              record.consents.map(({ kind, givenAt }) => `${words(`consentKind.${kind}`)} (${format.date(givenAt)})`),
            ),
          },
          {
            term: t("held.services"),
            value: format.list(record.services.map((one) => `${one[locale]} (${format.date(one.givenOn)})`)),
          },
        ]}
      />
      {record.story && (
        <Card title={t("held.story")}>
          <p className="whitespace-pre-line">{record.story}</p>
        </Card>
      )}
      {record.messages.length > 0 && (
        <Card title={t("held.messages")}>
          <ul>
            {record.messages.map(({ id, fromPerson, createdAt, text }) => (
              <li key={id}>
                <span className="small soft">
                  {`${format.date(createdAt)}, ${fromPerson ? t("held.fromYou") : t("held.fromDesk")}: `}
                </span>
                <span className="whitespace-pre-line">{text}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t("held.looks")}>
        {record.looks.length === 0 && <p>{t("held.looksNone")}</p>}
        <ul>
          {record.looks.map(({ role, times, last }) => (
            <li key={role}>
              {t("held.look", {
                who: words(`role.${roles.find((known) => known === role) ?? "coordinator"}`),
                count: times,
                date: last ? format.date(last) : "",
              })}
            </li>
          ))}
        </ul>
      </Card>
      <p className="small soft">{t("held.askOther")}</p>
      <p className="small soft">{t("held.heldPrint")}</p>
      <p>
        <HelpLink to="/help/status" quiet={false}>
          {t("held.heldBack")}
        </HelpLink>
      </p>
      <p className="question-ways">
        <a href={href("/help/status/erasure")}>{t("held.askLink")}</a>
      </p>
    </>
  );
}
