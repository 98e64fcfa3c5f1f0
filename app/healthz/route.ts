/** The process answers: nothing else is claimed, and nothing else is touched. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
export const dynamic = "force-dynamic";
