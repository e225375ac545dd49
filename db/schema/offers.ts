import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { type DeclineCode, type OfferState, offerStates, type Urgency } from "../vocabulary";
import { accounts } from "./accounts";
import { aidRequests } from "./aid-requests";
import { lawyers } from "./lawyers";

/** The anonymous description that is offered (D2): codes only, no free text from intake. */
export interface Card {
  areaCode: string;
  urgency: Urgency;
  /** null where fewer than five requests are open in the region: the card then says "Albania". */
  regionIso: string | null;
  courtKind: string | null;
  language: string;
  ageBand: string | null;
  genderWish: string | null;
  stepKinds: string[];
  estimatedHours: number;
  /** "within_3_days" | "within_7_days" | "within_30_days" | "later" | null */
  nextDateRange: string | null;
  /** A sentence of the desk, refused while it holds anything from the file. */
  sentence: string | null;
}

/** A card put to one lawyer with a time limit. */
export const offers = pgTable(
  "offers",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id),
    state: text("state", { enum: offerStates }).$type<OfferState>().notNull().default("open"),
    card: jsonb("card").$type<Card>().notNull(),
    estimatedHours: integer("estimated_hours").notNull(),
    offeredBy: uuid("offered_by").references(() => accounts.id),
    openedAt: instant("opened_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    remindAt: instant("remind_at"),
    holdUntil: instant("hold_until"),
    endedAt: instant("ended_at"),
    declineCode: text("decline_code").$type<DeclineCode>(),
    attestedAt: instant("attested_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("offers_asked_once").on(table.requestId, table.lawyerId),
    /** The first yes holds it, exactly once. */
    uniqueIndex("offers_one_taker").on(table.requestId).where(sql`${table.state} in ('holding', 'accepted')`),
    index("offers_lawyer").on(table.lawyerId, table.openedAt),
    index("offers_running").on(table.expiresAt).where(sql`${table.state} in ('open', 'holding')`),
    check("offers_hold", sql`${table.state} <> 'holding' or ${table.holdUntil} is not null`),
    check("offers_attested", sql`${table.state} <> 'accepted' or ${table.attestedAt} is not null`),
  ],
);

export const offerMoves = pgTable(
  "offer_moves",
  {
    id: id(),
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id, { onDelete: "cascade" }),
    fromState: text("from_state").$type<OfferState>(),
    toState: text("to_state").$type<OfferState>().notNull(),
    movedAt: instant("moved_at").notNull(),
    movedBy: uuid("moved_by").references(() => accounts.id),
    reason: text("reason").notNull(),
  },
  (table) => [index("offer_moves_offer").on(table.offerId)],
);
