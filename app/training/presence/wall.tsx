import { useT } from "#app/i18n/use-t";
import { QrSvg } from "#app/ui/qr-svg";

interface WallProps {
  code: string;
  /** Until the next code, in milliseconds. */
  leftMs: number;
  /** Where the code is given, written under it for those who type. */
  address: string;
}

/** The code on the wall; without a script the page loads itself again, with one only this part is replaced. */
export function Wall({ code, leftMs, address }: WallProps) {
  const t = useT("teach");
  return (
    <section id="wall" className="wall" data-left={leftMs} data-lost={t("wall.lost")}>
      <noscript>
        <meta httpEquiv="refresh" content={String(Math.ceil(leftMs / 1000))} />
      </noscript>
      <QrSvg text={`${address}?code=${code}`} label={t("wall.qr")} size={480} />
      <div className="wall-words">
        <p>{t("wall.scan")}</p>
        <p className="wall-address">{address.replace(/^https?:\/\//, "")}</p>
        <p className="wall-code">{code}</p>
        <progress className="wall-time" max={20} aria-hidden="true" />
        <p className="soft" id="wall-lost" role="status" />
      </div>
    </section>
  );
}
