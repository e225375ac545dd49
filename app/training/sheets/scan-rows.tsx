import { useT } from "#app/i18n/use-t";
import { ChoiceField, SelectField } from "#app/ui/choice-fields";
import type { PresenceMark } from "#db/vocabulary";
import { placeOf, rowHeight, sheetPage, signatureBox } from "./layout";
import { type RowChoice, rowChoices } from "./rules";

export interface ScanRow {
  position: number;
  /** Nobody for a blank row, and for somebody who is no longer known. */
  person: { name: string; mark: PresenceMark | null } | null;
  /** True where somebody stands there who has no seat any more. */
  gone: boolean;
  proposal: RowChoice;
}

interface ScanRowsProps {
  rows: readonly ScanRow[];
  /** The page laid straight; none where it was erased. */
  picture: string | null;
  /** Who has a seat and no row on the sheet. */
  withoutRow: readonly { enrolmentId: string; givenName: string; familyName: string }[];
}

/** What each row of a photo shows, beside what it was taken for; unsure ones ask. */
export function ScanRows({ rows, picture, withoutRow }: ScanRowsProps) {
  const t = useT("teach");
  return (
    <div className="scan-rows">
      {rows.map((row) => {
        const about = (
          <>
            {picture && <RowPicture picture={picture} position={row.position} />}
            <RowAbout row={row} />
          </>
        );
        if (row.person)
          return (
            <div key={row.position} className={row.proposal === "open" ? "scan-row scan-row-open" : "scan-row"}>
              <ChoiceField
                name={`row.${row.position}`}
                label={`${row.position}. ${row.person.name}`}
                hint={about}
                inline
                defaultValue={row.proposal}
                choices={rowChoices.map((value) => ({ value, label: t(`scan.choice.${value}`) }))}
              />
            </div>
          );
        return (
          <div key={row.position} className="scan-row scan-row-open">
            <SelectField
              name={`who.${row.position}`}
              label={t("scan.blankRow", { position: row.position })}
              hint={about}
              optional
              empty={t("scan.nobody")}
              choices={withoutRow.map(({ enrolmentId, givenName, familyName }) => ({
                value: enrolmentId,
                label: `${familyName} ${givenName}`,
              }))}
            />
          </div>
        );
      })}
    </div>
  );
}

function RowAbout({ row }: { row: ScanRow }) {
  const t = useT("teach");
  const words = useT("words");
  const known = row.person?.mark && row.person.mark !== "not_recorded" ? row.person.mark : null;
  return (
    <span className="scan-about">
      {row.person && row.proposal === "open" && <b>{t("scan.unsure")} </b>}
      {row.gone && `${t("scan.gone")} `}
      {!row.person && !row.gone && `${t("scan.blankHint")} `}
      {known && t("scan.known", { mark: words(`presenceStatus.${known}`) })}
    </span>
  );
}

/** The row cut out of the page by the browser: one picture for all of them. */
function RowPicture({ picture, position }: { picture: string; position: number }) {
  const t = useT("teach");
  const { x, y, width } = signatureBox(placeOf(position).place);
  return (
    <svg
      className="scan-crop"
      role="img"
      aria-label={t("scan.crop", { position })}
      viewBox={`${x - 2} ${y - 1.5} ${width + 4} ${rowHeight + 2}`}
    >
      <image href={picture} width={sheetPage.width} height={sheetPage.height} preserveAspectRatio="none" />
    </svg>
  );
}
