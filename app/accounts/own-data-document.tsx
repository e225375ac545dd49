export interface DocumentSection {
  key: string;
  title: string;
  columns: string[];
  rows: string[][];
}

interface OwnDataDocumentProps {
  lang: string;
  title: string;
  made: string;
  none: string;
  style: string;
  sections: DocumentSection[];
}

/** The own data as one page that opens without network, script or program. */
export function OwnDataDocument({ lang, title, made, none, style, sections }: OwnDataDocumentProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
        <style>{style}</style>
      </head>
      <body>
        <h1>{title}</h1>
        <p>{made}</p>
        {sections.map((section) => (
          <section key={section.key}>
            <h2>{section.title}</h2>
            {section.rows.length === 0 ? <p>{none}</p> : <SectionTable section={section} />}
          </section>
        ))}
      </body>
    </html>
  );
}

function SectionTable({ section: { columns, rows } }: { section: DocumentSection }) {
  return (
    <div className="wide">
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map(([number, row]) => (
            <tr key={number}>
              {columns.map((column, place) => (
                <td key={column}>{row[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rows of a copy have no id of their own. */
function numbered(rows: string[][]): [number, string[]][] {
  return rows.map((row, place) => [place, row]);
}
