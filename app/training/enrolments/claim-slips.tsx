import { useT } from "#app/i18n/use-t";
import { QrSvg } from "#app/ui/qr-svg";

interface ClaimSlipsProps {
  slips: readonly {
    personId: string;
    givenName: string;
    familyName: string;
    institution: string | null;
    code: string;
  }[];
  address: string;
  course: string;
}

/** Slips to print and cut apart, one a person. */
export function ClaimSlips({ slips, address, course }: ClaimSlipsProps) {
  const t = useT("certificates");
  const shown = address.replace(/^https?:\/\//, "");
  return (
    <div className="slips">
      {slips.map((slip) => (
        <section key={slip.personId} className="slip" aria-label={`${slip.givenName} ${slip.familyName}`}>
          <div>
            <b>
              {slip.givenName} {slip.familyName}
            </b>
            {slip.institution && <div className="small">{slip.institution}</div>}
            <div className="small">{course}</div>
            <p className="slip-code">
              <span className="visually-hidden">{t("slips.code")} </span>
              {slip.code.slice(0, 5)}-{slip.code.slice(5)}
            </p>
          </div>
          <QrSvg text={address} label={t("slips.qr", { address: shown })} size={96} />
          <p className="small slip-how">{t("slips.how", { address: shown })}</p>
        </section>
      ))}
    </div>
  );
}
