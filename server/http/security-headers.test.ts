import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { CELL_DOCUMENT, CELL_VERSION } from "@/lib/runtime/embedded/cell/document";
import { CONTAINER_ORIGIN, FILE_HEADERS, type PageContext, pageHeaders } from "./security-headers";

const page = (pathname: string, more: Partial<PageContext> = {}) =>
  pageHeaders({ pathname, nonce: "abc", development: false, https: false, ...more });
const directive = (headers: Readonly<Record<string, string>>, name: string) =>
  headers["Content-Security-Policy"]
    ?.split("; ")
    .find((part) => part.split(" ")[0] === name)
    ?.split(" ")
    .slice(1);

describe("a page's policy", () => {
  test("allows scripts by nonce alone", () => {
    expect(directive(page("/"), "script-src")).toEqual(["'nonce-abc'", "'strict-dynamic'"]);
    expect(directive(page("/"), "style-src")).toEqual(["'self'", "'nonce-abc'"]);
    expect(directive(page("/"), "default-src")).toEqual(["'none'"]);
    expect(directive(page("/"), "frame-ancestors")).toEqual(["'none'"]);
  });

  test.each(["/", "/w/ws_1", "/check", "/docs/errors", "/w", "/wx/1"])("%s never evaluates text", (path) => {
    for (const policy of Object.values(page(path))) expect(policy).not.toContain("'unsafe-eval'");
  });

  test("lets WebAssembly and the editor's styles in only where they are used", () => {
    expect(directive(page("/w/ws_1"), "script-src")).toContain("'wasm-unsafe-eval'");
    expect(directive(page("/w/ws_1"), "style-src")).toEqual(["'self'", "'unsafe-inline'"]);
    expect(directive(page("/docs"), "script-src")).not.toContain("'wasm-unsafe-eval'");
    expect(directive(page("/check"), "style-src")).not.toContain("'unsafe-inline'");
  });

  test("lets the vendor's frame in at the address for full Node alone, and isolates that", () => {
    const fullNode = page("/w/ws_1/full-node");
    expect(directive(fullNode, "frame-src")).toEqual(["'self'", CONTAINER_ORIGIN]);
    expect(fullNode).toMatchObject({
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    expect(directive(fullNode, "connect-src")).toEqual(["'self'"]);
    for (const path of ["/", "/w/ws_1", "/w/ws_1/full-node/x", "/w/full-node", "/check", "/full-node"]) {
      expect(page(path)["Content-Security-Policy"]).not.toContain(CONTAINER_ORIGIN);
    }
  });

  test("isolates only what needs it", () => {
    expect(page("/check")).toMatchObject({
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    for (const path of ["/", "/w/ws_1", "/docs", "/check/x"]) {
      expect(Object.keys(page(path)).filter((name) => /-(Opener|Embedder)-/.test(name))).toEqual([]);
    }
  });

  test("insists on https only where people come by https", () => {
    expect(page("/")).not.toHaveProperty("Strict-Transport-Security");
    const secure = page("/", { https: true });
    expect(secure).toHaveProperty("Strict-Transport-Security");
    expect(secure["Content-Security-Policy"]).toContain("upgrade-insecure-requests");
  });

  test("hot reload gets what it needs in development and nowhere else", () => {
    expect(directive(page("/", { development: true }), "script-src")).toContain("'unsafe-eval'");
  });
});

test("a worker's script brings its own policy", () => {
  expect(directive(FILE_HEADERS, "default-src")).toEqual(["'none'"]);
  expect(directive(FILE_HEADERS, "script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
});

describe("the document of a sandbox", () => {
  const cell = page("/cell");

  test("runs the one script that it is served with, and may do nothing with it but start a worker", () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(CELL_DOCUMENT)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(cell["Content-Security-Policy"]).toBe(
      `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; worker-src blob:; ` +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
  });

  test("has a version that changes with it and with its policy: browsers keep it by that", () => {
    const policy = cell["Content-Security-Policy"] ?? "";
    const hash = createHash("sha256").update(CELL_DOCUMENT).update(policy).digest("hex");
    expect(CELL_VERSION).toBe(hash.slice(0, 16));
  });

  test("is framed by our own pages, and only where they hold sandboxes", () => {
    expect(cell["X-Frame-Options"]).toBe("SAMEORIGIN");
    expect(directive(page("/w/ws_1"), "frame-src")).toEqual(["'self'"]);
    for (const path of ["/", "/check", "/docs", "/cell/x"]) {
      expect(directive(page(path), "frame-src"), path).toBeUndefined();
      expect(directive(page(path), "frame-ancestors"), path).toEqual(["'none'"]);
    }
  });
});
