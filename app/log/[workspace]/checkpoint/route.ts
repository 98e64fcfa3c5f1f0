import { answerCheckpoint } from "@/server/audit/public";

interface Context {
  readonly params: Promise<{ readonly workspace: string }>;
}

/** The signed head of a public log, for anybody. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerCheckpoint(request, (await params).workspace);
}
export const dynamic = "force-dynamic";
