import { describe, expect, it } from "vitest";
import type { PackageFile, Probe } from "./probe";
import { join, resolve } from "./resolve";

/** Files by path; a package.json is given as an object. */
function resolver(tree: Record<string, string | PackageFile>) {
  const paths = Object.keys(tree);
  const probe: Probe = {
    kind: async (path) =>
      path in tree ? "file" : paths.some((each) => each.startsWith(`${path}/`)) ? "directory" : undefined,
    real: async (path) => path,
    package: async (folder) => {
      const file = tree[join(folder, "package.json")];
      return typeof file === "object" ? file : undefined;
    },
    read: async () => new Uint8Array(),
    pathOfUrl: (url) => (url.startsWith("file:///") ? url.slice(7) : undefined),
  };
  const isBuiltin = (name: string) => name === "fs" || name === "fs/promises";
  return (specifier: string, base = "/workspace/src/agent.ts", kind: "import" | "require" = "import") =>
    resolve({ probe, isBuiltin }, base, specifier, kind);
}

describe("files", () => {
  const find = resolver({
    "/workspace/src/a.ts": "",
    "/workspace/src/b.js": "",
    "/workspace/lib/index.js": "",
    "/workspace/data.json": "",
  });

  it.each([
    ["./a.ts", "/workspace/src/a.ts"],
    ["./a", "/workspace/src/a.ts"],
    ["./a.js", "/workspace/src/a.ts"],
    ["./b.js", "/workspace/src/b.js"],
    ["../lib", "/workspace/lib/index.js"],
    ["/workspace/data.json", "/workspace/data.json"],
    ["file:///workspace/data.json", "/workspace/data.json"],
    ["../../../../workspace/data.json", "/workspace/data.json"],
  ])("%s is %s", async (specifier, name) => {
    expect(await find(specifier)).toEqual({ name });
  });

  it.each(["./nothing", "./a.ts/", "data:text/javascript,1", "https://x.example/y.js", "file://host/x", ""])(
    "%s is no module",
    async (specifier) => {
      expect(await find(specifier)).toHaveProperty("error");
    },
  );
});

describe("built-in modules", () => {
  const find = resolver({ "/workspace/node_modules/fs/index.js": "" });
  it("come before packages, with and without their prefix", async () => {
    expect(await find("fs")).toEqual({ name: "node:fs" });
    expect(await find("node:fs/promises")).toEqual({ name: "node:fs/promises" });
    expect(await find("node:nothing")).toHaveProperty("error");
  });
});

describe("packages", () => {
  const find = resolver({
    "/workspace/node_modules/plain/package.json": { main: "lib/main" },
    "/workspace/node_modules/plain/lib/main.js": "",
    "/workspace/node_modules/plain/extra.js": "",
    "/workspace/node_modules/@scope/new/package.json": {
      exports: {
        ".": { browser: "./browser.js", import: "./esm.mjs", require: "./cjs.cjs" },
        "./deep/*.js": "./src/*.js",
        "./deep/hidden/*": null,
        "./out": "./../../../secret.js",
        "./away": "/etc/passwd",
      },
    },
    "/workspace/node_modules/@scope/new/browser.js": "",
    "/workspace/node_modules/@scope/new/esm.mjs": "",
    "/workspace/node_modules/@scope/new/cjs.cjs": "",
    "/workspace/node_modules/@scope/new/src/x.js": "",
    "/workspace/node_modules/@scope/new/inner.js": "",
    "/node_modules/high/index.js": "",
  });
  const root = "/workspace/node_modules";

  it.each([
    ["plain", "import", `${root}/plain/lib/main.js`],
    ["plain/extra.js", "import", `${root}/plain/extra.js`],
    ["plain/extra", "require", `${root}/plain/extra.js`],
    ["@scope/new", "import", `${root}/@scope/new/esm.mjs`],
    ["@scope/new", "require", `${root}/@scope/new/cjs.cjs`],
    ["@scope/new/deep/x.js", "import", `${root}/@scope/new/src/x.js`],
    ["high", "import", "/node_modules/high/index.js"],
  ] as const)("%s by %s is %s", async (specifier, kind, name) => {
    expect(await find(specifier, undefined, kind)).toEqual({ name });
  });

  it.each([
    "@scope/new/inner.js",
    "@scope/new/out",
    "@scope/new/away",
    "@scope/new/deep/hidden/x",
    "@scope",
    "gone",
  ])("%s is not exported", async (specifier) => {
    expect(await find(specifier)).toHaveProperty("error");
  });
});
