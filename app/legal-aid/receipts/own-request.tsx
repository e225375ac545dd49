import { useFormat, useT } from "#app/i18n/use-t";
import { isOpen, personState } from "#app/legal-aid/aid-requests/rules";
import { HelpLink, useHelpHref } from "#app/legal-aid/drafts/help-link";
import { ButtonRow } from "#app/ui/button";
import { DefinitionList, Timeline } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";
import type { LawyerKind, RequestState } from "#db/vocabulary";

interface OwnRequestProps {
  /** Who else opened her file: how often, and as what last. */
  looks: { total: number; last: { happenedAt: Date; actorKind: string } | null };
  own: {
    state: RequestState;
    receivedAt: Date;
    newsBy: Date | null;
    unread: number;
    lawyer: { givenName: string; familyName: string; kind: LawyerKind; openedAt: Date } | null;
    phraseToPerson: string | null;
    phraseFromPerson: string | null;
    moves: { id: string; toState: RequestState; movedAt: Date }[];
  };
}

const lookedBy: Record<string, "status.lookedDesk" | "status.lookedLawyer"> = {
  coordinator: "status.lookedDesk",
  lawyer: "status.lookedLawyer",
};

/** What a person sees of her own request: a state in neutral words, news, and what she can do. */
export function OwnRequest({ own, looks }: OwnRequestProps) {
  const t = useT("help");
  const privacy = useT("privacy");
  const format = useFormat();
  const href = useHelpHref();
  const state = personState(own.state);
  const open = isOpen(own.state);
  // That an offer went to the next lawyer is no news for her.
  const told = own.moves.filter(
    ({ toState }, place) => toState !== "offered" && toState !== own.moves[place - 1]?.toState,
  );
  return (
    <>
      <PageHeader title={t(`status.state.${state}`)} lead={t(`status.stateText.${state}`)} />
      {own.newsBy && <p>{t("status.newsBy", { day: format.date(own.newsBy) })}</p>}
      {own.unread > 0 && (
        <Notice tone="calm" title={t("status.unread", { count: own.unread })}>
          <p>
            <a href={href("/help/status/messages")}>{t("status.open")}</a>
          </p>
        </Notice>
      )}
      {own.lawyer && (
        <Card title={t("status.lawyerTitle")} tone="calm">
          <p className="receipt-lawyer">
            {own.lawyer.givenName} {own.lawyer.familyName}
          </p>
          <p className="soft">{t(`status.lawyerKind.${own.lawyer.kind}`)}</p>
          <DefinitionList
            items={[
              own.phraseToPerson && { term: t("status.phraseTo"), value: own.phraseToPerson },
              own.phraseFromPerson && { term: t("status.phraseFrom"), value: own.phraseFromPerson },
            ].map((item) => item || null)}
          />
          {own.phraseToPerson && <p className="small">{t("status.phraseWarn")}</p>}
        </Card>
      )}
      <ButtonRow>
        <HelpLink to="/help/status/messages" quiet={false}>
          {t("status.messages")}
        </HelpLink>
        {open && <HelpLink to="/help/status/documents">{t("status.documents")}</HelpLink>}
        {open && <HelpLink to="/help/status/contact">{t("status.changeContact")}</HelpLink>}
      </ButtonRow>
      <Card title={t("status.history")}>
        <Timeline
          moments={told.map(({ id, toState, movedAt }) => ({
            key: id,
            when: format.date(movedAt),
            what: t(`status.moved.${toState}`),
          }))}
        />
      </Card>
      <Card title={t("status.looksTitle")}>
        <p>
          {t("status.looks", {
            count: looks.total,
            who: looks.last ? t(lookedBy[looks.last.actorKind] ?? "status.lookedOther") : "",
            when: looks.last ? format.date(looks.last.happenedAt) : "",
          })}
        </p>
      </Card>
      {open && (
        <p className="question-ways">
          <a href={href("/help/status/consents")}>{t("status.consents")}</a>
          <a href={href("/help/status/withdrawal")}>{t("status.withdraw")}</a>
        </p>
      )}
      <p className="question-ways">
        <a href={href("/help/status/record")}>{privacy("held.heldLink")}</a>
        <a href={href("/help/status/erasure")}>{privacy("held.askLink")}</a>
      </p>
      <form method="post" action={href("/help/status/end")} className="form">
        <button type="submit" className="button button-quiet">
          {t("status.close")}
        </button>
        <p className="small soft">{t("status.sessionEnds")}</p>
      </form>
    </>
  );
}
