import { z } from "zod";
import { email, optionalText, text } from "#app/forms/fields";

/** Somebody of the own institution, put forward for an event; the news go to the mail address. */
export const nominationForm = z.object({
  givenName: text(80),
  familyName: text(80),
  email: email(),
  profession: optionalText(120),
});
