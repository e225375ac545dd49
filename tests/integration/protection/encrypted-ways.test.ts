import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createTransport } from "nodemailer";
import { PgBoss } from "pg-boss";
import { describe, expect, it } from "vitest";
import { close, connect } from "#db/client.server";

/** Somebody on the way who says that there is no TLS, and notes what is told to them anyway. */
async function withoutTls<T>(greeting: string, answer: string, ask: (port: number) => Promise<T>) {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write(greeting);
    socket.on("data", (bytes) => {
      heard.push(bytes);
      socket.write(answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const outcome = await ask((server.address() as AddressInfo).port).then(
    () => "taken",
    () => "refused",
  );
  server.close();
  return { outcome, heard: Buffer.concat(heard).toString("latin1") };
}

const url = (port: number) => `postgres://perkrah_app:hunter2@127.0.0.1:${port}/perkrah?sslmode=verify-full`;

describe("a connection that was set to checked TLS", () => {
  it("to PostgreSQL tells neither name nor password where the other end has none", async () => {
    const { outcome, heard } = await withoutTls("", "N", async (port) => {
      const db = connect(url(port), { max: 1 });
      await db.$client`select 1`.finally(() => close(db));
    });
    expect(outcome).toBe("refused");
    expect(heard).not.toBe("");
    expect(heard).not.toMatch(/perkrah_app|hunter2/);
  });

  it("nor does the one of the job queues", async () => {
    const { outcome, heard } = await withoutTls("", "N", async (port) => {
      const boss = new PgBoss({ connectionString: url(port), migrate: false, createSchema: false });
      boss.on("error", () => {});
      await boss.start().finally(() => boss.stop({ graceful: false }).catch(() => {}));
    });
    expect(outcome).toBe("refused");
    expect(heard).not.toBe("");
    expect(heard).not.toMatch(/perkrah_app|hunter2/);
  });

  it("to a mail server says nothing of the mail before TLS", async () => {
    const { outcome, heard } = await withoutTls("220 mail\r\n", "250 mail\r\n", async (port) => {
      const transport = createTransport({ url: `smtp://me:hunter2@127.0.0.1:${port}/?requireTLS=true` });
      await transport.sendMail({ from: "a@example.al", to: "b@example.al", subject: "x", text: "Kanarina" });
    });
    expect(outcome).toBe("refused");
    expect(heard).not.toBe("");
    expect(heard).not.toMatch(/hunter2|Kanarina|AUTH|MAIL FROM/);
  });
});
