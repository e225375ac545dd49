import { and, eq } from "drizzle-orm";
import { accountLinkPath, emailChangePath } from "#app/accounts/account-links.server";
import type { Context, System } from "#app/context.server";
import { env } from "#app/env.server";
import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { safeDelivery } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { inLanguage, paths } from "#app/paths";
import { type CalendarPart, calendarParts } from "#app/training/calendar/mail-parts.server";
import { hasSeat } from "#app/training/calendar/queries.server";
import { linkShown } from "#app/training/calendar/rules";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { noticeMail } from "#app/training/event-notices/notice-mail.server";
import { noticeFor } from "#app/training/event-notices/queries.server";
import { accountLinks, accounts, people } from "#db/schema/accounts";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";
import { certificates, courses, enrolments, events, sittings } from "#db/schema/training";
import type { Locale, MessageKind, RecipientKind } from "#db/vocabulary";
import { renderMail } from "#emails/message";

export interface RenderedMessage {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** What the mail puts into its reader's calendar. */
  calendar: CalendarPart[];
}

interface Recipient {
  email: string | null;
  givenName: string | null;
  familyName: string | null;
  locale: Locale;
}

type MailWords = { title: string; when: string; place: string; until: string };

/** The training that a message is about. */
interface Training {
  eventId: string;
  titleSq: string;
  titleEn: string;
  startsOn: string | null;
  endsOn: string | null;
  place: string | null;
  slug: string;
  onlineLink: string | null;
  /** The sitting that a reminder is about. */
  startsAt?: Date;
  endsAt?: Date;
  /** The reader's own place in it. */
  enrolmentId: string | null;
  /** Until when a seat is kept for the reader. */
  offeredUntil: Date | null;
}

const aboutEnrolments: readonly MessageKind[] = [
  "enrolment_received",
  "enrolment_admitted",
  "enrolment_waiting",
  "enrolment_cancelled",
  "enrolment_offered",
  "enrolment_offer_ended",
  "enrolment_needs_course",
  "enrolment_invited",
  "enrolment_declined",
];
const aboutEvents: readonly MessageKind[] = ["event_changed", "event_confirmed", "event_cancelled"];
const aboutSittings: readonly MessageKind[] = ["event_reminder", "event_link"];
/** Mail about legal aid names nobody, neither us nor the one it goes to, and leads to the door only. */
const neutral: readonly MessageKind[] = [
  "lawyer_applied",
  "lawyer_verified",
  "offer_made",
  "offer_ended",
  "desk_attention",
  "request_news",
  "break_glass_asked",
  "break_glass_decided",
];

/** The text of a message as it would go out now, or null where nobody can get it (no address, subject gone). */
export async function renderMessage(context: Context, messageId: string): Promise<RenderedMessage | null> {
  const [message] = await context.db.select().from(outboxMessages).where(eq(outboxMessages.id, messageId));
  if (!message) return null;
  const recipient = await recipientOf(context, message.recipientKind, message.recipientId);
  const to = recipient && (await addressFor(context, message.kind, message.subjectId, recipient.email));
  if (!recipient || !to) return null;
  const training = await trainingOf(context, message);
  if (training === null || (training && !(await stillHolds(context, message, training)))) return null;
  const { locale } = recipient;
  if (message.kind === "event_notice") return noticeTo(context, message, { ...recipient, email: to }, training?.slug);
  const words = training ? wordsFor(training, locale) : noWords;
  const t = translator(locale, "mail");
  const quiet = neutral.includes(message.kind);
  // Whoever reads her mailbox learns nothing: not even a link.
  const silent = message.kind === "request_news";
  const path = inLanguage(pathFor(message.kind, message.subjectId, training), locale);
  const link = message.kind === "event_link" ? training?.onlineLink : null;
  const online = training?.onlineLink && message.kind === "event_reminder";
  const mail = renderMail({
    locale,
    subject: t(`${message.kind}.subject`, { ...words }),
    greeting: recipient.givenName && !quiet ? t("greetingName", { name: recipient.givenName }) : t("greeting"),
    paragraphs: [t(`${message.kind}.text`, { ...words }), ...(online ? [t("linkLater")] : [])],
    button: silent ? null : { label: t(`${message.kind}.button`), href: link ?? `${env().address}${path}` },
    closing: quiet ? "" : t("closing"),
    footer: t("why"),
    brand: quiet ? "" : t("brand"),
  });
  const calendar =
    training && message.recipientKind === "person"
      ? await calendarParts(context, {
          kind: message.kind,
          eventId: training.eventId,
          eventTitle: words.title,
          person: { id: message.recipientId, name: nameOf(recipient), email: to },
          locale,
          since: message.createdAt,
        })
      : [];
  return { from: quiet ? env().mailFromNeutral : env().mailFrom, to, ...mail, calendar };
}

/** What a manager wrote to people of an event, as one of them reads it. */
async function noticeTo(
  context: Context,
  {
    subjectId,
    recipientKind,
    recipientId,
  }: { subjectId: string | null; recipientKind: RecipientKind; recipientId: string },
  { email: to, givenName: name, locale }: Recipient & { email: string },
  slug = "",
): Promise<RenderedMessage | null> {
  const notice = await noticeFor(context, subjectId, locale, { kind: recipientKind, id: recipientId });
  if (!notice) return null;
  return { from: env().mailFrom, to, ...noticeMail({ ...notice, locale, name, slug }), calendar: [] };
}

function nameOf({ givenName, familyName }: Recipient): string {
  return [givenName, familyName].filter(Boolean).join(" ");
}

/** A reminder whose sitting has moved, begun or been called off, or whose reader has lost the seat, says nothing true. */
async function stillHolds(
  context: Context,
  message: { kind: MessageKind; recipientId: string; deduplicationKey: string },
  { eventId, startsAt, endsAt, onlineLink, offeredUntil }: Training,
): Promise<boolean> {
  if (message.kind === "enrolment_offered") return offeredUntil !== null && offeredUntil > context.now;
  if (!aboutSittings.includes(message.kind)) return true;
  if (!startsAt || !endsAt || !(await hasSeat(context, eventId, message.recipientId))) return false;
  if (message.kind === "event_link") return onlineLink !== null && linkShown({ startsAt, endsAt }, context.now);
  return startsAt > context.now && message.deduplicationKey.includes(`:${startsAt.getTime()}:`);
}

/** Mail about a changed address goes to the new one (the link) and to the old one (the notice). */
async function addressFor(context: Context, kind: MessageKind, linkId: string | null, usual: string | null) {
  if (kind !== "email_change" && kind !== "email_changed") return usual;
  if (!linkId) return null;
  const [link] = await context.db
    .select({ newEmail: accountLinks.newEmail, previousEmail: accountLinks.previousEmail })
    .from(accountLinks)
    .where(eq(accountLinks.id, linkId));
  return (kind === "email_change" ? link?.newEmail : link?.previousEmail) ?? null;
}

async function recipientOf(context: Context, kind: RecipientKind, id: string): Promise<Recipient | null> {
  if (kind === "request") {
    // Only the sender asks where she may be reached, and only at the moment of sending.
    if (context.actor.kind !== "system") return null;
    const delivery = await safeDelivery(context as Context<System>, id);
    if (delivery.way !== "mail") return null;
    return { email: delivery.to, givenName: null, familyName: null, locale: delivery.locale };
  }
  if (kind === "account") {
    const [row] = await context.db
      .select({
        email: accounts.email,
        givenName: people.givenName,
        familyName: people.familyName,
        locale: accounts.locale,
        state: accounts.state,
      })
      .from(accounts)
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(eq(accounts.id, id));
    return row && (row.state === "active" || row.state === "invited") ? row : null;
  }
  const [row] = await context.db
    .select({
      email: people.email,
      givenName: people.givenName,
      familyName: people.familyName,
      locale: accounts.locale,
    })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(eq(people.id, id));
  return row ? { ...row, locale: row.locale ?? "sq" } : null;
}

const noWords: MailWords = { title: "", when: "", place: "none", until: "" };

function wordsFor({ startsAt, endsAt, ...training }: Training, locale: Locale): MailWords {
  const format = formatter(locale);
  const { startsOn, endsOn } = training;
  const days = startsOn ? format.dateRange(startsOn, endsOn ?? startsOn) : "–";
  return {
    title: locale === "sq" ? training.titleSq : training.titleEn,
    when: startsAt && endsAt ? `${format.weekday(startsAt)}, ${format.timeRange(startsAt, endsAt)}` : days,
    place: training.place || "none",
    until: training.offeredUntil ? format.longDateTime(training.offeredUntil) : "",
  };
}

/** The training a message is about; undefined where it is about something else, null where it is gone. */
async function trainingOf(
  context: Context,
  { kind, subjectId, recipientKind, recipientId }: typeof outboxMessages.$inferSelect,
): Promise<Training | null | undefined> {
  const about = [
    [aboutEnrolments, enrolments],
    [aboutEvents, events],
    [aboutSittings, sittings],
    [["event_notice"], eventNotices],
    [["certificate_issued"], certificates],
  ] as const;
  const [, table] = about.find(([kinds]) => (kinds as readonly MessageKind[]).includes(kind)) ?? [];
  if (!table) return undefined;
  if (!subjectId) return null;
  const columns = {
    eventId: events.id,
    titleSq: courses.titleSq,
    titleEn: courses.titleEn,
    startsOn: events.startsOn,
    endsOn: events.endsOn,
    place: events.place,
    slug: events.slug,
    onlineLink: events.onlineLink,
  };
  const query = context.db.select(columns).from(events).innerJoin(courses, eq(courses.id, events.courseId)).$dynamic();
  if (table === events) query.where(eq(events.id, subjectId));
  else query.innerJoin(table, eq((table as typeof sittings).eventId, events.id)).where(eq(table.id, subjectId));
  const [event] = await query;
  if (!event) return null;
  const training = { ...event, ...(await placeOf(context, event.eventId, recipientKind, recipientId)) };
  if (table !== sittings) return training;
  const [times] = await context.db
    .select({ startsAt: sittings.startsAt, endsAt: sittings.endsAt })
    .from(sittings)
    .where(eq(sittings.id, subjectId));
  return { ...training, ...times };
}

/** The reader's own place in an event: what the button leads to. */
async function placeOf(context: Context, eventId: string, kind: RecipientKind, personId: string) {
  const none = { enrolmentId: null, offeredUntil: null };
  if (kind !== "person") return none;
  const [place] = await context.db
    .select({ enrolmentId: enrolments.id, offeredUntil: enrolments.offeredUntil })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.personId, personId)));
  return place ?? none;
}

function pathFor(kind: MessageKind, subjectId: string | null, training: Training | undefined): string {
  if (training && kind === "certificate_issued") return "/learn/certificates";
  if (training?.enrolmentId) return enrolmentPath(training.enrolmentId);
  if (training) return paths.training(training.slug);
  if ((kind === "account_invitation" || kind === "password_reset") && subjectId) return accountLinkPath(subjectId);
  if (kind === "email_change" && subjectId) return emailChangePath(subjectId);
  if (kind === "email_changed" || kind === "second_factor_changed") return paths.account;
  return neutral.includes(kind) ? paths.signIn : paths.home;
}
