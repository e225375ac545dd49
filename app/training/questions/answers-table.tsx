import { useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { type Answer, answerInWords, type Question } from "./rules";

interface AnswersTableProps {
  questions: readonly Question[];
  rows: readonly { enrolmentId: string; givenName: string; familyName: string; answers: Answer[] }[];
}

/** Who has answered what: people down, questions across. */
export function AnswersTable({ questions, rows }: AnswersTableProps) {
  const t = useT("enrolments");
  const manage = useT("manage");
  const yesNo = { yes: t("yes"), no: t("no") };
  return (
    <DataTable
      caption={t("manage.questions.answers", { count: rows.length })}
      rows={rows}
      rowKey={({ enrolmentId }) => enrolmentId}
      columns={[
        {
          key: "name",
          header: manage("roster.name"),
          rowHeader: true,
          cell: ({ familyName, givenName }) => `${familyName} ${givenName}`,
        },
        ...questions.map((question) => ({
          key: question.id,
          header: question.label,
          cell: ({ answers }: (typeof rows)[number]) => {
            const given = answers.find(({ questionId }) => questionId === question.id);
            return given ? answerInWords(question, given.answer, yesNo) : "–";
          },
        })),
      ]}
    />
  );
}
