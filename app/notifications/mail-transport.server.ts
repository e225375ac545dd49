import { createTransport, type Transporter } from "nodemailer";
import { Resend } from "resend";
import { env } from "#app/env.server";

export interface OutgoingMail {
  /** The outbox row's id: the provider refuses or ignores what it has seen. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Takes one mail over and answers when the provider has it; throws where it has not. */
export type MailTransport = (mail: OutgoingMail) => Promise<void>;

/** The transport that the environment names, or null where mail stays in the outbox (the demo). */
export function mailTransport(): MailTransport | null {
  const { smtpUrl, resendApiKey, resendApiUrl } = env();
  if (smtpUrl) return smtpTransport(smtpUrl);
  if (resendApiKey) return resendTransport(resendApiKey, resendApiUrl);
  return null;
}

/** Over SMTP; the Message-ID follows from the outbox row, so that a repeated mail can be recognised. */
export function smtpTransport(url: string): MailTransport {
  const transporter: Transporter = createTransport({ url, connectionTimeout: 10_000, socketTimeout: 20_000 });
  return async ({ id, to, subject, text, html }) => {
    const from = env().mailFrom;
    const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
    await transporter.sendMail({ from, to, subject, text, html, messageId: `<${id}@${domain}>` });
  };
}

/** Over Resend's HTTP interface, with the outbox row's id as idempotency key. */
export function resendTransport(apiKey: string, baseUrl?: string): MailTransport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  return async ({ id, to, subject, text, html }) => {
    const { error } = await resend.emails.send(
      { from: env().mailFrom, to, subject, text, html },
      { idempotencyKey: id },
    );
    if (error) throw Object.assign(new Error("mail provider"), { code: error.name });
  };
}
