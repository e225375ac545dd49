// Preloaded into a process whose clock a test moves: CLOCK_FILE holds the milliseconds by which it is wrong.
import { readFileSync } from "node:fs";

const Right = Date;
const file = process.env.CLOCK_FILE ?? "";
let wrongBy = 0;
const look = () => {
  try {
    wrongBy = Number(readFileSync(file, "utf8")) || 0;
  } catch {}
};
look();
setInterval(look, 100).unref();

globalThis.Date = new Proxy(Right, {
  construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [now()] : given, self),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

function now() {
  return Right.now() + wrongBy;
}
