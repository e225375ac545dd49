import { useFormat, useT } from "#app/i18n/use-t";
import type { Tone } from "./surfaces";

/** How far a job has come; `share` lies between 0 and 1. */
export function ProgressBar({ share, label }: { share: number; label: string }) {
  const t = useT("common");
  const format = useFormat();
  return (
    <div className="progress">
      <p>
        {label} <span className="soft">{t("progress", { share: format.percent(share) })}</span>
      </p>
      <progress max={1} value={clamp(share)} aria-label={label} />
    </div>
  );
}

interface MeterProps {
  /** What it measures, for those who do not see it. */
  label: string;
  value: number;
  max: number;
  /** A mark on the way, such as a target or a fair share. */
  mark?: number;
  /** The figures in words beside it. */
  text?: string;
}

/** A value against its most, with an optional mark. */
export function Meter({ label, value, max, mark, text }: MeterProps) {
  const share = max > 0 ? clamp(value / max) : 0;
  return (
    <span className="meter">
      <svg role="img" aria-label={text ? `${label}: ${text}` : label} viewBox="0 0 84 12" width="84" height="12">
        <rect className="meter-ground" y="3" width="84" height="6" rx="3" />
        <rect className="meter-value" y="3" width={84 * share} height="6" rx="3" />
        {mark !== undefined && max > 0 && (
          <rect className="meter-mark" x={83 * clamp(mark / max)} width="2" height="12" />
        )}
      </svg>
      {text && <span className="meter-text">{text}</span>}
    </span>
  );
}

export interface Part {
  label: string;
  value: number;
  tone: Tone;
}

/** Parts of a whole in one bar, with the figures in words below. */
export function PartsBar({ label, parts, total }: { label: string; parts: readonly Part[]; total?: number }) {
  const format = useFormat();
  const whole = total ?? parts.reduce((sum, part) => sum + part.value, 0);
  const shown = parts.filter((part) => part.value > 0);
  return (
    <div className="parts">
      <svg role="img" aria-label={label} viewBox="0 0 100 4" preserveAspectRatio="none" width="100%" height="8">
        <rect className="meter-ground" width="100" height="4" />
        {shown.map((part, place) => (
          <rect
            key={part.label}
            className={`fill-${part.tone}`}
            x={whole > 0 ? (100 * shown.slice(0, place).reduce((sum, before) => sum + before.value, 0)) / whole : 0}
            width={whole > 0 ? (100 * part.value) / whole : 0}
            height="4"
          />
        ))}
      </svg>
      <p className="parts-words">{parts.map((part) => `${format.number(part.value)} ${part.label}`).join(" · ")}</p>
    </div>
  );
}

/** Where somebody is in a row of questions. */
export function StepProgress({ step, steps }: { step: number; steps: number }) {
  const t = useT("common");
  return (
    <div className="step-progress">
      <p className="small soft">{t("stepOf", { step, steps })}</p>
      <progress max={steps} value={step} aria-hidden="true" />
    </div>
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
