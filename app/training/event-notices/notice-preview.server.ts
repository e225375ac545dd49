import type { Context, TrainingManager } from "#app/context.server";
import { translator } from "#app/i18n/translator.server";
import { locales } from "#db/vocabulary";
import type { NoticeInput } from "./forms";
import { noticeMail } from "./notice-mail.server";
import { peopleToTell } from "./queries.server";

/** A notice as its readers would get it in either language, and how many they are. */
export async function noticePreview(
  context: Context<TrainingManager>,
  event: { id: string; slug: string },
  input: NoticeInput,
) {
  const { states, trainers } = await peopleToTell(context, event.id);
  const chosen = states.filter(({ state }) => input.states.some((one) => one === state));
  const mails = locales.map((locale) => {
    const name = translator(locale, "manage")("notice.sampleName");
    const [subject, body] = locale === "sq" ? [input.subjectSq, input.bodySq] : [input.subjectEn, input.bodyEn];
    return { locale, ...noticeMail({ locale, subject, body, name, slug: event.slug }) };
  });
  return {
    mails: mails.map(({ html: _, ...mail }) => mail),
    readers: chosen.reduce((sum, { reachable }) => sum + reachable, 0) + (input.trainers ? trainers : 0),
  };
}
