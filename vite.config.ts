import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

const folder = (name: string) => fileURLToPath(new URL(`./${name}`, import.meta.url));

export const alias = {
  "#app": folder("app"),
  "#db": folder("db"),
  "#emails": folder("emails"),
  "#tests": folder("tests"),
};

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  resolve: { alias },
  build: { target: "es2022", assetsInlineLimit: 0 },
  server: { watch: { ignored: ["**/.data/**", "**/.cache/**", "**/build/**"] } },
});
