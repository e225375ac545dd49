import { Readable } from "node:stream";
import { createTransport, type Transporter } from "nodemailer";
import { Resend } from "resend";
import { env } from "#app/env.server";

export interface OutgoingMail {
  /** The outbox row's id: the provider refuses or ignores what it has seen. */
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Calendar objects: mail programs offer to keep the first in the text itself, and take the others as files. */
  calendar: readonly { method: "REQUEST" | "CANCEL"; fileName: string; content: string }[];
}

/** Whether the provider recognises a mail that it is told again (`handed`), or would send it twice (`unconfirmed`). */
export type HandOver = (as: "handed" | "unconfirmed") => Promise<void>;

/**
 * Takes one mail over and answers when the provider has it; throws `MailRefusal` where it has not. Every transport calls
 * `handOver` before its last word, and sends nothing where that fails.
 */
export type MailTransport = (mail: OutgoingMail, handOver: HandOver) => Promise<void>;

interface Why {
  code: string;
  /** Trying again would change nothing: this mail is refused, not mail as such. */
  forGood?: boolean;
  /** No other mail would fare better for now. */
  forAll?: boolean;
  /** Everything was said and no answer came: the provider may have it. */
  unconfirmed?: boolean;
  /** The same, and it may be told again. */
  unanswered?: boolean;
  /** When the provider wants to be asked again. */
  afterSeconds?: number | undefined;
}

/** Why a mail was not taken over; no address, no text of the provider's. */
export class MailRefusal extends Error {
  override name = "MailRefusal";
  constructor(readonly why: Why) {
    super("the mail was not taken over");
  }
}

/** The transport that the environment names, or null where mail stays in the outbox (the demo). */
export function mailTransport(): MailTransport | null {
  const { smtpUrl, resendApiKey, resendApiUrl } = env();
  if (smtpUrl) return smtpTransport(smtpUrl);
  if (resendApiKey) return resendTransport(resendApiKey, resendApiUrl);
  return null;
}

const SMTP_PATIENCE = 60_000;

/** Over SMTP; the Message-ID follows from the outbox row. The row is handed over before the dot that ends a mail. */
export function smtpTransport(url: string, patience = SMTP_PATIENCE): MailTransport {
  const transporter: Transporter = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: patience,
  });
  transporter.use("stream", (mail, next) => {
    const { handOver } = mail.data as { handOver?: () => Promise<void> };
    if (handOver) mail.message.processFunc((whole) => lastWordAfter(whole, handOver));
    next();
  });
  return async ({ id, calendar, ...mail }, handOver) => {
    const domain = /@([^>\s]+)/.exec(mail.from)?.[1] ?? "localhost";
    let handedOver = false;
    const noted = async () => {
      await handOver("unconfirmed");
      handedOver = true;
    };
    const [first, ...others] = calendar;
    const message = {
      ...mail,
      ...(first && { icalEvent: { method: first.method, filename: first.fileName, content: first.content } }),
      attachments: others.map(attached),
      messageId: `<${id}@${domain}>`,
      handOver: noted,
    };
    await transporter.sendMail(message).catch((failure) => {
      throw new MailRefusal(smtpRefusal(failure, handedOver));
    });
  };
}

function attached({ method, fileName, content }: OutgoingMail["calendar"][number]) {
  const contentType = `text/calendar; charset=utf-8; method=${method}`;
  return { filename: fileName, content: Buffer.from(content), contentType };
}

/** Read only once the server has asked for the text: a transform would run ahead of it and hand over too early. */
function lastWordAfter(whole: Readable, handOver: () => Promise<void>): Readable {
  const parts = async function* () {
    yield* whole;
    await handOver();
  };
  return Readable.from(parts(), { objectMode: false });
}

function smtpRefusal(failure: { code?: string; responseCode?: number }, handedOver: boolean): Why {
  const { code = "provider_error", responseCode } = failure;
  if (responseCode === undefined)
    return handedOver ? { code: "unconfirmed", unconfirmed: true } : { code, forAll: true };
  const refused = responseCode >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  return { code, forGood: refused, forAll: responseCode === 421 || code === "EAUTH" };
}

const RESEND_PATIENCE = 20_000;

/** Over Resend's HTTP interface, with the outbox row's id as idempotency key: said twice, it is sent once. */
export function resendTransport(apiKey: string, baseUrl?: string, patience = RESEND_PATIENCE): MailTransport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  return async ({ id, calendar, ...mail }, handOver) => {
    const whole = { ...mail, ...(calendar.length > 0 && { attachments: calendar.map(attached) }) };
    await handOver("handed");
    const signal = AbortSignal.timeout(patience);
    const { error, headers } = await resend.emails.send(whole, { idempotencyKey: id, signal });
    // Known under this key with another text (a date was changed since): it has been sent.
    if (!error || error.name === "invalid_idempotent_request") return;
    // Without a status there was no answer, or none that ended within our patience.
    const status = error.statusCode ?? 0;
    throw new MailRefusal({
      code: error.name,
      forGood: status === 422 || error.name === "validation_error",
      forAll: status === 0 || status === 401 || status === 403 || status === 429 || status >= 500,
      unanswered: status === 0,
      afterSeconds: secondsUntil(headers?.["retry-after"]),
    });
  };
}

/** Retry-After: seconds or a date; nothing where it is neither. */
function secondsUntil(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
