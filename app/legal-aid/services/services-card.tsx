import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { LinkButton } from "#app/ui/button";
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

/** Primary aid given so far, with a way to log more where that is possible. */
export function ServicesCard({ services, href }: { services: readonly Service[]; href: string | null }) {
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
      )}
    </Card>
  );
}
