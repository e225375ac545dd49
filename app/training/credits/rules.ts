/** Credits of the certificates that still hold, added up; a course without credits counts nothing. */
export function creditsOf(
  certificates: readonly { state: "valid" | "superseded" | "revoked"; statement: { credits: number | null } }[],
): number {
  return certificates
    .filter(({ state }) => state === "valid")
    .reduce((sum, { statement }) => sum + (statement.credits ?? 0), 0);
}
