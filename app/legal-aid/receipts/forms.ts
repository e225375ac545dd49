import { z } from "zod";
import { text } from "#app/forms/fields";
import { parseLocator, parseReceiptSecret } from "./rules";

/** Locator and digits as somebody types them from a scrap of paper. */
export const receiptForm = z.object({
  locator: text(40).transform((typed, issues) => {
    const locator = parseLocator(typed);
    if (locator === null) issues.addIssue({ code: "custom", message: "receipt_locator" });
    return locator ?? z.NEVER;
  }),
  receipt_digits: text(60).transform((typed, issues) => {
    const digits = parseReceiptSecret(typed);
    if (digits === null) issues.addIssue({ code: "custom", message: "receipt_digits" });
    return digits ?? z.NEVER;
  }),
});
