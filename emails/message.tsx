import { renderToStaticMarkup } from "react-dom/server";
import type { Locale } from "#db/vocabulary";
import { Layout } from "./layout";

export interface MailText {
  locale: Locale;
  subject: string;
  greeting: string;
  paragraphs: string[];
  /** Left out where a link would tell who wrote. */
  button: { label: string; href: string } | null;
  closing: string;
  footer: string;
  brand: string;
}

/** A mail as HTML and as plain text, from the same words. */
export function renderMail(mail: MailText): { subject: string; html: string; text: string } {
  const html = renderToStaticMarkup(<Message {...mail} />);
  const text = [
    mail.greeting,
    ...mail.paragraphs,
    mail.button ? `${mail.button.label}: ${mail.button.href}` : "",
    mail.closing,
    mail.footer,
  ].filter((part) => part !== "");
  return { subject: mail.subject, html: `<!doctype html>${html}`, text: text.join("\n\n") };
}

function Message({ greeting, paragraphs, button, closing, ...frame }: MailText) {
  return (
    <Layout {...frame}>
      <p>{greeting}</p>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {button && (
        <p>
          <a
            href={button.href}
            style={{
              display: "inline-block",
              background: "#8c1a2b",
              color: "#ffffff",
              padding: "12px 20px",
              borderRadius: "10px",
              textDecoration: "none",
              fontWeight: 600,
            }}
          >
            {button.label}
          </a>
        </p>
      )}
      {closing && <p>{closing}</p>}
    </Layout>
  );
}
