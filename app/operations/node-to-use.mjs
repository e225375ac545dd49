import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The Node that runs Përkrah: the machine's own where it is 24 or later, else the one from the lock file.
 * @param {string} root
 * @returns {string | null} its path, or nothing where this machine has neither
 */
export function nodeToUse(root) {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const { platform, arch } = process;
  const name = `node-${platform === "win32" ? "win" : platform}-${arch}`;
  const file = join(root, "node_modules", name, "bin", platform === "win32" ? "node.exe" : "node");
  return existsSync(file) ? file : null;
}
