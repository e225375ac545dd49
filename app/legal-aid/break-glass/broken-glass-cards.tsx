import type { ReactNode } from "react";
import { useFormat, useT } from "#app/i18n/use-t";
import { ActionForm } from "#app/ui/button";
import { DefinitionList, RowList } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";
import type { SealedClass } from "#db/vocabulary";
import type { BrokenGlass } from "./queries.server";

interface BrokenGlassCardsProps {
  opened: BrokenGlass;
  classes: readonly SealedClass[];
  /** Where this break-glass lives, and its papers with it. */
  base: string;
}

/** What was opened, class by class; an opened class without content says so. */
export function BrokenGlassCards({ opened, classes, base }: BrokenGlassCardsProps) {
  const t = useT();
  const format = useFormat();
  const { identity, contact, trusted, phrases } = opened;
  const content: Partial<Record<SealedClass, ReactNode>> = {
    identity: identity && (
      <DefinitionList
        items={[
          { term: t("desk.request.name"), value: identity.name },
          { term: t("desk.request.birthYear"), value: identity.birthYear },
          { term: t("desk.request.phone"), value: identity.phone },
          { term: t("desk.request.email"), value: identity.email },
        ]}
      />
    ),
    party: opened.parties.length > 0 && (
      <RowList
        items={opened.parties.map(({ id, side, name }) => ({
          key: id,
          title: name,
          about: t(`words.partySide.${side}`),
        }))}
      />
    ),
    safety: (contact || trusted || opened.messages.length > 0) && (
      <>
        <DefinitionList
          items={[
            { term: t("desk.request.channel"), value: contact && t(`words.contactChannel.${contact.channel}`) },
            { term: t("desk.request.phone"), value: contact?.phone },
            { term: t("desk.request.email"), value: contact?.email },
            { term: t("desk.request.when"), value: contact?.when },
            { term: t("desk.request.trusted"), value: trusted && `${trusted.name}, ${trusted.contact}` },
            { term: t("desk.request.trustedHow"), value: trusted?.how },
          ]}
        />
        <RowList
          items={opened.messages.map(({ id, fromPerson, createdAt, text }) => ({
            key: id,
            title: `${format.dateTime(createdAt)} · ${t(fromPerson ? "audit.glass.fromPerson" : "audit.glass.fromDesk")}`,
            about: text,
          }))}
        />
      </>
    ),
    story: opened.story && <p className="whitespace-pre-line">{opened.story}</p>,
    whereabouts: opened.whereabouts && <p className="whitespace-pre-line">{opened.whereabouts}</p>,
    phrases: phrases && (phrases.toPerson || phrases.fromPerson) && (
      <DefinitionList
        items={[
          { term: t("desk.story.phraseTo"), value: phrases.toPerson },
          { term: t("desk.story.phraseFrom"), value: phrases.fromPerson },
        ]}
      />
    ),
    case_note: opened.notes.length > 0 && (
      <RowList
        items={opened.notes.map(({ id, createdAt, text }) => ({
          key: id,
          title: format.dateTime(createdAt),
          about: text,
        }))}
      />
    ),
    document: opened.documents.length > 0 && (
      <RowList
        items={opened.documents.map(({ id, name, type, bytes, addedAt, mayLeave }) => ({
          key: id,
          title: name,
          about: `${t(`words.fileType.${type}`)} · ${format.bytes(bytes)} · ${format.dateTime(addedAt)}`,
          end: mayLeave ? (
            <ActionForm action={`${base}/documents/${id}/copies`} tone="quiet" small>
              {t("documents.download")}
            </ActionForm>
          ) : (
            <span className="soft small">{t("audit.glass.paperShut")}</span>
          ),
        }))}
      />
    ),
  };
  return (
    <>
      {classes.map((sealedClass) => (
        <Card
          key={sealedClass}
          title={<span className="inline-block first-letter:uppercase">{t(`words.sealedClass.${sealedClass}`)}</span>}
          tone="warn"
        >
          {content[sealedClass] || <p className="soft">{t("audit.glass.nothing")}</p>}
        </Card>
      ))}
    </>
  );
}
