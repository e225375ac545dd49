import { env } from "#app/env.server";
import { translator } from "#app/i18n/translator.server";
import { inLanguage, paths } from "#app/paths";
import type { Locale } from "#db/vocabulary";
import { renderMail } from "#emails/message";
import { paragraphsOf } from "./rules";

interface NoticeMail {
  locale: Locale;
  subject: string;
  body: string;
  /** The given name of whoever reads it, where it is known. */
  name: string | null;
  slug: string;
}

/** A notice as its reader gets it, as text and HTML. */
export function noticeMail({ locale, subject, body, name, slug }: NoticeMail) {
  const t = translator(locale, "mail");
  return renderMail({
    locale,
    subject,
    greeting: name ? t("greetingName", { name }) : t("greeting"),
    paragraphs: paragraphsOf(body),
    button: {
      label: t("event_notice.button"),
      href: `${env().address}${inLanguage(paths.training(slug), locale)}`,
    },
    closing: t("closing"),
    footer: t("why"),
    brand: t("brand"),
  });
}
