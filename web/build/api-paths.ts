/** A Vite plugin that gives the development server the same page addresses as the API. */
import type { Plugin } from "vite";

function pageFor(path: string): string | null {
  if (path === "/chat" || path === "/desk") return `${path}.html`;
  if (path.startsWith("/desk/")) return "/desk.html";
  if (path.startsWith("/s/") || path.startsWith("/q/")) return "/survey.html";
  if (path === "/insights" || path.startsWith("/insights/")) return "/insights.html";
  return null;
}

export function serveApiPaths(): Plugin {
  return {
    name: "serve-api-paths",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [path = "/", query] = (request.url ?? "/").split("?");
        const page = path === "/widget.js" ? "/src/loader/main.ts" : pageFor(path);
        if (page) request.url = query ? `${page}?${query}` : page;
        next();
      });
    },
  };
}
