/**
 * The headers of every answer, in one table. Pure, and free of "server-only", because next.config.ts takes the
 * headers of static files from it, and no bundler has touched that file.
 */
import { createHash } from "node:crypto";
import { CELL_PATH, CELL_SCRIPT } from "../../lib/runtime/embedded/cell/document";

/** What a page needs beyond the strictest policy. Nothing is granted to a page that does not need it. */
interface Needs {
  /** Compiles WebAssembly (never JavaScript: there is no 'unsafe-eval' anywhere in production). */
  readonly wasm?: boolean;
  /** Holds the editor, which writes style elements of its own as it scrolls. */
  readonly editor?: boolean;
  /** Needs SharedArrayBuffer, hence cross-origin isolation, which breaks embedding and so is on no other page. */
  readonly isolated?: boolean;
  /** Holds sandboxes, each in a frame of ours. */
  readonly cells?: boolean;
  /** Holds the frame of the vendor whose runtime is full Node. */
  readonly container?: boolean;
}

/** Whence @webcontainer/api takes its one frame. On no other page may a frame come from there. */
export const CONTAINER_ORIGIN = "https://stackblitz.com";

const ROUTES: readonly { readonly path: RegExp; readonly needs: Needs }[] = [
  {
    path: /^\/w\/[^/]+\/full-node$/,
    needs: { wasm: true, editor: true, cells: true, isolated: true, container: true },
  },
  { path: /^\/w\//, needs: { wasm: true, editor: true, cells: true } },
  { path: /^\/check$/, needs: { wasm: true, isolated: true } },
];

const NOTHING: Needs = {};

export function needsOf(pathname: string): Needs {
  return ROUTES.find((route) => route.path.test(pathname))?.needs ?? NOTHING;
}

/** Features that no page of ours uses, denied to our pages and to anything that would ever be framed in them. */
const DENIED_FEATURES = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-create",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

const ALWAYS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": DENIED_FEATURES.map((feature) => `${feature}=()`).join(", "),
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Frame-Options": "DENY", // frame-ancestors for browsers that do not know it
};

const ISOLATION: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * The document of a sandbox, in a frame of a page of ours: an opaque origin that can start one worker from bytes and do
 * nothing else. The worker, started from a blob, is under this very policy. No `blob:` among the scripts: with it a
 * worker could load text that it made itself, which is to evaluate it.
 */
const CELL_HEADERS: Readonly<Record<string, string>> = {
  ...ALWAYS,
  "X-Frame-Options": "SAMEORIGIN",
  // A page that is isolated may hold only frames that say the same.
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Content-Security-Policy": policy({
    sandbox: ["allow-scripts"],
    "default-src": ["'none'"],
    "script-src": [`'sha256-${sha256Base64(CELL_SCRIPT)}'`, "'wasm-unsafe-eval'"],
    "worker-src": ["blob:"],
    "connect-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
  }),
};

/** Of the very text that is served: no script but that one runs there. */
function sha256Base64(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

export interface PageContext {
  readonly pathname: string;
  readonly nonce: string;
  /** Hot reload evaluates code and injects styles; a production build never runs with this. */
  readonly development: boolean;
  /** Whether people reach us over https, so that browsers may be told to insist on it. */
  readonly https: boolean;
}

export function pageHeaders(context: PageContext): Record<string, string> {
  const needs = needsOf(context.pathname);
  const isCell = context.pathname === CELL_PATH;
  return {
    ...(isCell ? CELL_HEADERS : { ...ALWAYS, "Content-Security-Policy": pagePolicy(context, needs) }),
    ...(needs.isolated ? ISOLATION : {}),
    ...(context.https ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

function pagePolicy({ nonce, development, https }: PageContext, needs: Needs): string {
  const nonceSource = `'nonce-${nonce}'`;
  const script = [nonceSource, "'strict-dynamic'"];
  if (needs.wasm) script.push("'wasm-unsafe-eval'");
  if (development) script.push("'unsafe-eval'");
  // A nonce would switch 'unsafe-inline' off again, so it is one or the other.
  const style = needs.editor || development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonceSource];
  return policy({
    "default-src": ["'none'"],
    "script-src": script,
    "style-src": style,
    "font-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    // Also where a frame of ours tries to go by itself: it stays with us, or shows nothing.
    ...(needs.cells ? { "frame-src": ["'self'", ...(needs.container ? [CONTAINER_ORIGIN] : [])] } : {}),
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    ...(https ? { "upgrade-insecure-requests": [] } : {}),
  });
}

/**
 * Files under /_next/static and /examples: never a page. A worker is governed by the policy of its own script, not
 * by that of the page that starts it, so the policy here is what Monaco's workers run under.
 */
export const FILE_HEADERS: Readonly<Record<string, string>> = {
  ...ALWAYS,
  // A page that is isolated may load a worker only when the worker's own answer says the same.
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Content-Security-Policy": policy({
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "connect-src": ["'self'"],
    "frame-ancestors": ["'none'"],
  }),
};

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
