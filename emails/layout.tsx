import type { ReactNode } from "react";
import type { Locale } from "#db/vocabulary";

interface LayoutProps {
  locale: Locale;
  subject: string;
  brand: string;
  footer: string;
  children: ReactNode;
}

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

/** The frame of every mail: no picture, no tracking, readable without styles. */
export function Layout({ locale, subject, brand, footer, children }: LayoutProps) {
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={{ margin: 0, padding: "24px", background: "#fbf8f2", color: "#211c16", font: `16px/1.55 ${sans}` }}>
        <div style={{ maxWidth: "560px", margin: "0 auto" }}>
          <p style={{ fontWeight: 600 }}>{brand}</p>
          <div
            style={{ background: "#ffffff", border: "1px solid #e3dacb", borderRadius: "10px", padding: "20px 24px" }}
          >
            {children}
          </div>
          <p style={{ fontSize: "13px", color: "#5f564a" }}>{footer}</p>
        </div>
      </body>
    </html>
  );
}
