/** Builds the pages: demo site, chat (inside the widget's iframe), desk, survey and insights. */
import { defineConfig } from "vite";
import { serveApiPaths } from "./build/api-paths.ts";
import { sizeBudget } from "./build/size-budget.ts";

const API = process.env["SERVICELOOP_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [serveApiPaths(), sizeBudget({ page: "chat.html", limit: 40 * 1024, later: 24 * 1024 })],
  server: { proxy: { "/v1": { target: API, ws: true } } },
  build: {
    target: "es2022",
    // A data: URL would need a looser content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "chat.html", "desk.html", "survey.html", "insights.html"] },
  },
});
