import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { Card, Notice } from "#app/ui/surfaces";
import type { EnrolmentState } from "#db/vocabulary";

export interface Place {
  id: string;
  state: EnrolmentState;
  /** A seat is kept until `offeredUntil`. */
  offered: boolean;
  offeredUntil: Date | null;
  offersMissed: number;
  leftAs: EnrolmentState | null;
  /** Nothing of it is changed any more. */
  over: "event_is_cancelled" | "event_past" | null;
  seatFree: boolean;
  turn: { position: number; total: number } | null;
  /** The profession or institution whose seats are all taken. */
  groupFull: string | null;
  /** Where the person is on the same day already. */
  sameDay: readonly { slug: string; title: string; day: string }[];
  /** Courses whose certificate is missing. */
  needs: readonly { id: string; title: string }[];
  /** What the office said about its decision. */
  decisionNote: string | null;
  /** The event asks something. */
  asks: boolean;
}

interface OwnPlaceProps {
  place: Place;
  /** The address of the page, to which the buttons' nouns are added. */
  page: string;
}

/** What one's own place is, in a sentence, and what can be done about it. */
export function OwnPlace({ place, page }: OwnPlaceProps) {
  const t = useT("enrolments");
  if (place.over) return <Notice>{t(`over.${place.over}`)}</Notice>;
  if (place.offered) return <Offered place={place} page={page} />;
  const { state, turn, leftAs, seatFree, groupFull, needs, decisionNote } = place;
  const text = needs.length > 0 ? "needs" : state === "cancelled" && leftAs ? "left" : state;
  return (
    <Card title={t(`state.${state}`)}>
      {state === "waiting" && turn && <p className="turn">{t("turn", { ...turn })}</p>}
      {state === "waiting" && place.offersMissed > 0 && <p>{t("missed", { count: place.offersMissed })}</p>}
      {state === "waiting" && groupFull && <p>{t("groupFull", { name: groupFull })}</p>}
      <p>{t(`text.${text}`, { courses: needs.map(({ title }) => `«${title}»`).join(", ") })}</p>
      {decisionNote && <p>{t("decisionNote", { note: decisionNote })}</p>}
      <SameDay places={place.sameDay} />
      <ButtonRow>
        {(state === "invited" || (state === "waiting" && seatFree)) && (
          <ActionForm action={`${page}/acceptance`} tone="primary">
            {t(state === "invited" ? "acceptInvitation" : "takeSeat")}
          </ActionForm>
        )}
        {(state === "cancelled" || state === "declined") && leftAs && (
          <ActionForm action={`${page}/return`} tone="primary">
            {t(leftAs === "admitted" && !seatFree ? "returnToList" : "return")}
          </ActionForm>
        )}
        {state === "admitted" && page.startsWith(paths.learn) && (
          <LinkButton href={paths.badge(place.id)}>{t("badge")}</LinkButton>
        )}
        {state !== "cancelled" && state !== "declined" && (
          <ActionForm action={`${page}/cancellation`} tone="plain">
            {t(`cancel.${state}`)}
          </ActionForm>
        )}
      </ButtonRow>
      <More place={place} page={page} />
    </Card>
  );
}

function SameDay({ places }: { places: Place["sameDay"] }) {
  const t = useT("enrolments");
  const format = useFormat();
  return places.map(({ slug, title, day }) => (
    <Notice key={slug} tone="warn">
      <p>
        {t("sameDay", { day: format.longDate(day) })} <a href={paths.training(slug)}>{title}</a>
      </p>
    </Notice>
  ));
}

/** What else can be done about a place. */
function More({ place: { state, asks }, page }: OwnPlaceProps) {
  const t = useT("enrolments");
  const seated = state === "admitted";
  const here = seated || state === "waiting" || state === "applied" || state === "invited";
  return (
    <ul>
      {asks && here && (
        <li>
          <a href={`${page}/answers`}>{t("answers.link")}</a>
        </li>
      )}
      {seated && (
        <li>
          <a href={`${page}/transfer`}>{t("transfer.link")}</a>
        </li>
      )}
      {seated && (
        <li>
          <a href={`${page}/successor`}>{t("successor.link")}</a>
        </li>
      )}
    </ul>
  );
}

function Offered({ place, page }: OwnPlaceProps) {
  const t = useT("enrolments");
  const format = useFormat();
  return (
    <Card title={t("offered.title")} tone="calm">
      <p>{t("offered.text", { until: place.offeredUntil ? format.longDateTime(place.offeredUntil) : "" })}</p>
      <ButtonRow>
        <ActionForm action={`${page}/acceptance`} tone="primary">
          {t("offered.accept")}
        </ActionForm>
        <ActionForm action={`${page}/cancellation`} tone="plain">
          {t("offered.decline")}
        </ActionForm>
      </ButtonRow>
    </Card>
  );
}

interface AccountCardProps {
  page: string;
  /** The person has an account already. */
  known: boolean;
}

/** From the link of a mail to an account of one's own. */
export function AccountCard({ page, known }: AccountCardProps) {
  const t = useT("enrolments");
  if (known)
    return (
      <p className="soft">
        {t("account.known")} <a href={paths.signIn}>{t("account.signIn")}</a>
      </p>
    );
  return (
    <Card title={t("account.title")} tone="sunken">
      <p>{t("account.text")}</p>
      <ActionForm action={`${page}/account`}>{t("account.button")}</ActionForm>
    </Card>
  );
}
