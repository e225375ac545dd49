import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readInvitees } from "#app/training/enrolments/invitation-rules";
import { fullQuota } from "#app/training/enrolments/quota-rules";
import { questionForm } from "#app/training/questions/forms";
import { answerField, answerInWords, type Question, readAnswers } from "#app/training/questions/rules";
import { anyText, property } from "#tests/support/property";

describe("a list of people to invite", () => {
  test.each([
    ["Arta Hoxha <arta@example.al>", "arta@example.al", "Arta", "Hoxha"],
    ["Arta Maria Hoxha; ARTA@example.al", "arta@example.al", "Arta Maria", "Hoxha"],
    ["arta@example.al, Arta Çela", "arta@example.al", "Arta", "Çela"],
    ['"Arta Hoxha" arta@example.al', "arta@example.al", "Arta", "Hoxha"],
  ])("%s", (line, email, givenName, familyName) => {
    expect(readInvitees(line)).toEqual({ ok: true, invitees: [{ email, name: { givenName, familyName } }] });
  });

  it("counts an address once, and needs no name", () => {
    const read = readInvitees("a@example.al\n\n  A@example.al \r\nArta b@example.al\n");
    expect(read).toEqual({
      ok: true,
      invitees: [
        { email: "a@example.al", name: null },
        { email: "b@example.al", name: null },
      ],
    });
  });

  it("names the lines without an address", () => {
    expect(readInvitees("a@example.al\nArta Hoxha\n@x\nb@example")).toEqual({ ok: false, lines: [2, 3, 4] });
  });

  property("reads any text", [anyText(300)], (text: string) => {
    const read = readInvitees(text);
    if (read.ok) expect(new Set(read.invitees.map(({ email }) => email)).size).toBe(read.invitees.length);
  });
});

describe("quotas", () => {
  const quota = (kind: "profession" | "institution", foldedName: string, seats: number) => ({
    kind,
    name: foldedName,
    foldedName,
    seats,
  });
  const person = (profession: string | null, institution: string | null = null) => ({ profession, institution });

  it("ask about whom they are for, in every way of writing", () => {
    const quotas = [quota("profession", "gjyqtar", 1), quota("institution", "bashkia shkoder", 0)];
    expect(fullQuota(quotas, [person("GJYQTAR")], person("Gjyqtar"))).toMatchObject({ foldedName: "gjyqtar" });
    expect(fullQuota(quotas, [person("GJYQTAR")], person("polic"))).toBeNull();
    expect(fullQuota(quotas, [], person("Gjyqtar"))).toBeNull();
    expect(fullQuota(quotas, [], person(null, "Bashkia  Shkodër"))).toMatchObject({ seats: 0 });
    expect(fullQuota(quotas, [], person(null))).toBeNull();
  });

  property(
    "are never passed when people are let in one by one",
    [fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 60 }), fc.nat(10), fc.nat(10)],
    (line: string[], a: number, b: number) => {
      const quotas = [quota("profession", "a", a), quota("profession", "b", b)];
      const seated: ReturnType<typeof person>[] = [];
      for (const name of line) if (!fullQuota(quotas, seated, person(name))) seated.push(person(name));
      const count = (name: string) => line.filter((one) => one === name).length;
      const got = (name: string) => seated.filter(({ profession }) => profession === name).length;
      expect([got("a"), got("b"), got("c")]).toEqual([Math.min(a, count("a")), Math.min(b, count("b")), count("c")]);
    },
  );
});

describe("answers", () => {
  const questions: Question[] = [
    { id: "1", kind: "text", label: "Pse?", choices: [], required: true },
    { id: "2", kind: "choice", label: "Ushqimi?", choices: ["mish", "pa mish"], required: false },
    { id: "3", kind: "yes_no", label: "Përkthim?", choices: [], required: true },
  ];
  const form = (values: Record<string, string>) => {
    const made = new FormData();
    for (const [id, value] of Object.entries(values)) made.append(answerField(id), value);
    return made;
  };

  it("are read by question, without those left empty", () => {
    expect(readAnswers(form({ 1: "  për punë ", 2: "", 3: "no" }), questions)).toEqual({
      ok: true,
      answers: [
        { questionId: "1", answer: "për punë" },
        { questionId: "3", answer: "no" },
      ],
    });
  });

  it("are refused where one is missing, too long or no choice", () => {
    const read = readAnswers(form({ 1: "x".repeat(501), 2: "2", 3: "" }), questions);
    expect(read.ok ? {} : Object.keys(read.errors)).toEqual(["answer-1", "answer-2", "answer-3"]);
  });

  it("are shown in words", () => {
    const yesNo = { yes: "po", no: "jo" };
    const say = (place: number, answer: string) => answerInWords(questions[place] as Question, answer, yesNo);
    expect([say(0, "ashtu"), say(1, "1"), say(2, "yes")]).toEqual(["ashtu", "pa mish", "po"]);
  });

  property("of any text are read or refused", [anyText(700)], (text: string) => {
    expect(typeof readAnswers(form({ 1: text, 2: text, 3: text }), questions).ok).toBe("boolean");
  });
});

it("asks a choice in both languages with as many choices", () => {
  const question = { kind: "choice", labelSq: "A?", labelEn: "B?", choicesSq: "po\njo", choicesEn: "yes\n\nno\n" };
  expect(questionForm.parse(question)).toMatchObject({ choicesSq: ["po", "jo"], choicesEn: ["yes", "no"] });
  expect(questionForm.safeParse({ ...question, choicesEn: "yes" }).success).toBe(false);
  expect(questionForm.safeParse({ ...question, choicesSq: "po", choicesEn: "yes" }).success).toBe(false);
  expect(questionForm.parse({ ...question, kind: "text", choicesSq: "", choicesEn: "" })).toMatchObject({
    choicesSq: [],
  });
});
