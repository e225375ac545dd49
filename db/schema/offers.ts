import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { type ConflictBand, type DeclineCode, type OfferState, offerStates, type Urgency } from "../vocabulary";
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
  /** Uncommon traits that the desk put on the card one by one. */
  traits?: string[];
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
    /** The lawyer has said that there is no conflict with the opponents: only then comes the client's name. */
    opponentsClearAt: instant("opponents_clear_at"),
    endedAt: instant("ended_at"),
    declineCode: text("decline_code").$type<DeclineCode>(),
    /** The lawyer's sentence behind `other`: no names (the command refuses them). */
    declineReason: text("decline_reason"),
    attestedAt: instant("attested_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("offers_asked_once").on(table.requestId, table.lawyerId),
    /** The first yes holds it, exactly once; `ended_at` frees it when the case is closed and the request comes back. */
    uniqueIndex("offers_one_taker")
      .on(table.requestId)
      .where(sql`${table.state} in ('holding', 'accepted') and ${table.endedAt} is null`),
    index("offers_lawyer").on(table.lawyerId, table.openedAt),
    /** The shares of 180 days out of the index alone: what was declined or lost does not count. */
    index("offers_shares")
      .on(table.openedAt, table.lawyerId, table.state, table.estimatedHours)
      .where(sql`${table.state} not in ('declined', 'passed_over', 'withdrawn')`),
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

/** What the comparison of names inside the network found: a band with reason codes (D1), never a name. */
export const conflictFindings = pgTable(
  "conflict_findings",
  {
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    lawyerId: uuid("lawyer_id")
      .notNull()
      .references(() => lawyers.id),
    band: text("band").$type<ConflictBand>().notNull(),
    reasons: text("reasons").array().notNull(),
    foundAt: instant("found_at").notNull(),
    /** The desk looked and said that it is another person. */
    clearedBy: uuid("cleared_by").references(() => accounts.id),
    clearedAt: instant("cleared_at"),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.lawyerId] })],
);

/** One comparison of a request's names with the network: which bands it may claim at all. */
export const conflictChecks = pgTable(
  "conflict_checks",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    checkedBy: uuid("checked_by")
      .notNull()
      .references(() => accounts.id),
    checkedAt: instant("checked_at").notNull(),
    /** False where the file holds too little of a name: the answer is then "not enough", never "clear". */
    enough: boolean("enough").notNull(),
    compared: integer("compared").notNull(),
  },
  (table) => [index("conflict_checks_request").on(table.requestId, table.checkedAt)],
);
