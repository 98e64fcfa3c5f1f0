import { CELL_DOCUMENT } from "@/lib/runtime/embedded/cell/document";

/** The document of a sandbox. Its headers are in the table of all of them: nothing but its one script runs in it. */
export function GET(): Response {
  return new Response(CELL_DOCUMENT, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" },
  });
}
