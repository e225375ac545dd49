export interface PlainMessage {
  title: { sq: string; en: string };
  text: { sq: string; en: string };
}

const again = { sq: "Kthehuni te faqja dhe provoni sërish.", en: "Go back to the page and try again." };

/** Sentences for what goes wrong before, or instead of, a page of the application. */
export const plainMessages = {
  failure: {
    title: { sq: "Diçka nuk shkoi siç duhet", en: "Something went wrong" },
    text: {
      sq: "Gabimi është i yni dhe është shënuar. Provoni sërish pas pak.",
      en: "The mistake is ours and has been noted. Please try again in a moment.",
    },
  },
  foreign: {
    title: { sq: "Kërkesa nuk u pranua", en: "The request was not accepted" },
    text: {
      sq: `Nuk dihet nëse erdhi nga kjo faqe. ${again.sq}`,
      en: `It is not certain that it came from this site. ${again.en}`,
    },
  },
  malformed: {
    title: { sq: "Adresa nuk lexohet", en: "The address cannot be read" },
    text: {
      sq: "Kontrolloni adresën ose nisni nga faqja e parë.",
      en: "Check the address, or begin at the first page.",
    },
  },
  notFound: {
    title: { sq: "Kjo faqe nuk gjendet", en: "This page was not found" },
    text: {
      sq: "Kontrolloni adresën ose nisni nga faqja e parë.",
      en: "Check the address, or begin at the first page.",
    },
  },
  away: {
    title: { sq: "Për çastin nuk mund të përgjigjemi", en: "We cannot answer right now" },
    text: {
      sq: "Asgjë e ruajtur nuk ka humbur. Provoni sërish pas një minute.",
      en: "Nothing that was saved is lost. Please try again in a minute.",
    },
  },
  notKept: {
    title: { sq: "Për çastin nuk mund të ruajmë", en: "We cannot save right now" },
    text: {
      sq: "Ajo që sapo dërguat nuk u ruajt. Kthehuni te faqja dhe dërgojeni sërish pas një minute.",
      en: "What you just sent was not saved. Go back to the page and send it again in a minute.",
    },
  },
  uncertain: {
    title: { sq: "Nuk dimë nëse u ruajt", en: "We do not know whether it was saved" },
    text: {
      sq: "Lidhja me të dhënat u ndërpre ndërsa po ruanim. Pas një minute shihni nëse është aty, para se ta dërgoni sërish.",
      en: "The data could not be reached while we were saving. In a minute, look whether it is there before you send it again.",
    },
  },
  wrongMethod: { title: { sq: "Kjo mënyrë nuk pranohet", en: "This method is not accepted" }, text: again },
  length_required: {
    title: { sq: "Kërkesa nuk tregon madhësinë", en: "The request does not say its size" },
    text: again,
  },
  too_large: {
    title: { sq: "Tepër e madhe", en: "Too large" },
    text: {
      sq: "Një formular mban deri në 1 MB, një skedar deri në 25 MB. Zgjidhni një skedar më të vogël.",
      en: "A form holds up to 1 MB, a file up to 25 MB. Choose a smaller file.",
    },
  },
  wrong_type: {
    title: { sq: "Ky lloj të dhënash nuk pranohet", en: "This kind of data is not accepted" },
    text: again,
  },
} satisfies Record<string, PlainMessage>;

/** A page that needs nothing: no build, no database, no script. `reference` is safe to show and to read out. */
export function plainPage(message: PlainMessage, reference: string): string {
  const part = (lang: "sq" | "en", label: string, home: string) =>
    `<section lang="${lang}"><h1>${message.title[lang]}</h1><p>${message.text[lang]}</p>` +
    `<p><a href="/">${home}</a></p><p><small>${label}: ${escaped(reference)}</small></p></section>`;
  return (
    `<!doctype html><html lang="sq"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${message.title.sq}</title></head>` +
    `<body style="font:1.1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:10vh auto;padding:0 1.2rem"><main>` +
    `${part("sq", "Referenca", "Faqja e parë")}<hr>${part("en", "Reference", "First page")}</main></body></html>`
  );
}

function escaped(text: string): string {
  return text.replace(/[^\w-]/g, "");
}
