import { eq } from "drizzle-orm";
import { type Context, type Member, notFound } from "#app/context.server";
import { accounts } from "#db/schema/accounts";
import { breakGlass } from "#db/schema/break-glass";

/** Who may see and decide what a data-protection officer asks for. */
export type Overseer = Member<"dpo" | "auditor" | "administrator">;

/** One asking, locked in the caller's transaction, with the person who asked. Throws the 404 for unknown ones. */
export async function lockBreakGlass(context: Context<Overseer>, id: string) {
  const [asked] = await context.db
    .select({
      id: breakGlass.id,
      requestId: breakGlass.requestId,
      reason: breakGlass.reason,
      state: breakGlass.state,
      askedBy: breakGlass.askedBy,
      askedAt: breakGlass.askedAt,
      endsAt: breakGlass.endsAt,
      askedByPerson: accounts.personId,
    })
    .from(breakGlass)
    .innerJoin(accounts, eq(accounts.id, breakGlass.askedBy))
    .where(eq(breakGlass.id, id))
    .for("update", { of: breakGlass });
  if (!asked) throw notFound();
  return asked;
}
