import { Camera, DoorOpen, Search, UserPlus, Volume2 } from "lucide-react";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { type ObservationFlag, observationFlags, type ScanOutcome, scanOutcomes } from "#db/vocabulary";

interface DoorProps {
  eventId: string;
  here: string;
  /** Whether people may be looked up by name here. */
  names: boolean;
  sittings: readonly { id: string; label: string; startsAt: number; endsAt: number }[];
}

/** What stands at the door; `public/scripts/door.js` brings it to life, with a network or without. */
export function Door({ eventId, here, names, sittings }: DoorProps) {
  const t = useT("teach");
  return (
    <section
      id="door"
      className="check-in"
      data-event={eventId}
      data-here={here}
      data-words={JSON.stringify(useDoorWords())}
    >
      <noscript>{t("door.noScript")}</noscript>
      <p className="door-status" id="door-status" role="status" />
      <div className="door-tools">
        <label>
          <span>{t("door.session")}</span>
          <select className="control" id="door-sitting">
            {sittings.map(({ id, label, startsAt, endsAt }) => (
              <option key={id} value={id} data-starts={startsAt} data-ends={endsAt}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="door-kind">
          <legend className="visually-hidden">{t("door.kind")}</legend>
          {(["in", "out"] as const).map((kind) => (
            <label key={kind}>
              <input type="radio" name="kind" value={kind} defaultChecked={kind === "in"} />
              <span>{t(`door.${kind}`)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div className="door-result" id="door-result" aria-live="assertive" data-tone="plain">
        <DoorOpen size={28} aria-hidden="true" />
        <p id="door-who">{t("door.ready")}</p>
        <p id="door-what">{t("door.readyText")}</p>
      </div>
      <video id="door-video" className="door-video" muted playsInline hidden />
      <div className="button-row">
        <button type="button" className="button button-quiet" id="door-camera" aria-pressed="false">
          <Camera size={18} /> {t("door.camera")}
        </button>
        <button type="button" className="button button-quiet" id="door-sound" aria-pressed="true">
          <Volume2 size={18} /> {t("door.sound")}
        </button>
      </div>
      <form id="door-code" className="door-code">
        <label>
          <span>{t("door.code")}</span>
          <input
            className="control"
            id="door-letters"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={120}
          />
        </label>
        <Button tone="quiet">{t("door.check")}</Button>
      </form>
      {names && (
        <form id="door-names" className="door-code">
          <label>
            <span>{t("door.name")}</span>
            <input className="control" id="door-name" type="search" autoComplete="off" maxLength={80} />
          </label>
          <Button tone="quiet">
            <Search size={18} /> {t("door.find")}
          </Button>
          <ul id="door-found" className="door-found" />
        </form>
      )}
      <WalkIn />
      <section aria-labelledby="door-problems-title" id="door-problems" hidden>
        <h2 id="door-problems-title">{t("door.problems")}</h2>
        <p className="small soft">{t("door.problemsText")}</p>
        <ul id="door-problem-list" className="door-list" />
      </section>
      <section aria-labelledby="door-log-title">
        <h2 id="door-log-title">{t("door.log")}</h2>
        <ul id="door-log" className="door-list" />
      </section>
    </section>
  );
}

function WalkIn() {
  const t = useT("teach");
  const fields = [
    ["givenName", "text", true],
    ["familyName", "text", true],
    ["institution", "text", false],
    ["email", "email", false],
    ["phone", "tel", false],
  ] as const;
  return (
    <details className="door-walk-in">
      <summary>
        <UserPlus size={18} aria-hidden="true" /> {t("door.walkIn")}
      </summary>
      <form id="door-walk-in">
        {fields.map(([name, type, required]) => (
          <label key={name}>
            <span>{t(`door.${name}`)}</span>
            <input className="control" name={name} type={type} required={required} maxLength={160} autoComplete="off" />
          </label>
        ))}
        <Button>{t("door.walkInSave")}</Button>
      </form>
    </details>
  );
}

/** Every sentence that the door says without a network. */
function useDoorWords() {
  const t = useT("teach");
  const words = useT("words");
  const outcomes = Object.fromEntries(scanOutcomes.map((one) => [one, words(`scanOutcome.${one}`)]));
  const flags = Object.fromEntries(observationFlags.map((one) => [one, words(`observationFlag.${one}`)]));
  return {
    outcomes: outcomes as Record<ScanOutcome, string>,
    flags: flags as Record<ObservationFlag, string>,
    online: t("door.online"),
    offline: t("door.offline"),
    signedOut: t("door.signedOut"),
    waiting: t("door.waiting", { count: "%" }),
    synced: t("door.synced", { time: "%" }),
    neverSynced: t("door.neverSynced"),
    in: t("door.cameIn"),
    out: t("door.wentOut"),
    since: t("door.since", { time: "%" }),
    unknownHere: t("door.unknownHere"),
    unknownHereText: t("door.unknownHereText"),
    notBadge: t("door.notBadge"),
    walkedIn: t("door.walkedIn"),
    seen: t("door.seen"),
    noCamera: t("door.noCamera"),
    noNames: t("door.noNames"),
    nobody: t("door.nobody"),
  };
}
