/** Settings a fresh database begins with; an administrator changes them, a later start leaves them alone. */
export const settingDefaults = {
  /** Who runs this installation, as it stands on certificates and mail. */
  organisation: { sq: "Përkrah", en: "Përkrah" },
  /** Hours that count for the limits of offers (Europe/Tirane); emergencies run through. */
  waking_hours: { from: "07:00", to: "21:00" },
  /** Minutes to answer an offer; `wakingHours` false counts every hour. */
  urgency_limits: {
    emergency: { answerMinutes: 60, wakingHours: false, offersAtOnce: 3, deskAfterMinutes: 30, deskAfterOffers: null },
    urgent: { answerMinutes: 240, wakingHours: true, offersAtOnce: 1, deskAfterMinutes: null, deskAfterOffers: 2 },
    standard: { answerMinutes: 840, wakingHours: true, offersAtOnce: 1, deskAfterMinutes: null, deskAfterOffers: 3 },
    advice: { answerMinutes: 2520, wakingHours: true, offersAtOnce: 1, deskAfterMinutes: null, deskAfterOffers: null },
  },
  /** Minutes for the conflict check after the lawyer's yes. */
  hold_minutes: { emergency: 15, urgent: 60, standard: 360, advice: 360 },
  /** A hearing or limit within so many days makes a request urgent. */
  urgent_within_days: 7,
  /** Days of accepted work that the fair share looks back on. */
  fair_share_days: 180,
  /** Share of its hours that an expired offer counts. */
  expired_offer_share: 0.25,
  /** Open requests a region needs before a card names it. */
  card_region_threshold: 5,
  /** Until a lawyer is found, the person hears something at least so often. */
  news_every_days: 5,
  /** Minutes before a sitting at which people with a seat are reminded: seven days, one day, two hours. */
  reminder_minutes: [10_080, 1440, 120],
  /** Figures below this are not shown to people outside the desk. */
  small_number_limit: 5,
  /** When the courts' offices close: the last day runs to 24:00, acts at court do not. */
  court_office_closes: "16:00",
  /** Warnings before the end of a protection order, days. */
  protection_order_warn_days: [30, 20, 16],
  /** Whom to ask about one's own data, as it stands on the privacy page. */
  privacy_contact: { name: "", email: "", phone: "" },
} as const;

export type SettingKey = keyof typeof settingDefaults;
