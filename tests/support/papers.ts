import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import { type Context, type Coordinator, contextFor, type Lawyer } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import type { DocumentActor } from "#app/legal-aid/documents/lock-subject.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { scanDocuments } from "#app/legal-aid/documents/scan-documents.server";
import { documents } from "#db/schema/documents";
import { clamdForTests } from "./clamd";
import { testDatabase } from "./database";
import { ownFileStore } from "./kept-files";
import { monday, networkOn } from "./network";

/** Papers of requests and cases, through the real commands: database, file store and scanner of this test file's own. */
export async function papersHere() {
  const store = ownFileStore();
  const database = await testDatabase();
  const network = networkOn(database);
  const desk = await network.desk();
  const clamd = await clamdForTests();
  afterAll(stopSendingBoss);

  const receiptOf = (requestId: string, now = monday) =>
    contextFor({ kind: "receipt" as const, requestId }, now, database.app);

  /** A lawyer with an open case. */
  async function working() {
    const lawyer = await network.lawyer();
    const requestId = await network.request(desk);
    await database.owner.execute(sql`delete from conflict_findings`);
    await database.owner.execute(sql`insert into conflict_checks (request_id, checked_by, checked_at, enough, compared)
      values (${requestId}, ${desk.accountId}, now(), true, 0)`);
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
    return { requestId, caseId, actor: lawyer.actor, context: network.acting(lawyer.actor) };
  }

  async function added(
    context: Context<DocumentActor>,
    subjectId: string,
    content: Buffer,
    name = "vendimi i Mirelës.pdf",
  ) {
    const received = await receiveDocument(context, posted(content, name), subjectId);
    if (!received.ok) throw new Error(JSON.stringify(received.state.errors));
    const [row] = await database.owner.select().from(documents).orderBy(sql`xmin::text::bigint desc`).limit(1);
    if (!row) throw new Error("no row");
    return row;
  }

  const rowOf = async (id: string) => (await database.owner.select().from(documents).where(eq(documents.id, id)))[0];
  const placeOf = (fileId: string) => join(store, "files", "sealed", fileId.slice(0, 2), fileId);
  /** Every file that is kept; none before the first paper. */
  const files = () => {
    const folder = join(store, "files");
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  };
  const scan = (now = monday) => scanDocuments(network.system(now));

  async function downloaded(context: Context<Lawyer | Coordinator>, subjectId: string, documentId: string) {
    const opened = await openDocument(context, { subjectId, documentId, reason: "triage" });
    if (!opened.ok) return opened.reason;
    const answer = documentAnswer(opened.document);
    return { headers: answer.headers, content: Buffer.from(await answer.arrayBuffer()) };
  }

  return { database, network, desk, clamd, receiptOf, working, added, rowOf, placeOf, files, scan, downloaded };
}

/** A paper as a form posts it. */
export function posted(content: Buffer, name: string, kind = "decision"): Request {
  const form = new FormData();
  form.append("kind", kind);
  form.append("file", new File([new Uint8Array(content)], name));
  return new Request("http://localhost:3000/lawyer/cases/1/documents", { method: "POST", body: form });
}

/** The same answer for what does not exist and what is not yours. */
export const notFound = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ status: 404 });
