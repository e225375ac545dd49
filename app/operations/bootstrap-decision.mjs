/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, integrity?: string }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether `npm ci` has to run, and why, in words; `null` where what is installed is what the lock file says.
 * @param {{ lockText: string, hiddenText: string | null, stamp: string | null, digest: (text: string) => string }} found
 * @returns {string | null}
 */
export function installReason({ lockText, hiddenText, stamp, digest }) {
  if (hiddenText === null) return "nothing is installed yet";
  if (stamp === digest(lockText + hiddenText)) return null;
  const wanted = packagesOf(lockText);
  const installed = packagesOf(hiddenText);
  if (!wanted || !installed) return "what is installed cannot be read";
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const present = installed[path];
    // Packages for other machines are locked but not installed.
    if (!present && entry.optional) continue;
    if (present?.version !== entry.version || present?.integrity !== entry.integrity)
      return `${path.replace("node_modules/", "")} is not the locked version`;
  }
  return null;
}

/**
 * @param {string} text
 * @returns {Record<string, LockedPackage> | null}
 */
function packagesOf(text) {
  try {
    return /** @type {Lock} */ (JSON.parse(text)).packages ?? null;
  } catch {
    return null;
  }
}
