import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { openDataKey } from "#app/protection/data-keys.server";
import { openMaybe } from "#app/protection/sealing.server";
import { aidRequests, requestIdentities } from "#db/schema/aid-requests";
import { beneficiaryCategories, minimumWages, practiceAreas } from "#db/schema/reference";
import { daySetting } from "../aid-requests/day-settings.server";
import { deskSight, mayBeSamePerson, openStates } from "../aid-requests/rules";
import { placeOf } from "../aid-requests/sealed-places";
import { proposeTriage, wageOn } from "./rules";

/** What the triage page shows: the request's card, the law's rows and what the rules propose. */
export async function triageBasis(context: Context<Coordinator>, requestId: string, categoryCode: string | null) {
  const [request] = await context.db.select().from(aidRequests).where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  const [categories, areas, days] = await Promise.all([
    context.db.select().from(beneficiaryCategories).orderBy(beneficiaryCategories.position),
    context.db.select().from(practiceAreas).orderBy(practiceAreas.position),
    daySetting(context, "urgent_within_days"),
  ]);
  const area = areas.find(({ code }) => code === request.areaCode) ?? null;
  const wanted = categoryCode ?? request.categoryCode;
  const category = categories.find(({ code }) => code === wanted) ?? null;
  const proposal = proposeTriage(
    {
      area,
      category,
      ageBand: request.ageBand,
      signals: {
        dangerNow: request.dangerNow,
        courtDate: null,
        protectionOrder: area?.code.startsWith("PO-") ?? false,
        nextDateOn: request.nextDateOn,
      },
      means: category?.meansTest
        ? {
            within: true,
            categoryCode: "K12-1P",
            incomeLimit: 0,
            assetsLimit: 0,
            incomeWithin: true,
            assetsWithin: true,
            measured: 0,
          }
        : null,
    },
    calendarDate(context.now),
    days,
  );
  return { request, categories, areas, proposal };
}

/** The minimum wage of today, with what is uncertain about it. */
export async function wageToday(context: Context) {
  const rows = await context.db.select().from(minimumWages);
  return wageOn(calendarDate(context.now), rows);
}

const CANDIDATES = 40;

/**
 * Earlier requests of what may be the same person (law 111/2017 art. 17/4): same phone or mail by keyed hash, same name
 * by opening the names that share its hash buckets. One audit row says how many names were compared.
 */
export async function similarRequests(context: Context<Coordinator>, requestId: string) {
  return inTransaction(context, async (tx) => {
    const [own] = await tx.db
      .select({
        state: aidRequests.state,
        areaCode: aidRequests.areaCode,
        name: requestIdentities.name,
        buckets: requestIdentities.nameBuckets,
        phoneHash: requestIdentities.phoneHash,
        emailHash: requestIdentities.emailHash,
      })
      .from(requestIdentities)
      .innerJoin(aidRequests, eq(aidRequests.id, requestIdentities.requestId))
      .where(eq(requestIdentities.requestId, requestId));
    if (!own || deskSight(own.state) !== "at_once") return [];
    const buckets = sql`${`{${(own.buckets ?? []).join(",")}}`}::smallint[]`;
    const candidates = await tx.db
      .select({
        id: aidRequests.id,
        code: aidRequests.code,
        state: aidRequests.state,
        areaCode: aidRequests.areaCode,
        receivedAt: aidRequests.receivedAt,
        name: requestIdentities.name,
        samePhone: own.phoneHash
          ? sql<boolean>`coalesce(${eq(requestIdentities.phoneHash, own.phoneHash)}, false)`
          : sql<boolean>`false`,
        sameEmail: own.emailHash
          ? sql<boolean>`coalesce(${eq(requestIdentities.emailHash, own.emailHash)}, false)`
          : sql<boolean>`false`,
        nearName: sql<boolean>`coalesce(cardinality(array(select unnest(${requestIdentities.nameBuckets}) intersect select unnest(${buckets}))) >= least(2, cardinality(${buckets})) and ${requestIdentities.nameBuckets} && ${buckets}, false)`,
      })
      .from(requestIdentities)
      .innerJoin(aidRequests, eq(aidRequests.id, requestIdentities.requestId))
      .where(
        and(
          ne(aidRequests.id, requestId),
          or(
            own.phoneHash ? eq(requestIdentities.phoneHash, own.phoneHash) : sql`false`,
            own.emailHash ? eq(requestIdentities.emailHash, own.emailHash) : sql`false`,
            and(sql`${requestIdentities.nameBuckets} && ${buckets}`, inArray(aidRequests.state, [...openStates])),
          ),
        ),
      )
      .orderBy(sql`${aidRequests.receivedAt} desc`)
      .limit(CANDIDATES);
    const toCompare = candidates.filter((one) => one.nearName && one.name && deskSight(one.state) !== "closed");
    const same = new Set<string>();
    if (own.name && toCompare.length > 0) {
      const ownKey = await openDataKey(tx, { requestId, state: own.state, classes: ["identity"], reason: "triage" });
      const ownName = openMaybe(ownKey, placeOf("request_identities.name", requestId), own.name) ?? "";
      for (const { id, state, name } of toCompare) {
        const key = await openDataKey(tx, { requestId: id, state, classes: ["identity"], reason: "triage" });
        const other = openMaybe(key, placeOf("request_identities.name", id), name) ?? "";
        if (mayBeSamePerson(ownName, other)) same.add(id);
      }
      await recordAudit(tx, {
        action: "compare-names",
        subjectKind: "request",
        subjectId: requestId,
        reason: "triage",
        count: toCompare.length,
      });
    }
    return candidates
      .filter(({ id, samePhone, sameEmail }) => samePhone || sameEmail || same.has(id))
      .map(({ id, code, state, receivedAt, samePhone, sameEmail, areaCode }) => ({
        id,
        code,
        state,
        receivedAt,
        samePhone,
        sameEmail,
        sameName: same.has(id),
        sameMatter: areaCode !== null && areaCode === own.areaCode,
      }));
  });
}
