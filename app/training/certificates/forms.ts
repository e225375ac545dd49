import { z } from "zod";
import { text } from "#app/forms/fields";

export const verifyForm = z.object({ code: text(300) });
/** The reason is shown to everybody who verifies the certificate. */
export const revocationForm = z.object({ reason: text(300, 5) });
