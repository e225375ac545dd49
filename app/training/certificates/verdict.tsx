import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { DefinitionList } from "#app/ui/lists";
import type { CertificateState } from "#db/vocabulary";

/** What everybody who has the code may read. */
export interface PublicCertificate {
  number: string;
  state: CertificateState;
  issuedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  newer: { code: string; number: string } | null;
  statement: {
    givenName: string;
    familyName: string;
    courseSq: string;
    courseEn: string;
    placeSq: string;
    placeEn: string;
    startsOn: string | null;
    endsOn: string | null;
    minutesAttended: number;
    minutesPlanned: number;
    issuedOn: string;
    organisation: string;
  };
}

const tones = { valid: "calm", superseded: "warn", revoked: "danger" } as const;

/** Whether a certificate holds, and what it says. */
export function Verdict({ certificate }: { certificate: PublicCertificate }) {
  const t = useT("verify");
  const sq = useLocale() === "sq";
  const format = useFormat();
  const { statement, state } = certificate;
  const { startsOn, endsOn, minutesAttended, minutesPlanned } = statement;
  const days =
    startsOn && (endsOn && endsOn !== startsOn ? format.dateRange(startsOn, endsOn) : format.longDate(startsOn));
  const planned = format.minutes(minutesPlanned);
  return (
    <section className={`card verdict verdict-${tones[state]}`}>
      <p className="verdict-word">{t(state)}</p>
      <About certificate={certificate} />
      <DefinitionList
        items={[
          { term: t("person"), value: <b>{`${statement.givenName} ${statement.familyName}`}</b> },
          { term: t("course"), value: sq ? statement.courseSq : statement.courseEn },
          { term: t("when"), value: days },
          { term: t("where"), value: sq ? statement.placeSq : statement.placeEn },
          {
            term: t("length"),
            value:
              minutesAttended === minutesPlanned
                ? planned
                : t("attended", { attended: format.minutes(minutesAttended), planned }),
          },
          { term: t("number"), value: certificate.number },
          { term: t("issued"), value: format.longDate(statement.issuedOn) },
          { term: t("by"), value: statement.organisation },
        ]}
      />
    </section>
  );
}

function About({ certificate }: { certificate: PublicCertificate }) {
  const t = useT("verify");
  const format = useFormat();
  const { state, endedAt, endReason, newer, statement } = certificate;
  const date = endedAt ? format.date(endedAt) : "";
  if (state === "valid")
    return (
      <p>
        {t("validText", { organisation: statement.organisation })} <span className="soft">{t("compare")}</span>
      </p>
    );
  if (state === "revoked")
    return (
      <p>
        {t("revokedText", { date })} {endReason && `${t("reason")}: ${endReason}`}
      </p>
    );
  return (
    <p>
      {t("supersededText", { number: newer?.number ?? "–", date })}{" "}
      {newer && <a href={paths.certificate(newer.code)}>{t("supersededLink")}</a>}
    </p>
  );
}
