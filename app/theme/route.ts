import { parseTheme, themeCookie } from "@/components/theme/theme";

/** The theme's form without a script. It changes one preference of this browser and answers with the same page. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const headers = new Headers({ Location: pathOnly(form.get("back")) });
  headers.append("Set-Cookie", themeCookie(parseTheme(asText(form.get("theme")))));
  return new Response(null, { status: 303, headers });
}

function asText(value: FormDataEntryValue | null): string | null {
  return typeof value === "string" ? value : null;
}

/** Only a path of this server: "//host" and "/\host" name another one, and would make this an open redirect. */
function pathOnly(value: FormDataEntryValue | null): string {
  const path = asText(value) ?? "/";
  return /^\/(?![/\\])[\w\-./~%]*$/.test(path) ? path : "/";
}
