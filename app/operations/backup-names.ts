/** `perkrah-2026-11-24T023800Z.main.tar.gz.age`: sorts by time, and says what it is without being opened. */
export function dumpName(madeAt: Date, kind: "main" | "keys"): string {
  const stamp = madeAt
    .toISOString()
    .replaceAll(":", "")
    .replace(/\.\d+Z$/, "Z");
  return `perkrah-${stamp}.${kind}.tar.gz.age`;
}

/** When a dump was made, to the second; nothing where the name is no dump's. */
export function madeAtOf(name: string): Date | null {
  const parts = /^perkrah-(\d{4}-\d{2}-\d{2}T)(\d{2})(\d{2})(\d{2})Z\.(main|keys)\.tar\.gz\.age$/.exec(name);
  if (!parts) return null;
  const at = new Date(`${parts[1]}${parts[2]}:${parts[3]}:${parts[4]}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}
