import type { Context } from "#app/context.server";
import { inspectFile } from "#app/files/inspect-file.server";
import { keepSealedFile, removeSealedFile } from "#app/files/sealed-files.server";
import { type FormState, fieldError } from "#app/forms/form-state";
import { readFileForm } from "#app/forms/read-file-form.server";
import { checkForm } from "#app/forms/read-form.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { mayBeCommitted } from "#db/client.server";
import type { DocumentKind } from "#db/vocabulary";
import { addDocument } from "./add-document.server";
import { documentForm } from "./forms";
import type { DocumentActor } from "./lock-subject.server";
import { subjectOf } from "./queries.server";
import { addingRefusal } from "./rules";

type Received = { ok: true } | { ok: false; state: FormState };

/**
 * Takes a paper out of a posted form: looked at and sealed while it arrives, so that it never lies on the disk as it is.
 * What is refused leaves nothing behind. The person says no kind: the fewer words on her screen the better.
 */
export async function receiveDocument(
  context: Context<DocumentActor>,
  request: Request,
  subjectId: string,
): Promise<Received> {
  // Asked before a byte is read, and again when the paper is written down: a body takes its time.
  const { requestId, origin, state } = await subjectOf(context, subjectId);
  const refusal = addingRefusal(origin, state);
  await limitAttempts("document_request", requestId);
  const form = await readFileForm(request, {
    field: "file",
    keep: async ({ name, content }) => {
      const inspected = await inspectFile(name, content);
      const file = await keepSealedFile(requestId, inspected.content);
      return { name, file, type: inspected.type() };
    },
    drop: ({ file }) => removeSealedFile(file.id),
  });
  if (!form.ok) return refused(refusal ?? form.reason, form.fields);
  const { file } = form.kept;
  let wanted = false;
  try {
    const asked = origin === "person" ? null : checkForm(form.fields, documentForm);
    if (asked && !asked.ok) return asked;
    const kind: DocumentKind = asked?.value.kind ?? "other";
    const result = await addDocument(context, { subjectId, kind, ...form.kept });
    if (!result.ok) return refused(result.reason, form.fields);
    wanted = true;
    return { ok: true };
  } catch (failure) {
    // A row may name it all the same; where none does, `clear-files` finds it.
    wanted = mayBeCommitted(failure);
    throw failure;
  } finally {
    if (!wanted) await removeSealedFile(file.id);
  }
}

function refused(reason: string, fields: URLSearchParams): Received {
  const known = reason === "required" ? "required_file" : `file_${reason}`;
  const values = Object.fromEntries([...fields].filter(([name]) => name === "kind"));
  return { ok: false, state: { values, errors: { file: [fieldError(known)] } } };
}
