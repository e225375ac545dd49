import { redirect } from "@remix-run/node";
import { eq } from "drizzle-orm";
import type { Context, ReceiptHolder } from "#app/context.server";
import { ownCookie } from "#app/http/own-cookie.server";
import { localeOf } from "#app/i18n/locale.server";
import { inLanguage, paths } from "#app/paths";
import { tokenHash } from "#app/protection/lookup.server";
import { database } from "#db/client.server";
import { receiptSignIns } from "#db/schema/aid-requests";
import { sessionHolds } from "./rules";

/** The one cookie of the help pages: "d" and the token of a draft, or "r" and that of a receipt. It ends with the browser. */
const cookie = () => ownCookie("page", { path: "/help" });

export async function helpCookie(kind: "draft" | "receipt", token: string): Promise<string> {
  return cookie().serialize(`${kind === "draft" ? "d" : "r"}${token}`);
}

export function clearedHelpCookie(): Promise<string> {
  return cookie().serialize("", { maxAge: 0 });
}

/** The token that the browser holds for this kind of session, or null. */
export async function helpToken(request: Request, kind: "draft" | "receipt"): Promise<string | null> {
  const value: unknown = await cookie().parse(request.headers.get("Cookie"));
  if (typeof value !== "string" || value.length > 100 || value[0] !== (kind === "draft" ? "d" : "r")) return null;
  return value.slice(1);
}

interface Args {
  request: Request;
}

/** Who came back with a receipt, or null; counts as a sign of life. */
export async function currentReceipt({ request }: Args): Promise<Context<ReceiptHolder> | null> {
  const token = await helpToken(request, "receipt");
  if (!token) return null;
  const db = database();
  const now = new Date();
  const own = eq(receiptSignIns.tokenHash, tokenHash(token));
  const [session] = await db
    .select({ requestId: receiptSignIns.requestId, seenAt: receiptSignIns.seenAt, endsAt: receiptSignIns.endsAt })
    .from(receiptSignIns)
    .where(own);
  if (!session) return null;
  if (!sessionHolds(session, now)) {
    await db.delete(receiptSignIns).where(own);
    return null;
  }
  await db.update(receiptSignIns).set({ seenAt: now }).where(own);
  return { actor: { kind: "receipt", requestId: session.requestId }, db, now, inside: false };
}

/** A page behind the receipt; sends whoever has none to the page where it is typed. */
export async function requireReceipt(args: Args): Promise<Context<ReceiptHolder>> {
  const context = await currentReceipt(args);
  if (context) return context;
  throw redirect(`${inLanguage(paths.helpStatus, localeOf(args.request))}&ended=1`, { status: 303 });
}
