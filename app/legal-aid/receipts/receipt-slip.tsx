import { useT } from "#app/i18n/use-t";
import { groupedSecret } from "./rules";

/** Locator and digits, large enough to be copied by hand; printed, they stand alone on the sheet. */
export function ReceiptSlip({ locator, secret }: { locator: string; secret: string }) {
  const t = useT("help");
  return (
    <section className="receipt-slip" aria-label={t("done.receipt")}>
      <p>
        <span className="small soft">{t("done.locator")}</span>
        <strong>{locator}</strong>
      </p>
      <p>
        <span className="small soft">{t("done.secret")}</span>
        <strong>{groupedSecret(secret)}</strong>
      </p>
    </section>
  );
}
