import { eq } from "drizzle-orm";
import { beginSignIn } from "#app/accounts/session.server";
import { type Actor, type Coordinator, contextFor, type Member } from "#app/context.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { addCaseNote } from "#app/legal-aid/cases/add-case-note.server";
import { handBackCase } from "#app/legal-aid/cases/hand-back-case.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { closeCase } from "#app/legal-aid/outcomes/close-case.server";
import { helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import { aidRequests, receiptSignIns } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { buildMember } from "#db/seeds/build.server";
import { type LawyerState, type Role, roles, type SealedClass } from "#db/vocabulary";
import type { Stage, Who } from "#tests/structure/need-to-know";
import type { TestDatabase } from "./database";
import { networkOn } from "./network";

/** What a request of these tests holds, so that a leak can be told by its class. */
export const marks: Partial<Record<SealedClass, string>> = {
  identity: "Zbulesa Kanarda",
  party: "Opozitar Kanarinaj",
  safety: "pas orës 10",
  story: "Kanarina këndoi në Zbulushë",
  whereabouts: "rruga e Kanarinës 77",
  phrases: "dielli i vjeshtës",
  case_note: "Shënimi i kanarinës",
};

export interface Staged {
  stage: Stage;
  requestId: string;
  offerId: string | null;
  caseId: string | null;
  /** The opening that runs for the data-protection officer. */
  breakGlassId: string;
  /** The lawyer of its offer and case. */
  lawyerId: string;
  actors: Record<Who, Actor>;
}

/**
 * One request at every stage, brought there by the real commands, and everybody who might look at it. `prepare` puts
 * more to a request that has just come in.
 */
export async function stageEverything(
  database: TestDatabase,
  stages: readonly Stage[],
  prepare: (requestId: string) => Promise<void> = async () => {},
): Promise<Staged[]> {
  const { app, owner } = database;
  const network = networkOn(database);
  const now = new Date();
  const desk = await network.desk();
  const member = async <R extends Role>(role: R) => (await buildMember(owner, role)).actor;
  const staff = new Map<Role, Member>();
  for (const role of roles) if (role !== "lawyer") staff.set(role, await member(role));
  const of = (role: Role) => staff.get(role) as Member;
  const auditor = of("auditor") as Member<"auditor">;
  const others = {
    lawyer: (await network.lawyer()).actor,
    referrer: await member("referrer"),
    asked: await member("dpo"),
    open: await member("dpo"),
    past: await member("dpo"),
    elsewhere: await member("dpo"),
  };
  const filed = (at = now) =>
    network.request(desk, {
      at,
      name: marks.identity ?? "",
      parties: [{ side: "opponent", name: marks.party ?? "" }],
      story: marks.story ?? "",
      whereabouts: marks.whereabouts ?? "",
    });
  const elsewhere = await filed();
  await broken(others.elsewhere, elsewhere);

  async function broken(dpo: Member<"dpo">, requestId: string, minutesAgo = 0, approve = true): Promise<string> {
    const at = new Date(now.getTime() - minutesAgo * 60_000);
    const asked = await askForBreakGlass(contextFor(dpo, at, app), { requestId, reason: "incident" });
    if (approve) await approveBreakGlass(contextFor(auditor, at, app), { id: asked.id });
    return asked.id;
  }

  async function bring(desk: Coordinator, stage: Stage) {
    const requestId = await filed();
    await prepare(requestId);
    const lawyer = await network.lawyer();
    let offerId: string | null = null;
    let caseId: string | null = null;
    if (stage !== "before") offerId = (await network.offer(desk, requestId, lawyer.id, now))[0]?.id ?? null;
    if (stage === "holding") {
      await holdOffer(contextFor(lawyer.actor, now, app), { offerId: offerId ?? "" });
      await clearOpponents(contextFor(lawyer.actor, now, app), { offerId: offerId ?? "" });
    }
    if (stage === "accepted" || stage === "handed_back" || stage === "after") {
      caseId = await network.accept(lawyer.actor, offerId ?? "", now);
      await addCaseNote(contextFor(lawyer.actor, now, app), { caseId, body: marks.case_note ?? "" });
    }
    const own = contextFor(lawyer.actor, now, app);
    if (stage === "handed_back" && caseId) await handBackCase(own, { caseId, reason: "no_time" });
    if (stage === "after" && caseId) await closeCase(own, { caseId, outcome: "advice_given" });
    return { requestId, offerId, caseId, lawyer };
  }

  const staged: Staged[] = [];
  for (const stage of stages) {
    const { requestId, offerId, caseId, lawyer } = await bring(desk, stage);
    await owner
      .update(aidRequests)
      .set({ referrerAccountId: of("referrer").accountId })
      .where(eq(aidRequests.id, requestId));
    await broken(others.asked, requestId, 0, false);
    const breakGlassId = await broken(others.open, requestId);
    await broken(others.past, requestId, 61);
    staged.push({
      stage,
      requestId,
      offerId,
      caseId,
      breakGlassId,
      lawyerId: lawyer.id,
      actors: {
        person: { kind: "receipt", requestId },
        "person of another request": { kind: "receipt", requestId: elsewhere },
        coordinator: desk,
        lawyer: lawyer.actor,
        "lawyer on leave": lawyer.actor,
        "lawyer applied": lawyer.actor,
        "lawyer suspended": lawyer.actor,
        "lawyer left": lawyer.actor,
        "another lawyer": others.lawyer,
        "referrer who filed it": of("referrer"),
        "another referrer": others.referrer,
        manager: of("manager"),
        institution_contact: of("institution_contact"),
        professional: of("professional"),
        trainer: of("trainer"),
        training_manager: of("training_manager"),
        administrator: of("administrator"),
        auditor,
        dpo: of("dpo"),
        "dpo who asked": others.asked,
        "dpo by break-glass": others.open,
        "dpo after the hour": others.past,
        "dpo of another request": others.elsewhere,
        system: { kind: "system" },
        anyone: { kind: "anyone" },
        drafting: { kind: "drafting", draftHash: Buffer.alloc(32) },
      },
    });
  }
  return staged;
}

/** Somebody about to look: a lawyer's state and leave are made what `who` says, past every command. */
export async function about(database: TestDatabase, staged: Staged, who: Who): Promise<Actor> {
  if (who === "lawyer" || who.startsWith("lawyer ")) {
    const states: Partial<Record<Who, LawyerState>> = {
      "lawyer applied": "applied",
      "lawyer suspended": "suspended",
      "lawyer left": "left",
    };
    const onLeaveUntil = who === "lawyer on leave" ? "2035-12-31" : null;
    await database.owner
      .update(lawyers)
      .set({ state: states[who] ?? "verified", onLeaveUntil })
      .where(eq(lawyers.id, staged.lawyerId));
  }
  return staged.actors[who];
}

/** The cookie of a sign-in or of a receipt's session, begun now; none for whoever has neither. */
export async function cookieOf(owner: TestDatabase["owner"], actor: Actor): Promise<string> {
  const now = new Date();
  if (actor.kind === "account")
    return (await beginSignIn({ id: actor.accountId, roles: actor.roles }, null, now, now)).split(";")[0] ?? "";
  if (actor.kind !== "receipt") return "";
  const token = newToken();
  const endsAt = new Date(now.getTime() + 3_600_000);
  await owner
    .insert(receiptSignIns)
    .values({ tokenHash: tokenHash(token), requestId: actor.requestId, seenAt: now, endsAt });
  return (await helpCookie("receipt", token)).split(";")[0] ?? "";
}
