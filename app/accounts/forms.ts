import { z } from "zod";
import { choice, email, secret, text } from "#app/forms/fields";
import { locales } from "#db/vocabulary";

export const signInForm = z.object({ email: email(), password: secret() });
export const accountLinkForm = z.object({ email: email() });
export const passwordForm = z
  .object({ password: secret() })
  .transform(({ password }) => ({ password, introduction: undefined }));
/** Of the first administrator, whom nobody could name before. */
export const firstPasswordForm = z
  .object({ givenName: text(80), familyName: text(80), email: email(), password: secret() })
  .transform(({ password, ...introduction }) => ({ password, introduction }));
export const claimForm = z.object({ code: text(40), email: email(), password: secret() });
export const languageForm = z.object({ locale: choice(locales) });
export const demoForm = z.object({ email: email(), to: z.string().optional() });
export const secondFactorForm = z.object({ code: text(40) });
export const emailChangeForm = z.object({ email: email(), password: secret() });
export const closingForm = z.object({ password: secret() });

const base64Url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);
const credential = { id: base64Url.min(1), rawId: base64Url, type: z.literal("public-key") };
const transports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

/** What a device answered, as the page's script wrote it into a hidden field: JSON of known parts only. */
const answer = <S extends z.ZodType>(schema: S) =>
  z
    .string({ error: "required" })
    .max(65_536, "unreadable")
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue({ code: "custom", message: "unreadable" });
        return z.NEVER;
      }
    })
    .pipe(schema);

export const passkeyForm = z.object({
  response: answer(
    z
      .object({
        ...credential,
        response: z.object({
          clientDataJSON: base64Url,
          authenticatorData: base64Url,
          signature: base64Url,
          userHandle: base64Url.optional(),
        }),
      })
      .transform((value) => ({ ...value, clientExtensionResults: {} })),
  ),
  to: z.string().max(500).optional(),
});

export const newPasskeyForm = z.object({
  label: text(60),
  response: answer(
    z
      .object({
        ...credential,
        response: z.object({
          clientDataJSON: base64Url,
          attestationObject: base64Url,
          transports: z.array(z.string()).optional(),
        }),
      })
      .transform(({ response, ...rest }) => ({
        ...rest,
        response: { ...response, transports: transports.filter((way) => response.transports?.includes(way)) },
        clientExtensionResults: {},
      })),
  ),
});
