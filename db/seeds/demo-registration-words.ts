import type { QuestionInput } from "#app/training/questions/forms";

/** What is written to those who have a seat in the next event. */
export const noticeWords = {
  subjectSq: "Çfarë të merrni me vete",
  bodySq:
    "Do të punojmë me raste të shkurtra, në grupe.\n\nMerrni me vete kodin tuaj të hyrjes dhe diçka për të shkruar.",
  subjectEn: "What to bring",
  bodyEn: "We shall work on short cases, in groups.\n\nBring your badge and something to write with.",
};

/** What the next event asks whoever signs up. */
export const questionWords: readonly QuestionInput[] = [
  {
    kind: "yes_no",
    labelSq: "Ju duhet vend për të fjetur natën mes dy ditëve?",
    labelEn: "Do you need a place to sleep between the two days?",
    choicesSq: [],
    choicesEn: [],
    required: false,
  },
  {
    kind: "choice",
    labelSq: "Dreka",
    labelEn: "Lunch",
    choicesSq: ["pa kërkesa", "pa mish", "pa gluten"],
    choicesEn: ["no wishes", "no meat", "no gluten"],
    required: false,
  },
  {
    kind: "text",
    labelSq: "Cila pyetje nga puna juaj do të donit të trajtohej?",
    labelEn: "Which question from your work should be taken up?",
    choicesSq: [],
    choicesEn: [],
    required: false,
  },
];

export const answersInWords = [
  "Si e njoftojmë viktimën kur i pandehuri lirohet?",
  "Kush e shoqëron viktimën në seancë kur nuk ka mbrojtës?",
  "Si shkruhet raporti pa e treguar adresën e strehës?",
] as const;

export const priorityReason = "Është e vetmja e regjistruar nga njësia e saj; askush tjetër prej andej nuk ka vend.";

/** Who asks for a seat where the manager decides; one more is known already. */
export const applicantsWork = [
  { institution: "Gjykata e Rrethit Tiranë", profession: "psikologe" },
  { institution: "Policia e Shtetit", profession: "inspektore" },
  { institution: "Bashkia Kamëz", profession: "punonjëse sociale" },
] as const;
