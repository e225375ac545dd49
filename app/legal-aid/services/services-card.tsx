import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { Card } from "#app/ui/surfaces";

interface Service {
  id: string;
  minutes: number;
  givenOn: string;
  sq: string;
  en: string;
  givenName: string;
  familyName: string;
}

interface ServicesCardProps {
  services: readonly Service[];
  /** Where more is logged. */
  href: string | null;
  requestHref: string;
  /** Whether the desk sees the name at once, so that the record may carry it. */
  named: boolean;
}

/** Primary aid given so far, its record to print, and a way to log more where that is possible. */
export function ServicesCard({ services, href, requestHref, named }: ServicesCardProps) {
  const t = useT("desk");
  const format = useFormat();
  const locale = useLocale();
  return (
    <Card
      title={t("request.services")}
      action={
        href && (
          <LinkButton href={href} tone="quiet" small>
            {t("request.logService")}
          </LinkButton>
        )
      }
    >
      {services.length === 0 ? (
        <p className="soft">{t("request.servicesNone")}</p>
      ) : (
        <>
          <RowList
            items={services.map((service) => ({
              key: service.id,
              title: service[locale],
              about: t("request.serviceBy", {
                minutes: format.minutes(service.minutes),
                day: format.date(service.givenOn),
                by: `${service.givenName} ${service.familyName}`,
              }),
            }))}
          />
          <ButtonRow>
            {named && (
              <LinkButton href={`${requestHref}/record.pdf`} tone="quiet" small>
                {t("request.printRecord")}
              </LinkButton>
            )}
            <LinkButton href={`${requestHref}/record.pdf?name=no`} tone="quiet" small>
              {t(named ? "request.printWithoutName" : "request.printRecord")}
            </LinkButton>
          </ButtonRow>
        </>
      )}
    </Card>
  );
}
