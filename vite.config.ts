import { defineConfig } from "vite";

// One configuration for both sides: the server (SSR build, dependencies stay outside) and what browsers load.
export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild
    ? {
        build: {
          outDir: "dist/server",
          ssr: true,
          target: "node24",
          minify: false,
          sourcemap: true,
          rolldownOptions: {
            input: { cli: "src/cli.ts" },
            // All in one folder: the program finds the package's other folders from where it stands.
            output: { chunkFileNames: "[name]-[hash].js" },
          },
        },
        logLevel: "warn",
      }
    : {
        publicDir: false,
        build: {
          outDir: "dist/client",
          manifest: "manifest.json",
          target: "es2022",
          assetsInlineLimit: 0,
          modulePreload: false,
          rolldownOptions: {
            input: [
              "src/client/page.ts",
              "src/client/look.ts",
              "src/client/password.ts",
              "src/client/passkey.ts",
              "src/client/desk.ts",
              "src/client/site.css",
              "src/client/desk.css",
            ],
            output: {
              entryFileNames: "assets/[name]-[hash].js",
              chunkFileNames: "assets/[name]-[hash].js",
              assetFileNames: "assets/[name]-[hash][extname]",
            },
          },
        },
        logLevel: "warn",
      },
);
