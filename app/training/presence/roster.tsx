import { Search, Undo2 } from "lucide-react";
import { memo } from "react";
import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import type { PresenceMark } from "#db/vocabulary";
import { listMarks } from "./marks";

export interface RosterPerson {
  enrolmentId: string;
  givenName: string;
  familyName: string;
  institution: string | null;
  mark: PresenceMark | null;
}

interface RosterProps {
  people: readonly RosterPerson[];
  /** Where one tap is saved at once, with a script. */
  marksHref: string;
  /** Where everybody without a mark becomes present. */
  allPresentHref: string;
  counts: Record<PresenceMark, number>;
}

/** The list of a sitting: without a script a form with one button, with `roster.js` every tap is saved at once. */
export function Roster({ people, marksHref, allPresentHref, counts }: RosterProps) {
  const t = useT("teach");
  const words = useT("words");
  const recorded = people.length - counts.not_recorded;
  const letters = listMarks.map((mark) => ({
    mark,
    letter: words(`presenceLetter.${mark}`),
    word: words(`presenceStatus.${mark}`),
  }));
  return (
    <div
      id="roster"
      className="roster"
      data-marks={marksHref}
      data-saved={t("roster.saved")}
      data-saved-at={t("roster.savedAt", { time: "%" })}
      data-saving={t("roster.saving")}
      data-unsaved={t("roster.unsaved", { count: "%" })}
      data-signed-out={t("roster.signedOut")}
      data-refused={t("roster.refused")}
      data-progress={t("roster.progress", { recorded: 0, people: people.length }).replace("0", "%")}
    >
      <div className="roster-head">
        <div className="roster-progress">
          <progress max={people.length} value={recorded} aria-label={t("roster.form")} />
          <p className="small">
            <span id="roster-recorded">{t("roster.progress", { recorded, people: people.length })}</span>
            {letters.map(({ mark, letter, word }) => (
              <span key={mark} className="roster-count">
                <b id={`count-${mark}`}>{counts[mark]}</b> {`${word} (${letter})`}
              </span>
            ))}
          </p>
        </div>
        <div className="roster-tools">
          <form method="post" action={allPresentHref} id="all-present">
            <Button tone="calm" small>
              {t("roster.markAllPresent")}
            </Button>
          </form>
          <button type="button" className="button button-quiet button-small script-only" id="roster-undo" disabled>
            <Undo2 size={18} /> {t("roster.undo")}
          </button>
          <label className="roster-search script-only">
            <Search size={18} aria-hidden="true" />
            <span className="visually-hidden">{t("roster.search")}</span>
            <input className="control" type="search" id="roster-search" placeholder={t("roster.search")} />
          </label>
          <p className="roster-state script-only" id="roster-state" role="status" />
        </div>
      </div>
      <form method="post" id="roster-form">
        <ul className="roster-list">
          {people.map((person) => (
            <Row key={person.enrolmentId} person={person} letters={letters} />
          ))}
        </ul>
        <p className="soft" id="roster-none" hidden>
          {t("roster.noMatch")}
        </p>
        <div className="roster-save">
          <Button>{t("roster.save")}</Button>
        </div>
      </form>
      <p className="small soft script-only">
        {t("roster.keys", { letters: letters.map(({ letter }) => letter).join(", ") })}
      </p>
    </div>
  );
}

interface RowProps {
  person: RosterPerson;
  letters: readonly { mark: (typeof listMarks)[number]; letter: string; word: string }[];
}

const Row = memo(function Row({ person, letters }: RowProps) {
  const name = `${person.familyName} ${person.givenName}`;
  return (
    <li>
      <fieldset className="segments">
        <legend>
          <a href={paths.presence(person.enrolmentId)}>{name}</a>
          {person.institution && <small>{person.institution}</small>}
        </legend>
        {letters.map(({ mark, letter, word }) => (
          <label key={mark} title={word}>
            <input
              type="radio"
              name={`m.${person.enrolmentId}`}
              value={mark}
              defaultChecked={person.mark === mark}
              aria-label={word}
            />
            <span aria-hidden="true">{letter}</span>
          </label>
        ))}
      </fieldset>
    </li>
  );
});
