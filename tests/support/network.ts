import { eq } from "drizzle-orm";
import { type Context, type Coordinator, contextFor, type Lawyer, type System } from "#app/context.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { acceptOffer } from "#app/legal-aid/offers/accept-offer.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { makeOffer } from "#app/legal-aid/offers/make-offer.server";
import { drawReceipt } from "#app/legal-aid/receipts/draw-receipt.server";
import { aidRequests } from "#db/schema/aid-requests";
import { offers } from "#db/schema/offers";
import { buildLawyer, buildMember, type NewLawyer } from "#db/seeds/build.server";
import type { ConsentKind, PartySide, Urgency } from "#db/vocabulary";
import type { TestDatabase } from "./database";

/** Monday, 23 November 2026, 10:00 in Tirana. */
export const monday = new Date("2026-11-23T09:00:00Z");
export const minutes = (count: number) => new Date(monday.getTime() + count * 60_000);

export interface SealedRequest {
  name?: string | null;
  parties?: { side: PartySide; name: string }[];
  story?: string;
  whereabouts?: string;
  phone?: string;
  consents?: ConsentKind[];
  urgency?: Urgency;
  stepKinds?: string[];
  regionIso?: string;
  at?: Date;
}

/** A desk, lawyers and requests with sealed files, through the real commands. */
export function networkOn({ app, owner }: TestDatabase) {
  const acting = <A extends Coordinator | Lawyer | System>(actor: A, now = monday): Context<A> =>
    contextFor(actor, now, app);
  let receipt: ReturnType<typeof drawReceipt> | undefined;
  const system = (now = monday): Context<System> => contextFor({ kind: "system" }, now, app);
  return {
    acting,
    system,
    async desk() {
      const { actor } = await buildMember(owner, "coordinator");
      return actor;
    },
    lawyer: (values: NewLawyer = {}) => buildLawyer(owner, values),
    /** A request of a real person, ready to be matched: protection order in Tirana unless told. */
    async request(desk: Coordinator, values: SealedRequest = {}) {
      // Hashing one takes a tenth of a second: all of a network's requests share its digits, each under its own locator.
      receipt ??= drawReceipt();
      const submitted = await submitRequest(acting(desk, values.at), {
        source: "desk",
        receipt: await receipt,
        filing: {
          signals: {
            dangerNow: false,
            courtDate: null,
            protectionOrder: true,
            nextDateOn: "2026-11-28",
          },
          contact: {
            channel: "phone",
            phone: values.phone ?? "+355 69 555 7701",
            email: null,
            who: "only_me",
            when: "pas orës 10",
            message: "none",
          },
          trustedPerson: null,
          regionIso: values.regionIso ?? "AL-11",
          areaCode: "PO-REQ",
          story: values.story ?? "Ai erdhi te puna ime në Sukth më 12.03.2026.",
          parties: values.parties ?? [{ side: "opponent", name: "Arben Kryeziu" }],
          name: values.name === undefined ? "Mirela Gjoka" : values.name,
          birthYear: 1991,
          ageBand: null,
          language: "sq",
          genderWish: null,
          whereabouts: values.whereabouts ?? "te motra, rruga Myslym Shyri 14",
          phraseFromPerson: "mollë e kuqe",
          phraseToPerson: "dielli i vjeshtës",
          consents: values.consents ?? ["process", "conflict_check", "share_with_lawyer"],
        },
      });
      if (!submitted.ok) throw new Error(submitted.reason);
      const { requestId } = submitted;
      await owner
        .update(aidRequests)
        .set({
          state: "matching",
          urgency: values.urgency ?? "urgent",
          channel: "pro_bono",
          stepKinds: values.stepKinds ?? ["protection_order"],
          estimatedHours: 8,
        })
        .where(eq(aidRequests.id, requestId));
      return requestId;
    },
    async offer(desk: Coordinator, requestId: string, lawyerId?: string, now = monday) {
      const made = await makeOffer(acting(desk, now), { requestId, ...(lawyerId && { lawyerId }) });
      if (!made.ok) throw new Error(made.reason);
      return owner.select().from(offers).where(eq(offers.requestId, requestId)).orderBy(offers.openedAt, offers.id);
    },
    /** Yes, names read, attested: the case. */
    async accept(lawyer: Lawyer, offerId: string, now = monday) {
      const held = await holdOffer(acting(lawyer, now), { offerId });
      if (!held.ok) throw new Error(held.reason);
      await clearOpponents(acting(lawyer, now), { offerId });
      const accepted = await acceptOffer(acting(lawyer, now), { offerId });
      if (!accepted.ok) throw new Error(accepted.reason);
      return accepted.caseId;
    },
    async stateOf(requestId: string) {
      const [row] = await owner
        .select({ state: aidRequests.state, urgency: aidRequests.urgency })
        .from(aidRequests)
        .where(eq(aidRequests.id, requestId));
      return row;
    },
  };
}
