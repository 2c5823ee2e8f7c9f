/**
 * A Vite plugin that prints the gzip size of a page's scripts and fails the build above a limit: one for what the page
 * needs to start, one for what it may load later.
 */
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

interface Budget {
  page: string;
  /** Bytes that the page needs to start. */
  limit: number;
  /** Bytes that it may load afterwards. */
  later: number;
}

function scriptsOf(bundle: Bundle, fileName: string, { all }: { all: boolean }, seen = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (chunk?.type !== "chunk" || seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const imported of [...chunk.imports, ...(all ? chunk.dynamicImports : [])]) scriptsOf(bundle, imported, { all }, seen);
  return seen;
}

function gzipped(bundle: Bundle, files: Iterable<string>): number {
  return [...files].reduce((sum, name) => {
    const chunk = bundle[name];
    return chunk?.type === "chunk" ? sum + gzipSync(chunk.code).length : sum;
  }, 0);
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

export function sizeBudget({ page, limit, later }: Budget): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((item) => item.type === "chunk" && item.facadeModuleId?.endsWith(`/${page}`));
      if (!entry) this.error(`${page} has no script`);
      const start = gzipped(bundle, scriptsOf(bundle, entry.fileName, { all: false }));
      const rest = gzipped(bundle, scriptsOf(bundle, entry.fileName, { all: true })) - start;
      const report = `${page}: ${kilobytes(start)} of script, gzipped (limit ${kilobytes(limit)}), and ${kilobytes(rest)} later (limit ${kilobytes(later)})`;
      if (start > limit || rest > later) this.error(report);
      this.info(report);
    },
  };
}
