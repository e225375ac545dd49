import { and, eq, inArray } from "drizzle-orm";
import type { Actor, Context, Coordinator, ReceiptHolder } from "#app/context.server";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import type { Filing } from "#app/legal-aid/aid-requests/filing";
import { readMessages } from "#app/legal-aid/aid-requests/message-queries.server";
import { noteCall } from "#app/legal-aid/aid-requests/note-call.server";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { clearOpponents } from "#app/legal-aid/conflicts/clear-opponents.server";
import { namesForConflictCheck } from "#app/legal-aid/conflicts/queries.server";
import { acceptOffer } from "#app/legal-aid/offers/accept-offer.server";
import { declineOffer } from "#app/legal-aid/offers/decline-offer.server";
import { endOffers } from "#app/legal-aid/offers/end-offers.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { makeOffer } from "#app/legal-aid/offers/make-offer.server";
import { withdrawOffer } from "#app/legal-aid/offers/withdraw-offer.server";
import type { NewReceipt } from "#app/legal-aid/receipts/draw-receipt.server";
import { logService } from "#app/legal-aid/services/log-service.server";
import { decideTriage } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { papersFor, type TriageOutcome } from "#app/legal-aid/triage/rules";
import { aidRequests } from "../schema/aid-requests";
import { offers } from "../schema/offers";
import type { ContactChannel, Gender } from "../vocabulary";
import { memberOf } from "./build.server";
import { workOn } from "./demo-case-work.server";
import { type DemoMatter, messagesFromPerson, messagesToPerson, type RequestEnd } from "./demo-matters";
import type { DemoLawyer, DemoNetwork } from "./demo-network.server";
import { type DemoRun, type DemoStaff, dayFrom, expectOk } from "./demo-run";

export interface RequestPlan {
  end: RequestEnd;
  /** Its number among those that end alike. */
  place: number;
  /** Offered to the demo's lawyer. */
  own: boolean;
  /** Opens with the demo's receipt. */
  known: boolean;
  receivedAt: Date;
  matter: DemoMatter;
  regionIso: string;
}

export interface Stage {
  run: DemoRun;
  staff: DemoStaff;
  network: DemoNetwork;
  /** Codes of the requests told so far. */
  told: string[];
  receipt: () => Promise<NewReceipt>;
  as: <A extends Actor>(actor: A, at: Date) => Context<A>;
}

const MINUTE = 60_000;

/** What happens to one request; yields the moment of each next step and waits there until it has come. */
export async function* storyOf(plan: RequestPlan, stage: Stage): AsyncGenerator<Date, void> {
  const { run, staff } = stage;
  const { random } = run;
  const clock = clockOf(plan, stage);
  const desk = (at: Date): Context<Coordinator> =>
    stage.as(memberOf(random.chance(70) ? staff.coordinator : staff.secondCoordinator, "coordinator"), at);

  yield clock.now();
  const { requestId, code, channel, withReceipt } = await file(plan, stage, clock.now());
  const daysLeft = (at: Date) => (run.now.getTime() - at.getTime()) / (1440 * MINUTE);
  const person = (at: Date): Context<ReceiptHolder> => stage.as({ kind: "receipt", requestId }, at);
  stage.told.push(code);
  if (plan.end !== "received") yield* goOn();
  yield* settle();

  async function* goOn(): AsyncGenerator<Date, void> {
    yield clock.later(20, plan.matter.danger ? 40 : 600);
    expectOk(await openTriage(desk(clock.now()), { requestId }));
    if (random.chance(25)) {
      yield clock.later(30, 300);
      expectOk(await sendRequestMessage(desk(clock.now()), { requestId, body: random.pick(messagesToPerson) }));
      yield clock.later(60, 600);
      await readMessages(person(clock.now()), requestId);
      expectOk(await sendRequestMessage(person(clock.now()), { requestId, body: random.pick(messagesFromPerson) }));
      if (daysLeft(clock.now()) > 1) {
        yield clock.later(30, 500);
        await readMessages(desk(clock.now()), requestId);
      }
    }
    if (plan.end === "in_triage") return;
    if (plan.end === "withdrawn" && plan.place < 2) return yield* withdraw();

    yield clock.later(30, 500);
    const outcome = outcomeOf(plan);
    const decided = await decideTriage(desk(clock.now()), {
      requestId,
      outcome,
      categoryCode: plan.matter.categoryCode,
      urgency: plan.matter.urgency,
      areaCode: plan.matter.areaCode,
      courtKind: plan.matter.courtKind,
      nextDateOn:
        plan.matter.protectionOrder && daysLeft(clock.now()) < 6 ? dayFrom(run.now, random.whole(2, 9)) : null,
      stepKinds: [...plan.matter.steps],
      estimatedHours: plan.matter.hours,
      missingPapers: random.some(papersFor(plan.matter.categoryCode), random.whole(0, 2)),
      mergedIntoCode: outcome === "merged" ? (stage.told.filter((each) => each !== code).at(-7) ?? null) : null,
      reason: reasons[outcome],
    });
    expectOk(decided);
    if (outcome !== "merged" && outcome !== "declined") yield* help();

    if (plan.end === "withdrawn" && plan.place < 4) return yield* withdraw();
    if (outcome !== "matching") {
      if (plan.end !== "closed" || outcome === "declined") return;
      yield clock.later(3 * 1440, 9 * 1440);
      expectOk(await closeRequest(desk(clock.now()), { requestId, reason: "Puna e koordinimit përfundoi." }));
      return;
    }
    if (plan.end === "matching" && plan.place > 2) return;

    yield plan.end === "offered" ? clock.soon(25, 170) : clock.later(15, 400);
    const wanted = plan.own ? ownLawyer(stage).lawyerId : null;
    const made = await makeOffer(desk(clock.now()), { requestId, lawyerId: wanted });
    // Whom a filter has taken out since is not asked: then it is whoever is next.
    if (!made.ok && !(wanted && (await makeOffer(desk(clock.now()), { requestId })).ok)) return;
    if (plan.end === "offered") {
      if (plan.place === 3) yield* hold();
      return;
    }
    if (plan.end === "matching" && plan.place === 2) return yield* takeBack();
    yield* answers();
    if (plan.end === "withdrawn") return yield* withdraw();
    const accepted = await acceptedOffer(run, requestId);
    if (accepted) yield* workOn({ plan, stage, clock, requestId, lawyer: lawyerOf(stage, accepted) });
  }

  /** Primary aid in the meantime: a talk, or a paper. */
  async function* help(): AsyncGenerator<Date, void> {
    if (!["primary_only", "closed", "assigned"].includes(plan.end) && !random.chance(40)) return;
    for (const serviceTypeCode of random.some(["P1", "P2", "P2", "P4"], random.whole(1, 2))) {
      yield clock.later(10, 900);
      const givenOn = dayFrom(clock.now(), 0);
      expectOk(
        await logService(desk(clock.now()), { requestId, serviceTypeCode, minutes: random.whole(3, 10) * 10, givenOn }),
      );
    }
  }

  /** While nobody is found she hears something every few days; calls are made, and what waits behind the receipt is read. */
  async function* settle(): AsyncGenerator<Date, void> {
    while (daysLeft(clock.now()) > 4.5 && (await isSought(run, requestId))) {
      yield clock.later(3 * 1440, 4 * 1440);
      expectOk(await sendRequestMessage(desk(clock.now()), { requestId, body: messagesToPerson[1] }));
    }
    // What came in during the last days still waits for a call.
    if (daysLeft(plan.receivedAt) < 3) return;
    yield daysLeft(clock.now()) > 1.5 ? clock.later(60, 900) : clock.minutes(2);
    if (channel === "phone" || channel === "trusted_person")
      await noteCall(desk(clock.now()), { requestId, reached: true });
    else if (channel === "page" && withReceipt) {
      await requestForReceipt(person(clock.now()));
      await readMessages(person(clock.now()), requestId);
    }
  }

  /** The desk takes its offers back: something has to be asked first. */
  async function* takeBack(): AsyncGenerator<Date, void> {
    yield clock.minutes(18);
    for (const offer of await running(run, requestId))
      expectOk(await withdrawOffer(desk(clock.now()), { offerId: offer.id }));
  }

  async function* withdraw(): AsyncGenerator<Date, void> {
    yield clock.later(200, 3000);
    expectOk(await withdrawRequest(person(clock.now()), { requestId }));
  }

  /** One lawyer of those asked is checking the names right now. */
  async function* hold(): AsyncGenerator<Date, void> {
    const [offer] = await running(run, requestId);
    if (!offer) return;
    yield clock.soon(4, 9);
    await holdOffer(stage.as(memberOf(lawyerOf(stage, offer.lawyerId), "lawyer"), clock.now()), { offerId: offer.id });
  }

  /** Lawyers answer, or let the time pass; the desk asks on until somebody accepts or nobody is left. */
  async function* answers(): AsyncGenerator<Date, void> {
    for (let round = 0; round < 14; round++) {
      const [offer] = await running(run, requestId);
      if (!offer) {
        if (plan.end === "matching" || plan.end === "withdrawn" || daysLeft(clock.now()) < 2) return;
        yield clock.later(1000, 3500);
        expectOk(await sendRequestMessage(desk(clock.now()), { requestId, body: messagesToPerson[1] }));
        await makeOffer(desk(clock.now()), { requestId, remote: true });
        continue;
      }
      const lawyer = (at: Date) => stage.as(memberOf(lawyerOf(stage, offer.lawyerId), "lawyer"), at);
      const willing = plan.own || plan.end === "closed" || plan.end === "assigned" ? 62 + round * 12 : 30;
      // The first that ends in matching was accepted and handed back; the second finds nobody.
      const refusesForGood = plan.end === "matching" && plan.place > 0;
      const handedBack = plan.end === "matching" && plan.place === 0;
      const own = lawyerOf(stage, offer.lawyerId).own;
      if (plan.own || (!own && !refusesForGood && (handedBack || random.chance(willing)))) {
        yield clock.within(offer);
        const held = await holdOffer(lawyer(clock.now()), { offerId: offer.id });
        if (!held.ok) continue;
        yield clock.minutes(2);
        await namesForConflictCheck(lawyer(clock.now()), offer.id);
        expectOk(await clearOpponents(lawyer(clock.now()), { offerId: offer.id }));
        yield clock.minutes(1);
        await namesForConflictCheck(lawyer(clock.now()), offer.id);
        expectOk(await acceptOffer(lawyer(clock.now()), { offerId: offer.id }));
        return;
      }
      if (own || random.chance(55)) {
        yield clock.within(offer);
        const code = own ? "too_far" : random.pick(["no_time", "no_time", "too_far", "conflict", "other"] as const);
        const until = code === "no_time" ? dayFrom(clock.now(), random.whole(4, 12)) : null;
        const reason = code === "other" ? "Jam në një proces të gjatë këtë muaj." : null;
        await declineOffer(lawyer(clock.now()), { offerId: offer.id, code, until, reason });
        continue;
      }
      if (offer.expiresAt >= run.now) return;
      yield clock.upTo(new Date(offer.expiresAt.getTime() + MINUTE));
      await endOffers(stage.as({ kind: "system" } as const, clock.now()));
    }
  }
}

const reasons: Record<TriageOutcome, string> = {
  matching: "Kategoria e nenit 11 ose 12 plotësohet; kërkohet përfaqësim nga rrjeti.",
  primary_only: "Mjafton këshillimi dhe hartimi i një shkrese.",
  state_secondary: "Plotësohen kushtet e ndihmës dytësore nga shteti; formulari u përgatit.",
  referred: "Nevoja kryesore është strehimi; referim te shërbimi përkatës me pëlqim.",
  declined: "Çështja është jashtë ligjit dhe jashtë rregullit të rrjetit.",
  merged: "E njëjta kërkesë kishte ardhur më parë.",
};

function outcomeOf(plan: RequestPlan): TriageOutcome {
  if (plan.own) return "matching";
  switch (plan.end) {
    case "primary_only":
    case "state_secondary":
    case "referred":
    case "declined":
    case "merged":
      return plan.end;
    case "closed":
      return plan.place % 4 === 3 ? (plan.place % 8 === 3 ? "primary_only" : "state_secondary") : "matching";
    default:
      return "matching";
  }
}

async function file(plan: RequestPlan, stage: Stage, at: Date) {
  const { random, invent } = stage.run;
  const filing = filingOf(plan, stage, invent("woman"), invent("man"));
  const source = plan.known
    ? ("public_form" as const)
    : random.pick(["public_form", "public_form", "public_form", "phone", "referrer", "paper", "desk"] as const);
  const actor =
    source === "public_form"
      ? ({ kind: "anyone" } as const)
      : source === "referrer"
        ? memberOf(stage.staff.referrer, "referrer")
        : memberOf(stage.staff.coordinator, "coordinator");
  const filed = await submitRequest(stage.as(actor, at), {
    source,
    filing,
    ...(source !== "referrer" && { receipt: await stage.receipt() }),
    demo: true,
  });
  if (!filed.ok) throw new Error(`the demo request was refused: ${filed.reason}`);
  return { ...filed, channel: filing.contact.channel, withReceipt: source !== "referrer" };
}

function filingOf(
  plan: RequestPlan,
  { run: { random } }: Stage,
  client: { givenName: string; familyName: string },
  opponent: { givenName: string; familyName: string },
): Filing {
  const { matter, known } = plan;
  const channel: ContactChannel = known
    ? "page"
    : random.pick(["page", "page", "phone", "phone", "email", "trusted_person", "none"] as const);
  const phone = channel === "phone" ? `+355 69 000 ${String(random.whole(1000, 9999))}` : null;
  const genderWish: Gender | null = plan.own || random.chance(30) ? "woman" : null;
  return {
    signals: {
      dangerNow: matter.danger ?? false,
      courtDate: null,
      protectionOrder: matter.protectionOrder ?? false,
      nextDateOn: null,
      adviceOnly: matter.urgency === "advice",
    },
    contact: {
      channel,
      phone,
      email: channel === "email" ? `kerkesa${random.whole(100, 999)}@perkrah.example` : null,
      who: phone ? random.pick(["only_me", "others"] as const) : null,
      when: phone ? random.pick(["paradite, 9–12", "pas orës 17", "kur fëmijët janë në shkollë"]) : null,
      message: phone ? random.pick(["none", "neutral"] as const) : null,
    },
    trustedPerson:
      channel === "trusted_person"
        ? { name: "Një shoqe e afërt", contact: "+355 68 000 1122", how: "vetëm me thirrje, pa mesazh" }
        : null,
    regionIso: plan.regionIso,
    areaCode: random.chance(85) || plan.own ? matter.areaCode : null,
    story: matter.story,
    parties: [{ side: "opponent", name: `${opponent.givenName} ${opponent.familyName}` }],
    name: random.chance(92) || known ? `${client.givenName} ${client.familyName}` : null,
    birthYear: random.chance(70) ? random.whole(1968, 2005) : null,
    ageBand: random.pick(["18_21", "22_30", "22_30", "31_45", "31_45", "46_60"] as const),
    language: "sq",
    genderWish,
    whereabouts: random.chance(40) ? "Tek një e afërme; adresa vetëm me gojë." : null,
    phraseFromPerson: random.chance(60) || known ? random.pick(["limoni në ballkon", "treni i mbrëmjes"]) : null,
    phraseToPerson: random.chance(60) || known ? random.pick(["dritarja blu", "kafja e së dielës"]) : null,
    consents: ["process", "conflict_check", "share_with_lawyer"],
  };
}

function ownLawyer(stage: Stage): DemoLawyer {
  const own = stage.network.lawyers.find((lawyer) => lawyer.own);
  if (!own) throw new Error("the demo has no lawyer of its own");
  return own;
}

function lawyerOf(stage: Stage, lawyerId: string): DemoLawyer {
  const found = stage.network.lawyers.find((lawyer) => lawyer.lawyerId === lawyerId);
  if (!found) throw new Error("an offer went to nobody of the demo");
  return found;
}

async function running(run: DemoRun, requestId: string) {
  return run.db
    .select({ id: offers.id, lawyerId: offers.lawyerId, openedAt: offers.openedAt, expiresAt: offers.expiresAt })
    .from(offers)
    .innerJoin(aidRequests, eq(aidRequests.id, offers.requestId))
    .where(and(eq(offers.requestId, requestId), inArray(offers.state, ["open", "holding"])))
    .orderBy(offers.openedAt, offers.id);
}

async function isSought(run: DemoRun, requestId: string): Promise<boolean> {
  const [request] = await run.db
    .select({ state: aidRequests.state })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  return request?.state === "matching" || request?.state === "offered";
}

async function acceptedOffer(run: DemoRun, requestId: string): Promise<string | null> {
  const [offer] = await run.db
    .select({ lawyerId: offers.lawyerId })
    .from(offers)
    .where(and(eq(offers.requestId, requestId), eq(offers.state, "accepted")));
  return offer?.lawyerId ?? null;
}

export type StoryClock = ReturnType<typeof clockOf>;

/** The time of one story: it goes on in the desk's hours and never beyond the moment of loading. */
function clockOf(plan: RequestPlan, { run }: Stage) {
  const { random, now } = run;
  let at = plan.receivedAt;
  const last = () => new Date(now.getTime() - random.whole(3, 20) * MINUTE);
  const set = (wanted: Date) => {
    const end = last();
    at = new Date(Math.max(at.getTime() + 1000, Math.min(wanted.getTime(), end.getTime())));
    return at;
  };
  return {
    now: () => at,
    /** So many minutes later, in working hours unless somebody is in danger. */
    later: (from: number, to: number) => {
      const wanted = new Date(at.getTime() + random.whole(from, to) * MINUTE);
      return set(plan.matter.danger ? wanted : inDeskHours(wanted));
    },
    minutes: (count: number) => set(new Date(at.getTime() + count * MINUTE)),
    upTo: (instant: Date) => set(instant),
    /** So many minutes before the moment of loading. */
    soon: (from: number, to: number) => set(new Date(now.getTime() - random.whole(from, to) * MINUTE)),
    /** Well before an offer's time is over. */
    within: (offer: { openedAt: Date; expiresAt: Date }) => {
      const length = offer.expiresAt.getTime() - offer.openedAt.getTime();
      return set(new Date(offer.openedAt.getTime() + (length * random.whole(5, 60)) / 100));
    },
  };
}

const hourInTirana = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Tirane", hour: "2-digit", hourCycle: "h23" });

/** The same moment between eight and five on a weekday, or the next morning. */
function inDeskHours(instant: Date): Date {
  let found = instant;
  for (let turn = 0; turn < 6; turn++) {
    const hour = Number(hourInTirana.format(found));
    const weekday = found.getUTCDay();
    if (hour >= 8 && hour < 17 && weekday !== 0 && weekday !== 6) return found;
    found = new Date(found.getTime() + (hour >= 17 ? 24 + 9 - hour : Math.max(1, 9 - hour)) * 60 * MINUTE);
    if (weekday === 6 || weekday === 0) found = new Date(found.getTime() + (weekday === 6 ? 1 : 0) * 24 * 60 * MINUTE);
  }
  return found;
}
