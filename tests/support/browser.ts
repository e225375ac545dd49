import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Starts the browser that this machine has, else the one among the packages. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const installed = installedBrowser();
  if (installed) return chromium.launch({ executablePath: installed, args: flags, ...options });
  return chromium.launch(await carriedBrowser(options));
}

/** The path of an installed Chromium or Chrome, `CHROME_PATH` first. */
export function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin", "/usr/local/bin", "/snap/bin");
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROME_PATH ?? "", ...candidates, ...places].find((path) => path !== "" && existsSync(path));
}

async function carriedBrowser(options: LaunchOptions): Promise<LaunchOptions> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("The browser tests need Chromium or Chrome: install one, or set CHROME_PATH to it.");
  // Its name tells the package to unpack the libraries it carries (libnss3 and its kin) as well.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs24.x";
  const { default: carried } = await import("@sparticuz/chromium");
  return {
    executablePath: await carried.executablePath(),
    args: [...carried.args.filter((flag) => !/^--(headless|single-process)/.test(flag)), ...flags],
    env: { ...process.env, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? "" },
    ...options,
  };
}
