import { eq } from "drizzle-orm";
import { accountLinkPath, emailChangePath } from "#app/accounts/account-links.server";
import type { Context, System } from "#app/context.server";
import { env } from "#app/env.server";
import { formatter } from "#app/i18n/format";
import { translator } from "#app/i18n/translator.server";
import { safeDelivery } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { inLanguage, paths } from "#app/paths";
import { accountLinks, accounts, people } from "#db/schema/accounts";
import { outboxMessages } from "#db/schema/messages";
import { certificates, courses, enrolments, events } from "#db/schema/training";
import type { Locale, MessageKind, RecipientKind } from "#db/vocabulary";
import { renderMail } from "#emails/message";

export interface RenderedMessage {
  to: string;
  subject: string;
  text: string;
  html: string;
}

interface Recipient {
  email: string | null;
  givenName: string | null;
  locale: Locale;
}

type MailWords = { title: string; when: string; place: string };

const aboutEnrolments: readonly MessageKind[] = [
  "enrolment_received",
  "enrolment_admitted",
  "enrolment_waiting",
  "enrolment_cancelled",
];
/** Mail about legal aid names nobody, not even the one it goes to. */
const withoutName: readonly MessageKind[] = ["offer_made", "offer_ended", "desk_attention", "request_news"];

/** The text of a message as it would go out now, or null where nobody can get it (no address, subject gone). */
export async function renderMessage(context: Context, messageId: string): Promise<RenderedMessage | null> {
  const [message] = await context.db.select().from(outboxMessages).where(eq(outboxMessages.id, messageId));
  if (!message) return null;
  const recipient = await recipientOf(context, message.recipientKind, message.recipientId);
  const to = recipient && (await addressFor(context, message.kind, message.subjectId, recipient.email));
  if (!recipient || !to) return null;
  const words = await wordsFor(context, message.kind, message.subjectId, recipient.locale);
  if (!words) return null;
  const t = translator(recipient.locale, "mail");
  const named = recipient.givenName && !withoutName.includes(message.kind);
  // Whoever reads her mailbox learns nothing: no link, no name of ours.
  const silent = message.kind === "request_news";
  const path = pathFor(message.kind, message.subjectId, words.slug);
  const mail = renderMail({
    locale: recipient.locale,
    subject: t(`${message.kind}.subject`, { ...words }),
    greeting: named ? t("greetingName", { name: recipient.givenName ?? "" }) : t("greeting"),
    paragraphs: [t(`${message.kind}.text`, { ...words })],
    button: silent
      ? null
      : { label: t(`${message.kind}.button`), href: `${env().address}${inLanguage(path, recipient.locale)}` },
    closing: silent ? "" : t("closing"),
    footer: t("why"),
    brand: silent ? "" : t("neutralSender"),
  });
  return { to, ...mail };
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
    return delivery.way === "mail" ? { email: delivery.to, givenName: null, locale: delivery.locale } : null;
  }
  if (kind === "account") {
    const [row] = await context.db
      .select({ email: accounts.email, givenName: people.givenName, locale: accounts.locale, state: accounts.state })
      .from(accounts)
      .innerJoin(people, eq(people.id, accounts.personId))
      .where(eq(accounts.id, id));
    return row && (row.state === "active" || row.state === "invited") ? row : null;
  }
  const [row] = await context.db
    .select({ email: people.email, givenName: people.givenName, locale: accounts.locale })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(eq(people.id, id));
  return row ? { ...row, locale: row.locale ?? "sq" } : null;
}

async function wordsFor(
  context: Context,
  kind: MessageKind,
  subjectId: string | null,
  locale: Locale,
): Promise<(MailWords & { slug: string }) | null> {
  const nothing = { title: "", when: "", place: "none", slug: "" };
  const event = await eventOf(context, kind, subjectId);
  if (event === undefined) return nothing;
  if (event === null) return null;
  const format = formatter(locale);
  return {
    title: locale === "sq" ? event.titleSq : event.titleEn,
    when: event.startsOn ? format.dateRange(event.startsOn, event.endsOn ?? event.startsOn) : "–",
    place: event.place || "none",
    slug: event.slug,
  };
}

/** The event a message is about; undefined where it is about something else, null where it is gone. */
async function eventOf(context: Context, kind: MessageKind, subjectId: string | null) {
  const about = aboutEnrolments.includes(kind) ? "enrolment" : kind;
  if (about !== "enrolment" && about !== "event_changed" && about !== "certificate_issued") return undefined;
  if (!subjectId) return null;
  const columns = {
    titleSq: courses.titleSq,
    titleEn: courses.titleEn,
    startsOn: events.startsOn,
    endsOn: events.endsOn,
    place: events.place,
    slug: events.slug,
  };
  const query = context.db.select(columns).from(events).innerJoin(courses, eq(courses.id, events.courseId)).$dynamic();
  if (about === "enrolment")
    query.innerJoin(enrolments, eq(enrolments.eventId, events.id)).where(eq(enrolments.id, subjectId));
  else if (about === "certificate_issued")
    query.innerJoin(certificates, eq(certificates.eventId, events.id)).where(eq(certificates.id, subjectId));
  else query.where(eq(events.id, subjectId));
  const [event] = await query;
  return event ?? null;
}

function pathFor(kind: MessageKind, subjectId: string | null, slug: string): string {
  if (slug) return kind === "certificate_issued" ? "/learn/certificates" : paths.training(slug);
  if ((kind === "account_invitation" || kind === "password_reset") && subjectId) return accountLinkPath(subjectId);
  if (kind === "email_change" && subjectId) return emailChangePath(subjectId);
  if (kind === "email_changed" || kind === "second_factor_changed") return paths.account;
  if (kind === "offer_made" || kind === "offer_ended") return paths.lawyer;
  if (kind === "lawyer_verified") return "/lawyer/profile";
  if (kind === "desk_attention") return paths.desk;
  return paths.home;
}
