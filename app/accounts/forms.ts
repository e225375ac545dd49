import { z } from "zod";
import { choice, email, secret, text } from "#app/forms/fields";
import { locales } from "#db/vocabulary";

export const signInForm = z.object({ email: email(), password: secret() });
export const accountLinkForm = z.object({ email: email() });
export const passwordForm = z.object({ password: secret() });
export const claimForm = z.object({ code: text(40), email: email(), password: secret() });
export const languageForm = z.object({ locale: choice(locales) });
export const demoForm = z.object({ email: email(), to: z.string().optional() });
