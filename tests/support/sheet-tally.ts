import { rowsPerPage } from "#app/training/sheets/layout";
import { readPhoto } from "#app/training/sheets/read-photo.server";
import { renderSheet } from "#app/training/sheets/sheet-pdf.server";
import { chances, filled, isSigned, photographed, printed, type RowKind, someRows, someShot } from "./sheet-photos";

export interface SheetTally {
  photos: number;
  /** Photos that were not read, with their seeds and reasons. */
  refused: string[];
  /** Shares of the signed rows: proposed as signed; proposed as empty without asking. */
  recall: number;
  missed: number;
  /** Share of the rows without a signature that are proposed as signed. */
  falseTicks: number;
  /** Share of all rows that a person has to look at. */
  unsure: number;
  /** What was read wrong or not for sure, in words. */
  remarks: string[];
  times: number[];
}

/** Prints a sheet, fills it, photographs it as `count` people might, and reads every photo in its own process. */
export async function tallyOf(seeds: readonly number[]): Promise<SheetTally> {
  const [page] = await printed(await renderSheet(sampleSheet()));
  if (!page) throw new Error("a sheet without a page");
  const rows: { kind: RowKind; signed: boolean; sure: boolean; said: string }[] = [];
  const tally = { refused: [] as string[], times: [] as number[] };
  for (const seed of seeds) {
    const chance = chances(seed);
    const kinds = someRows(chance);
    const shot = someShot(chance);
    const photo = await photographed(await filled(page, kinds, chance), shot, chance);
    const began = performance.now();
    const read = await readPhoto(photo);
    tally.times.push(performance.now() - began);
    if (!read.ok) tally.refused.push(`${seed}: ${read.reason} ${JSON.stringify(shot)}`);
    else
      for (const [place, { signed, sure, ink }] of read.rows.entries()) {
        const kind = kinds[place] ?? "empty";
        rows.push({ kind, signed, sure, said: `${seed}/${place + 1}: ${kind}, ${ink.toFixed(1)} mm² of ink` });
      }
  }
  const signedRows = rows.filter(({ kind }) => isSigned(kind));
  const others = rows.filter(({ kind }) => !isSigned(kind));
  const share = (of: typeof rows, one: (row: (typeof rows)[number]) => boolean) => of.filter(one).length / of.length;
  return {
    photos: seeds.length,
    recall: share(signedRows, ({ signed, sure }) => signed && sure),
    missed: share(signedRows, ({ signed, sure }) => !signed && sure),
    falseTicks: share(others, ({ signed, sure }) => signed && sure),
    unsure: share(rows, ({ sure }) => !sure),
    remarks: rows
      .filter(({ kind, signed, sure }) => !sure || signed !== isSigned(kind))
      .map(({ said, signed, sure }) => `${said}: ${sure ? (signed ? "signed" : "empty") : "unsure"}`),
    ...tally,
  };
}

/** A full page of people that nobody knows. */
export function sampleSheet(): Parameters<typeof renderSheet>[0] {
  const families = ["Çela", "Hoxhë-Përmeti", "Këlliçi", "Shehu", "Zërrëgjoni"];
  return {
    code: "7KQ2XWB0FM",
    createdAt: new Date("2026-03-02T08:00:00Z"),
    position: 1,
    sittingCount: 2,
    startsAt: new Date("2026-03-03T08:00:00Z"),
    endsAt: new Date("2026-03-03T11:00:00Z"),
    courseSq: "Identifikimi i hershëm i viktimave të mundshme",
    courseEn: "Early identification of potential victims",
    place: "Shkodër",
    rows: Array.from({ length: rowsPerPage }, (_, place) => ({
      position: place + 1,
      givenName: "Ëngjëllushe",
      familyName: families[place % families.length] ?? "",
      institution: place % 3 === 0 ? null : "Njësia e Vlerësimit të Nevojave dhe Referimit, Bashkia Shkodër",
    })),
  };
}
