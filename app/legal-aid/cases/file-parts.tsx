import { useT } from "#app/i18n/use-t";
import type { SafeContact, TrustedPerson } from "#app/legal-aid/aid-requests/filing";
import { DefinitionList } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";
import type { PartySide } from "#db/vocabulary";

/** How the person may be reached, and not otherwise. */
export function SafeContactCard({ contact, trusted }: { contact: SafeContact; trusted: TrustedPerson | null }) {
  const t = useT("lawyer");
  const words = useT("words");
  return (
    <Card title={t("file.contact")} tone="warn">
      <DefinitionList
        items={[
          { term: t("file.channel"), value: words(`contactChannel.${contact.channel}`) },
          { term: t("file.phone"), value: contact.phone },
          { term: t("file.email"), value: contact.email },
          contact.who !== null && { term: t("file.who"), value: t(`file.whoMay.${contact.who}`) },
          { term: t("file.when"), value: contact.when },
          contact.message !== null && { term: t("file.message"), value: t(`file.messageMay.${contact.message}`) },
          trusted !== null && {
            term: t("file.trusted"),
            value: [trusted.name, trusted.contact, trusted.how].filter(Boolean).join(" · "),
          },
        ]}
      />
    </Card>
  );
}

/** By what they know each other, in both directions. */
export function PhrasesCard({ phrases }: { phrases: { toPerson: string | null; fromPerson: string | null } }) {
  const t = useT("lawyer");
  return (
    <Card title={t("file.phrases")}>
      <DefinitionList
        items={[
          { term: t("file.phraseToPerson"), value: phrases.toPerson },
          { term: t("file.phraseFromPerson"), value: phrases.fromPerson },
        ]}
      />
      <p className="small soft">{t("file.phrasesWhy")}</p>
    </Card>
  );
}

/** Who the person is, against whom, and where. */
export function PersonCard(props: {
  identity: { name: string | null; birthYear: string | null };
  parties: readonly { side: PartySide; name: string }[];
  whereabouts: string | null;
}) {
  const t = useT("lawyer");
  const words = useT("words");
  return (
    <Card title={t("file.person")}>
      <DefinitionList
        items={[
          { term: t("file.name"), value: props.identity.name },
          { term: t("file.birthYear"), value: props.identity.birthYear },
          ...props.parties.map(({ side, name }) => ({ term: words(`partySide.${side}`), value: name })),
          { term: t("file.whereabouts"), value: props.whereabouts },
        ]}
      />
    </Card>
  );
}
