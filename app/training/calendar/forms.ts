import { z } from "zod";
import { choice } from "#app/forms/fields";
import { calendarFeedKinds } from "#db/vocabulary";

/** Which calendar gets a new address. */
export const calendarAddressForm = z.object({ kind: choice(calendarFeedKinds) });

/** Whether an event's reminders go out. */
export const remindersForm = z.object({ reminders: choice(["on", "off"]) });
