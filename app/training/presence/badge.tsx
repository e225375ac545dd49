import { useT } from "#app/i18n/use-t";
import { QrSvg } from "#app/ui/qr-svg";
import { Card } from "#app/ui/surfaces";

/** Somebody's own badge: the QR, and its letters in groups for whoever has to type them. */
export function Badge({ badge }: { badge: string }) {
  const t = useT("learn");
  return (
    <Card>
      <div className="badge">
        <QrSvg text={badge} label={t("badge.qr")} size={260} />
        <div>
          <p>{t("badge.lead")}</p>
          <p className="small soft">{t("badge.letters")}</p>
          <p className="badge-letters">{badge.match(/.{4}/g)?.join(" ")}</p>
        </div>
      </div>
    </Card>
  );
}
