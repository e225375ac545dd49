import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";
import { rosterForManager } from "#app/training/enrolments/queries.server";
import { eventForManager } from "#app/training/events/queries.server";
import { answersForManager, questionsOf } from "#app/training/questions/queries.server";
import { answerInWords } from "#app/training/questions/rules";
import { enrolmentStates } from "#db/vocabulary";

/** The people of an event under the filter of the page, with what was seen of each in every session and what each answered. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const eventId = parseId(args.params.id);
  const query = new URL(args.request.url).searchParams;
  const state = enrolmentStates.find((value) => value === query.get("state")) ?? null;
  const locale = localeOf(args.request);
  const event = await eventForManager(context, locale, eventId);
  const filter = { search: (query.get("q") ?? "").slice(0, 100), state };
  const { rows, sittings } = await rosterForManager(context, eventId, filter);
  const [questions, answered] = await Promise.all([
    questionsOf(context, locale, eventId),
    answersForManager(context, eventId),
  ]);
  const answersOf = new Map(answered.map(({ enrolmentId, answers }) => [enrolmentId, answers]));
  await noteListExport(context, { list: "roster", subjectId: eventId, rows: rows.length });
  const t = translator(locale, "manage");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-${event.slug}`, [
    [
      t("file.familyName"),
      t("file.givenName"),
      t("duplicate.email"),
      t("duplicate.phone"),
      t("roster.institution"),
      t("roster.state"),
      t("file.source"),
      ...Array.from({ length: sittings }, (_, place) => t("file.session", { position: place + 1 })),
      t("file.attended"),
      t("file.earned"),
      ...questions.map(({ label }) => label),
    ],
    ...rows.map((row) => [
      row.familyName,
      row.givenName,
      row.email,
      row.phone,
      row.institution,
      words(`enrolmentState.${row.state}`),
      words(`enrolmentSource.${row.source}`),
      ...row.statuses.map((status) => words(`presenceStatus.${status}`)),
      row.percent,
      t(row.earned ? "file.yes" : "file.no"),
      ...questions.map((question) => {
        const given = answersOf.get(row.id)?.find(({ questionId }) => questionId === question.id);
        return given ? answerInWords(question, given.answer, { yes: t("file.yes"), no: t("file.no") }) : null;
      }),
    ]),
  ]);
}
