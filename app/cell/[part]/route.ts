import { sandboxPart } from "@/server/sandbox/parts";

interface Context {
  readonly params: Promise<{ readonly part: string }>;
}

/** What a page sends into a sandbox: the program of its worker, and the machine. The same for everybody. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const part = await sandboxPart((await params).part);
  if (!part) return new Response(null, { status: 404 });
  const headers = { "Content-Type": part.type, "Cache-Control": "no-cache", ETag: part.tag };
  // Checked each time, so that a page never meets a program of another version than its own.
  if (request.headers.get("If-None-Match")?.includes(part.tag))
    return new Response(null, { status: 304, headers });
  return new Response(part.bytes, { headers });
}
