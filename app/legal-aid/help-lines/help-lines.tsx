import { useT } from "#app/i18n/use-t";

interface Line {
  number: string;
  tel: string;
  name: string;
}

/** Numbers that answer, with what a call leaves behind. */
export function HelpLines({ lines }: { lines: readonly Line[] }) {
  const t = useT("help");
  return (
    <>
      <ul className="helplines">
        {lines.map((line) => (
          <li key={line.tel}>
            <a href={`tel:${line.tel}`}>{line.number}</a>
            <span>{line.name}</span>
          </li>
        ))}
      </ul>
      <p className="small soft">{t("helplinesTrace")}</p>
    </>
  );
}
