import { type Look, LooksTable } from "#app/audit/looks-table";
import type { Translate } from "#app/i18n/translator";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { DefinitionList, Timeline } from "#app/ui/lists";
import { Card, Notice, Tag } from "#app/ui/surfaces";
import type { StepKind } from "#db/vocabulary";
import type { RequestForDesk } from "./request-queries.server";

/** Cards of the desk's page of one request. */
export function CallTask({ base, count }: { base: string; count: number }) {
  const t = useT("desk");
  return (
    <Notice tone="warn">
      <p>{t("request.callTask", { count })}</p>
      <ButtonRow>
        <ActionForm action={`${base}/calls`} values={{ reached: "yes" }} tone="calm" small>
          {t("request.call")}
        </ActionForm>
        <ActionForm action={`${base}/calls`} values={{ reached: "no" }} small>
          {t("request.callMissed")}
        </ActionForm>
      </ButtonRow>
    </Notice>
  );
}

export function WorkflowCard({ request, consents }: Pick<RequestForDesk, "request" | "consents">) {
  const t = useT();
  const format = useFormat();
  const sq = useLocale() === "sq";
  const further = consents.filter((kind) => kind !== "process");
  return (
    <Card title={t("desk.request.workflow")}>
      <DefinitionList
        items={[
          { term: t("desk.request.source"), value: t(`words.requestSource.${request.source}`) },
          { term: t("desk.request.referrer"), value: request.referrer },
          request.dangerNow && {
            term: t("desk.request.danger"),
            value: <Tag tone="danger">{t("common.yes")}</Tag>,
          },
          { term: t("desk.request.region"), value: sq ? request.regionSq : request.regionEn },
          { term: t("desk.request.area"), value: sq ? request.areaSq : request.areaEn },
          { term: t("desk.request.category"), value: sq ? request.categorySq : request.categoryEn },
          { term: t("desk.request.channel"), value: request.channel && t(`words.channel.${request.channel}`) },
          { term: t("desk.request.court"), value: request.courtKind && t(`words.courtKind.${request.courtKind}`) },
          { term: t("desk.request.next"), value: request.nextDateOn && format.weekday(request.nextDateOn) },
          {
            term: t("desk.request.hours"),
            value: request.estimatedHours && t("desk.request.hoursValue", { hours: request.estimatedHours }),
          },
          {
            term: t("desk.request.steps"),
            value: format.list(request.stepKinds.map((kind) => t(`words.stepKind.${kind as StepKind}`))),
          },
          { term: t("desk.request.language"), value: t(`words.language.${request.language}`) },
          { term: t("desk.request.genderWish"), value: request.genderWish && t(`words.gender.${request.genderWish}`) },
          { term: t("desk.request.ageBand"), value: request.ageBand && t(`words.ageBand.${request.ageBand}`) },
          {
            term: t("desk.request.consents"),
            value: further.length
              ? format.list(further.map((kind) => t(`words.consentKind.${kind}`)))
              : t("desk.request.noConsent"),
          },
          { term: t("desk.request.received"), value: format.dateTime(request.receivedAt) },
          { term: t("desk.request.heard"), value: request.lastHeardAt && format.dateTime(request.lastHeardAt) },
        ]}
      />
    </Card>
  );
}

interface IdentityCardProps extends Pick<RequestForDesk, "sight" | "identity"> {
  storyHref: string;
}

export function IdentityCard({ sight, identity, storyHref }: IdentityCardProps) {
  const t = useT();
  if (sight === "closed")
    return (
      <Card title={t("desk.request.identity")} tone="sunken">
        <p className="soft">{t("desk.request.identityClosed")}</p>
      </Card>
    );
  if (sight === "with_reason")
    return (
      <Card title={t("desk.request.identity")}>
        <p className="soft">{t("desk.request.identityWithReason")}</p>
        <LinkButton href={storyHref} tone="quiet" small>
          {t("desk.request.openStory")}
        </LinkButton>
      </Card>
    );
  return (
    <Card title={t("desk.request.identity")}>
      <IdentityList identity={identity} />
    </Card>
  );
}

export function IdentityList({ identity }: Pick<RequestForDesk, "identity">) {
  const t = useT();
  if (!identity || !(identity.name || identity.birthYear || identity.phone || identity.parties.length))
    return <p className="soft">{t("desk.request.noIdentity")}</p>;
  return (
    <DefinitionList
      items={[
        { term: t("desk.request.name"), value: identity.name },
        { term: t("desk.request.birthYear"), value: identity.birthYear },
        { term: t("desk.request.phone"), value: identity.phone },
        { term: t("desk.request.email"), value: identity.email },
        ...identity.parties.map(({ id, side, name }) => ({
          term: t(`words.partySide.${side}`),
          value: <span key={id}>{name}</span>,
        })),
      ]}
    />
  );
}

export function ContactCard({ opened }: { opened: RequestForDesk["contact"] }) {
  const t = useT();
  const contact = opened?.contact;
  if (!contact) return null;
  return (
    <Card title={t("desk.request.contact")} tone="calm">
      <p>
        <b>{t(`help.channels.${contact.channel}`)}</b>
      </p>
      <DefinitionList
        items={[
          { term: t("desk.request.phone"), value: contact.phone },
          { term: t("desk.request.email"), value: contact.email },
          { term: t("desk.request.who"), value: contact.who && t(`help.reach.who_${contact.who}`) },
          { term: t("desk.request.when"), value: contact.when },
          { term: t("desk.request.message"), value: contact.message && t(`help.reach.message_${contact.message}`) },
          {
            term: t("desk.request.trusted"),
            value: opened.trustedPerson && `${opened.trustedPerson.name}, ${opened.trustedPerson.contact}`,
          },
          { term: t("desk.request.trustedHow"), value: opened.trustedPerson?.how },
        ]}
      />
    </Card>
  );
}

export function TimelineCard({ moves, decisions }: Pick<RequestForDesk, "moves" | "decisions">) {
  const t = useT();
  const format = useFormat();
  const by = (row: { givenName: string | null; familyName: string | null }) =>
    row.givenName ? `${row.givenName} ${row.familyName}` : null;
  return (
    <Card title={t("desk.request.timeline")}>
      <Timeline
        moments={moves.map((move) => {
          const decision =
            move.reason === "triage_decided"
              ? decisions.find(({ decidedAt }) => decidedAt.getTime() === move.movedAt.getTime())
              : undefined;
          const reason = reasonWords(t, move.reason);
          return {
            key: move.id,
            when: format.dateTime(move.movedAt),
            what: t(`words.requestState.${move.toState}`),
            tone: move.toState === "assigned" ? ("calm" as const) : undefined,
            about: [
              by(move),
              decision?.article && t("desk.request.decisionArticle", { article: decision.article }),
              decision ? decision.reason : reason,
            ]
              .filter(Boolean)
              .join(" · "),
          };
        })}
      />
      {decisions[0] && decisions[0].missingPapers.length > 0 && (
        <p className="small">
          {t("desk.request.missingPapers")}:{" "}
          {format.list(
            decisions[0].missingPapers.map((paper) => t(`desk.papers.${paper}` as "desk.papers.police_report")),
          )}
        </p>
      )}
    </Card>
  );
}

export function LooksCard({ looks, total, href }: { looks: readonly Look[]; total: number; href: string }) {
  const t = useT();
  return (
    <Card title={t("desk.request.looks")} action={total > 0 && <a href={href}>{t("audit.look.all")}</a>}>
      <p className="small soft">{t("audit.look.count", { count: total })}</p>
      {total > 0 && <LooksTable looks={looks} caption={t("desk.request.looks")} />}
    </Card>
  );
}

const codedReasons = [
  [/^declined_/, "words.declineCode"],
  [/^case_/, "words.caseOutcome"],
  [/^hand(?:ed)?_back_/, "words.handBackReason"],
] as const;

/** A move's reason: a code in words, or the desk's own sentence as it was written. */
function reasonWords(t: Translate, reason: string): string {
  const key = `desk.moveReasons.${reason}`;
  if (t.has(key)) return t(key as "desk.moveReasons.triage_opened");
  for (const [start, words] of codedReasons) {
    const coded = `${words}.${reason.replace(start, "")}`;
    if (start.test(reason) && t.has(coded)) return t(coded as "words.declineCode.conflict");
  }
  return reason;
}
