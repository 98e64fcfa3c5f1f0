import type { NextRequest } from "next/server";
import { answerExport } from "@/server/audit/reading/export";

interface Params {
  readonly params: Promise<{ readonly session: string }>;
}

export async function GET(request: NextRequest, { params }: Params): Promise<Response> {
  return answerExport(request, (await params).session);
}
