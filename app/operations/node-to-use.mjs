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
  const machine = `${platform === "win32" ? "win" : platform}-${arch}`;
  const names = [`node-${machine}`, `node-bin-${machine}`];
  const files = names.map((name) =>
    join(root, "node_modules", name, "bin", platform === "win32" ? "node.exe" : "node"),
  );
  return files.find((file) => existsSync(file)) ?? null;
}
