import { answerTile } from "@/server/audit/public";

interface Context {
  readonly params: Promise<{ readonly workspace: string }>;
}

/** The tiles of a public log, for anybody. The path is read as it was sent, and not from the parameters. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerTile(request, (await params).workspace);
}
export const dynamic = "force-dynamic";
