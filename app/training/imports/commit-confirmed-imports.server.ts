import { and, asc, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { as, type Context, inTransaction, type System, type TrainingManager } from "#app/context.server";
import { describeFailure, logger } from "#app/operations/logger.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { imports } from "#db/schema/training";
import { commitFrom } from "./commit-import.server";
import type { StopReason } from "./rules";

/**
 * Brings in every large list that somebody confirmed, each in one transaction and in the name of who did, and notes
 * beside it how far it is. What cannot be brought in becomes a preview again, with the reason. A worker that dies
 * leaves nothing of the list, and the next one begins anew; two of them bring it in once.
 */
export async function commitConfirmedImports(context: Context<System>): Promise<void> {
  const waiting = await context.db
    .select({ id: imports.id, eventId: imports.eventId, confirmedBy: imports.confirmedBy, fill: imports.fillContacts })
    .from(imports)
    .where(eq(imports.state, "committing"))
    .orderBy(asc(imports.createdAt));
  for (const list of waiting)
    try {
      await commitOne(context, list);
    } catch (error) {
      logger().error({ importId: list.id, ...describeFailure(error) }, "a list was not brought in");
      await inTransaction(context, (tx) => giveBack(tx, list.id, "failed"));
    }
}

interface Confirmed {
  id: string;
  eventId: string;
  confirmedBy: string | null;
  fill: boolean;
}

async function commitOne(context: Context<System>, { id, eventId, confirmedBy, fill }: Confirmed): Promise<void> {
  const manager = await managerOf(context, confirmedBy);
  if (!manager) return inTransaction(context, (tx) => giveBack(tx, id, "not_allowed"));
  const onProgress = (doneRows: number) => context.db.update(imports).set({ doneRows }).where(eq(imports.id, id));
  await inTransaction(as(context, manager), async (tx) => {
    const result = await commitFrom(tx, { eventId, importId: id, fill }, { state: "committing", onProgress });
    if (!result.ok && result.reason !== "no_longer_previewed") await giveBack(tx, id, result.reason);
  });
}

/** The manager who confirmed, as long as the account is open and has the role. */
async function managerOf({ db }: Context<System>, accountId: string | null): Promise<TrainingManager | null> {
  if (!accountId) return null;
  const [account] = await db
    .select({ personId: accounts.personId })
    .from(accounts)
    .innerJoin(accountRoles, and(eq(accountRoles.accountId, accounts.id), eq(accountRoles.role, "training_manager")))
    .where(and(eq(accounts.id, accountId), eq(accounts.state, "active")));
  if (!account) return null;
  return { kind: "account", accountId, ...account, roles: ["training_manager"], as: "training_manager" };
}

async function giveBack(tx: Context, importId: string, reason: StopReason): Promise<void> {
  const given = await tx.db
    .update(imports)
    .set({ state: "previewed", stoppedAs: reason, doneRows: 0 })
    .where(and(eq(imports.id, importId), eq(imports.state, "committing")))
    .returning({ id: imports.id });
  if (given.length > 0)
    await recordAudit(tx, { action: "stop-import", subjectKind: "import", subjectId: importId, reason });
}
