import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll } from "vitest";

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing.splice(0)) close();
});

/** A real SMTP server that keeps what it gets, and answers nothing to a whole mail where it is `silent`. */
export async function smtpServer({ silent = false } = {}): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString("utf8"));
        if (!silent) done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

/** `silent` never answers; `stuck` begins to refuse and never ends. */
type Status = number | "silent" | "stuck";

interface Call {
  /** The idempotency key. */
  key: string;
  status: Status;
  from: string;
  to: string;
  subject: string;
  text: string;
}

/**
 * Resend's interface: JSON over HTTP, an idempotency key that makes a repeated mail the same mail. Answers with the
 * statuses in turn, then takes everything; `before` happens once a mail is there and before the answer.
 */
export async function resendServer({
  statuses = [],
  headers = {},
  before = async () => {},
}: {
  statuses?: Status[];
  headers?: Record<string, string>;
  before?: () => Promise<unknown>;
} = {}): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", async () => {
      const status = statuses.shift() ?? 200;
      calls.push({ ...JSON.parse(body), key: String(request.headers["idempotency-key"]), status });
      if (status === "silent") return;
      if (status === "stuck") return response.writeHead(500).write("{");
      await before();
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      const name = status === 429 ? "rate_limit_exceeded" : "application_error";
      const answer = status === 200 ? { id: "mail-1" } : { name, message: "no", statusCode: status };
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}
