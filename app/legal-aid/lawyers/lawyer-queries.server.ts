import { and, asc, eq } from "drizzle-orm";
import { type Context, type Coordinator, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { lawyerApprovals, lawyers } from "#db/schema/lawyers";
import { lawyerShown, nameOf } from "./lawyer-columns.server";
import type { Named } from "./queries.server";

/** One lawyer as the desk sees them: application, licence, approvals. Throws the 404 for unknown ids. */
export async function lawyerForDesk(context: Context<Coordinator>, lawyerId: string) {
  const [lawyer] = await context.db
    .select({
      ...lawyerShown,
      accountId: lawyers.accountId,
      email: accounts.email,
      phone: people.phone,
      chamberCode: lawyers.chamberCode,
      gender: lawyers.gender,
      supervisorId: lawyers.supervisorId,
      appliedAt: lawyers.appliedAt,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyers.id, lawyerId));
  if (!lawyer) throw notFound();
  const approvals = await context.db
    .select({
      by: nameOf,
      accountId: lawyerApprovals.accountId,
      licenceCheck: lawyerApprovals.licenceCheck,
      checkedOn: lawyerApprovals.checkedOn,
      approvedAt: lawyerApprovals.approvedAt,
    })
    .from(lawyerApprovals)
    .innerJoin(accounts, eq(accounts.id, lawyerApprovals.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(lawyerApprovals.lawyerId, lawyerId))
    .orderBy(asc(lawyerApprovals.approvedAt));
  return { ...lawyer, approvals, approvedByMe: approvals.some((one) => one.accountId === context.actor.accountId) };
}

/** Verified advocates, for choosing who stands behind a candidate. */
export async function advocates(context: Context<Coordinator>): Promise<Named[]> {
  return context.db
    .select({ code: lawyers.id, label: nameOf })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(lawyers.kind, "advocate"), eq(lawyers.state, "verified")))
    .orderBy(asc(people.familyName), asc(people.givenName));
}
