import type { NextRequest } from "next/server";
import { handleLogSettings } from "@/server/settings/log-form";

interface Context {
  readonly params: Promise<{ readonly workspace: string }>;
}

/** The forms of the page above, without a script. */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return handleLogSettings(request, (await params).workspace);
}
