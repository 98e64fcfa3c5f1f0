import { CELL_DOCUMENT, CELL_VERSION } from "@/lib/runtime/embedded/cell/document";

/** Kept by browsers: a run needs the document, and has to begin also where the server cannot be reached. */
const KEPT = "public, max-age=31536000, immutable";

/** The document of a sandbox. Its headers are in the table of all of them: nothing but its one script runs in it. */
export function GET(request: Request): Response {
  const isThisOne = new URL(request.url).searchParams.get("v") === CELL_VERSION;
  return new Response(CELL_DOCUMENT, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": isThisOne ? KEPT : "no-cache" },
  });
}
