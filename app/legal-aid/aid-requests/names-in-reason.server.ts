import type { Context, Coordinator } from "#app/context.server";
import { sentenceFault } from "#app/legal-aid/offers/rules";
import type { RequestState } from "#db/vocabulary";
import { namesInFile } from "./names-in-file.server";
import { deskSight } from "./rules";

/**
 * True where a sentence of the desk that stays beside the request in clear (D1) holds a name of its file, a telephone
 * number or an address. The names are opened for that inside the caller's transaction, with the audit row; of a request
 * that has ended nobody opens them, and what looks like a way to reach somebody is refused all the same.
 */
export async function namesInReason(
  context: Context<Coordinator>,
  { requestId, state }: { requestId: string; state: RequestState },
  sentence: string,
): Promise<boolean> {
  const names = deskSight(state) === "closed" ? [] : await namesInFile(context, { requestId, state, reason: "intake" });
  return sentenceFault(sentence, { names, places: [], texts: [] }) !== null;
}
