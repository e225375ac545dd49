import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { questionForms } from "#app/legal-aid/drafts/forms";
import {
  type Answers,
  areaOfMatter,
  filingOf,
  matterGroups,
  matters,
  missingQuestion,
  nextQuestion,
  previousQuestion,
  questions,
  questionsFor,
  skippable,
} from "#app/legal-aid/drafts/rules";
import { receiptForm } from "#app/legal-aid/receipts/forms";
import { groupedSecret, parseLocator, parseReceiptSecret, sessionHolds } from "#app/legal-aid/receipts/rules";
import { contactChannels } from "#db/vocabulary";
import areas from "../../../db/reference/practice-areas.json";

const answers: fc.Arbitrary<Answers> = fc.record(
  {
    danger: fc.constantFrom("yes" as const, "no" as const, "unsure" as const),
    channel: fc.constantFrom(...contactChannels),
    phone: fc.option(fc.constant("069 1234567")),
    email: fc.option(fc.constant("a@example.al")),
    trustedName: fc.option(fc.constant("M")),
    trustedContact: fc.option(fc.constant("069")),
    matter: fc.option(fc.constantFrom(...matters)),
    process: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe("questions", () => {
  test("forwards and backwards are the same way", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const walked = [];
        for (let at: string = "now"; at !== "check"; ) {
          const question = at as (typeof questions)[number];
          walked.push(question);
          const next = nextQuestion(question, given);
          expect(previousQuestion(next, given)).toBe(question);
          at = next;
        }
        expect(walked).toEqual(questionsFor(given));
      }),
      { numRuns: 1000 },
    );
  });

  test("how to reach her is not asked where nobody may", () => {
    expect(questionsFor({ channel: "none" })).not.toContain("reach");
    expect(questionsFor({ channel: "page" })).not.toContain("reach");
    expect(questionsFor({ channel: "phone" })).toContain("reach");
  });

  test("only safety, contact and consent cannot be passed over", () => {
    expect(questions.filter((question) => !skippable.includes(question))).toEqual([
      "now",
      "today",
      "contact",
      "reach",
      "agree",
    ]);
    expect(Object.keys(questionForms)).toEqual([...questions]);
  });

  test("a request can be sent exactly when nothing is missing", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const missing = missingQuestion(given);
        const filing = filingOf(given);
        if (missing === null) expect(filing.consents).toContain("process");
        if (missing === "agree") expect(filing.consents).not.toContain("process");
        const { contact, trustedPerson } = filing;
        if (contact.channel !== "phone") expect(contact.phone).toBeNull();
        if (contact.channel !== "email") expect(contact.email).toBeNull();
        if (contact.channel !== "trusted_person") expect(trustedPerson).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test("every plain word leads to a practice area that exists", () => {
    const known = new Set(areas.map(({ code }) => code));
    for (const matter of matters) {
      const area = areaOfMatter(matter);
      if (matter === "unknown") expect(area).toBeNull();
      else expect(known.has(area ?? ""), matter).toBe(true);
    }
    expect(matterGroups.flatMap((group) => group.matters).sort()).toEqual([...matters].sort());
  });

  test("whoever wants protection is urgent", () => {
    expect(filingOf({ matter: "protection" }).signals.protectionOrder).toBe(true);
  });
});

describe("receipt", () => {
  test("locators forgive how they were written down", () => {
    expect(parseLocator(" k7m-4qx ")).toBe("K7M4QX");
    expect(parseLocator("K7M4Q")).toBeNull();
    expect(parseLocator("K7M4Q0")).toBeNull();
    expect(parseLocator("K7M4QX9")).toBeNull();
  });

  test("digits come back out of whatever groups", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{16}$/), fc.constantFrom(" ", "-", " – ", "."), (digits, gap) => {
        expect(parseReceiptSecret(groupedSecret(digits).replaceAll(" ", gap))).toBe(digits);
      }),
      { numRuns: 1000 },
    );
    expect(parseReceiptSecret("1234 5678 9012 345")).toBeNull();
    expect(parseReceiptSecret("1234 5678 9012 345a")).toBeNull();
  });

  test("whatever is typed, the form answers", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (locator, receipt_digits) => {
        const parsed = receiptForm.safeParse({ locator, receipt_digits });
        if (parsed.success) expect(parsed.data.receipt_digits).toMatch(/^\d{16}$/);
        else for (const issue of parsed.error.issues) expect(issue.message).toMatch(/^[a-z_]+(\|[a-z]+=[^|]*)*$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("a session holds ten minutes without a move and an hour at most", () => {
    const at = (minutes: number) => new Date(Date.parse("2026-11-24T09:00:00Z") + minutes * 60_000);
    expect(sessionHolds({ seenAt: at(0), endsAt: at(60) }, at(9.9))).toBe(true);
    expect(sessionHolds({ seenAt: at(0), endsAt: at(60) }, at(10))).toBe(false);
    expect(sessionHolds({ seenAt: at(59), endsAt: at(60) }, at(59.9))).toBe(true);
    expect(sessionHolds({ seenAt: at(59), endsAt: at(60) }, at(60))).toBe(false);
  });
});
