import { and, eq } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import { documents } from "#db/schema/documents";
import { type DocumentActor, lockSubject } from "./lock-subject.server";
import { addingRefusal, isOwn } from "./rules";

/** A paper that whoever acts has added, locked together with what it belongs to. Throws the 404 for every other one. */
export async function lockOwnDocument(
  context: Context<DocumentActor>,
  { subjectId, documentId }: { subjectId: string; documentId: string },
) {
  const subject = await lockSubject(context, subjectId);
  const [document] = await context.db
    .select({
      requestId: documents.requestId,
      origin: documents.origin,
      addedBy: documents.addedBy,
      withdrawnAt: documents.withdrawnAt,
    })
    .from(documents)
    .where(and(eq(documents.id, documentId), eq(documents.requestId, subject.requestId)));
  if (!document || !isOwn(document, subject) || addingRefusal(subject.origin, subject.state)) throw notFound();
  return document;
}
