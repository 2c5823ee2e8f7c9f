/** Builds dist/widget.js: one small classic script under a fixed name, for any website. */
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    target: "es2019",
    emptyOutDir: false,
    lib: { entry: "src/loader/main.ts", formats: ["iife"], name: "serviceloopLoader", fileName: () => "widget.js" },
  },
});
