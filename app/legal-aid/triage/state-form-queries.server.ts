import { eq } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { deskSight } from "#app/legal-aid/aid-requests/rules";
import { openPerson } from "#app/legal-aid/aid-requests/sealed-parts.server";
import { ownName } from "#app/organisations/own-name-queries.server";
import { aidRequests } from "#db/schema/aid-requests";
import { beneficiaryCategories, practiceAreas } from "#db/schema/reference";
import type { Locale } from "#db/vocabulary";
import { wageToday } from "./queries.server";
import { articleOf, papersFor } from "./rules";

export type StateForm = Awaited<ReturnType<typeof stateForm>>;

/**
 * The self-declaration (law 111/2017 art. 17) with what the desk knows filled in. The name only while the desk sees it at
 * once, and on record; how to reach her is never on it. Throws the 404 for unknown requests and for those that have ended.
 */
export async function stateForm(context: Context<Coordinator>, requestId: string, locale: Locale) {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({
        code: aidRequests.code,
        state: aidRequests.state,
        courtKind: aidRequests.courtKind,
        stepKinds: aidRequests.stepKinds,
        area: practiceAreas[locale],
        categoryCode: aidRequests.categoryCode,
        category: beneficiaryCategories[locale],
        letter: beneficiaryCategories.letter,
        meansTest: beneficiaryCategories.meansTest,
      })
      .from(aidRequests)
      .leftJoin(practiceAreas, eq(practiceAreas.code, aidRequests.areaCode))
      .leftJoin(beneficiaryCategories, eq(beneficiaryCategories.code, aidRequests.categoryCode))
      .where(eq(aidRequests.id, requestId));
    const sight = request && deskSight(request.state);
    if (!request || sight === "closed") throw notFound();
    const { state, letter, meansTest, categoryCode, ...about } = request;
    const person = sight === "at_once" ? await openPerson(tx, requestId, state, "triage") : null;
    const byMeans = meansTest !== false;
    return {
      ...about,
      organisation: await ownName(tx, locale),
      article:
        categoryCode === null
          ? null
          : byMeans
            ? "12"
            : articleOf(categoryCode, { code: categoryCode, letter, meansTest: false }),
      /** Lek, where income decides; the numbers themselves are kept nowhere and written by hand. */
      wage: byMeans ? await wageToday(tx) : null,
      byMeans,
      papers: papersFor(categoryCode).filter((paper) => paper !== "self_declaration"),
      name: person?.name ?? null,
      birthYear: person?.birthYear ?? null,
    };
  });
}
