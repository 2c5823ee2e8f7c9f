/** A Vite plugin that prints the gzip size of a page's scripts and fails the build above a limit. */
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

function scriptsOf(bundle: Bundle, fileName: string, seen = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (chunk?.type !== "chunk" || seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const imported of [...chunk.imports, ...chunk.dynamicImports]) scriptsOf(bundle, imported, seen);
  return seen;
}

export function sizeBudget({ page, limit }: { page: string; limit: number }): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((item) => item.type === "chunk" && item.facadeModuleId?.endsWith(`/${page}`));
      if (!entry) this.error(`${page} has no script`);
      const files = [...scriptsOf(bundle, entry.fileName)];
      const bytes = files.reduce((sum, name) => {
        const chunk = bundle[name];
        return chunk?.type === "chunk" ? sum + gzipSync(chunk.code).length : sum;
      }, 0);
      const report = `${page}: ${(bytes / 1024).toFixed(1)} KB of script, gzipped (limit ${limit / 1024} KB)`;
      if (bytes > limit) this.error(report);
      this.info(report);
    },
  };
}
