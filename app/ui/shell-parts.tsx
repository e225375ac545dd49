import { useT } from "#app/i18n/use-t";
import { useHere } from "./page-context";
import { Notice, type Tone } from "./surfaces";

export interface ShownNotice {
  text: string;
  tone?: Tone;
}

/** What every frame gets from the root. */
export interface ShellProps {
  demo: boolean;
  notice: ShownNotice | null;
  person: { name: string } | null;
  signInHref: string;
  signOutHref: string;
  homeHref: string;
}

export function SkipLink() {
  const t = useT("common");
  return (
    <a className="skip" href="#content">
      {t("skip")}
    </a>
  );
}

export function DemoBanner() {
  const t = useT("common");
  return (
    <aside className="demo-banner" aria-label={t("demo")}>
      {t("demoBanner")}
    </aside>
  );
}

/** The same page in the other language. */
export function LanguageLink() {
  const t = useT("common");
  const here = useHere();
  const code = t("otherLanguageCode");
  return (
    <a className="language" href={here({ lang: code })} lang={code} hrefLang={code} rel="alternate">
      {t("otherLanguage")}
    </a>
  );
}

/** What has just happened, once. */
export function NoticeRegion({ notice }: { notice: ShownNotice | null }) {
  if (!notice) return null;
  return (
    <Notice tone={notice.tone ?? "calm"} live>
      <p>{notice.text}</p>
    </Notice>
  );
}
