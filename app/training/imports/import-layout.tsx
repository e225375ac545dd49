import { useFormat, useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { Notice } from "#app/ui/surfaces";
import type { Meaning } from "./headings";
import { useColumnWords, useDelimiterWords, useMeaningWords } from "./import-words";
import type { EventDays, Layout, SheetLayout } from "./rules";

interface ImportLayoutProps {
  encoding: string;
  layout: Layout;
  event: EventDays;
  /** Sitting positions per sheet and column. */
  matched: number[][][];
  /** Only a previewed list can be read in another way. */
  changeable: boolean;
}

/** How a list was understood, and a form to understand it in another way. */
export function ImportLayout({ encoding, layout, event, matched, changeable }: ImportLayoutProps) {
  const t = useT("manage");
  const delimiter = useDelimiterWords();
  const marked = layout.sheets.some((sheet) => sheet.columns.some(({ meaning }) => isMark(meaning)));
  const chosen = layout.remembered || Object.keys(layout.choices.columns ?? {}).length > 0;
  return (
    <>
      <DefinitionList
        items={[
          { term: t("import.encoding"), value: encoding },
          layout.delimiter !== null && { term: t("import.delimiter"), value: delimiter(layout.delimiter) },
          marked && {
            term: t("import.legend"),
            value: t(layout.legend === "sq" ? "import.legendSq" : "import.legendEn"),
          },
        ]}
      />
      {layout.sheets.map((sheet, place) => (
        <SheetSummary key={sheet.name ?? place} sheet={sheet} event={event} matched={matched[place] ?? []} />
      ))}
      {layout.remembered && <p className="soft small">{t("import.remembered")}</p>}
      {layout.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {t(`import.warning.${warning}`)}
        </Notice>
      ))}
      {changeable && (
        <details open={layout.warnings.includes("columns_guessed") && !chosen}>
          <summary>{t("import.change")}</summary>
          <Form id="layout">
            {layout.sheets.map((sheet, place) => (
              <SheetFields key={sheet.name ?? place} sheet={sheet} place={place} event={event} />
            ))}
            <Button tone="quiet">{t("import.reread")}</Button>
          </Form>
        </details>
      )}
    </>
  );
}

const isMark = (meaning: Meaning) => meaning === "presence" || /^(sitting|day)_/.test(meaning);

function SheetSummary({ sheet, event, matched }: { sheet: SheetLayout; event: EventDays; matched: number[][] }) {
  const t = useT("manage");
  const words = useMeaningWords();
  const columnWords = useColumnWords();
  const format = useFormat();
  const read = sheet.columns.flatMap(({ heading, meaning }, column) =>
    meaning === "ignore" ? [] : [{ heading, meaning, column }],
  );
  const day = typeof sheet.day === "number" ? event.days[sheet.day - 1] : null;
  const headed =
    sheet.headingLine === null
      ? t("import.withoutHeadings", { line: sheet.firstLine ?? 1 })
      : t("import.headingLine", { line: sheet.headingLine });
  return (
    <section>
      <p>
        {sheet.name && <b>{sheet.name}: </b>}
        {sheet.columns.length === 0
          ? t("import.noHeading")
          : `${headed} · ${t("import.people", { count: sheet.people })}`}
        {sheet.marksDay && day && ` · ${t("import.dayNumber", { number: Number(sheet.day), date: format.date(day) })}`}
      </p>
      <ul className="tag-row">
        {read.map(({ heading, meaning, column }) => (
          <li key={column} className="tag">
            {columnWords(heading, column)} → {words(meaning)}
            {isMark(meaning) && ` (${sittingsInWords(matched[column] ?? [], t)})`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sittingsInWords(positions: number[], t: ReturnType<typeof useT<"manage">>): string {
  return positions.length === 0 ? t("import.noSession") : t("import.sessionsOf", { list: positions.join(", ") });
}

function SheetFields({ sheet, place, event }: { sheet: SheetLayout; place: number; event: EventDays }) {
  const t = useT("manage");
  const words = useMeaningWords();
  const columnWords = useColumnWords();
  const format = useFormat();
  if (sheet.columns.length === 0) return null;
  const meanings: Meaning[] = [
    ...(["ignore", "number", "full_name", "given_name", "family_name", "email", "phone"] as const),
    ...(["institution", "profession", "municipality", "presence"] as const),
    ...event.sittings.map(({ position }): Meaning => `sitting_${position}`),
    ...event.days.map((_day, index): Meaning => `day_${index + 1}`),
  ];
  return (
    <fieldset className="field">
      {sheet.name && <legend className="field-label">{sheet.name}</legend>}
      {event.days.length > 0 && (
        <SelectField
          name={`day-${place}`}
          label={t("import.day")}
          choices={[
            ...event.days.map((day, index) => ({
              value: String(index + 1),
              label: t("import.dayNumber", { number: index + 1, date: format.date(day) }),
            })),
            { value: "all", label: t("import.dayAll") },
            { value: "none", label: t("import.dayNone") },
          ]}
          defaultValue={String(sheet.day)}
          empty={false}
          width="medium"
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {sheet.columns
          .map((one, index) => ({ ...one, column: index }))
          .map(({ heading, meaning, sample, column }) => {
            const known = meanings.includes(meaning) ? meanings : [...meanings, meaning];
            return (
              <SelectField
                key={column}
                name={`column-${place}-${column}`}
                label={columnWords(heading, column)}
                hint={sample ? t("import.sample", { sample }) : undefined}
                choices={known.map((value) => ({ value, label: words(value) }))}
                defaultValue={meaning}
                empty={false}
              />
            );
          })}
      </div>
    </fieldset>
  );
}
