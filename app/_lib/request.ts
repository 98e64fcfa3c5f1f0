import { cookies, headers } from "next/headers";
import { platformOf } from "@/components/shell/platform";
import { parseTheme, THEME_COOKIE } from "@/components/theme/theme";

/** What only the request knows and the first byte needs: the chosen theme, and whose keyboard it is. */
export async function readRequest() {
  const [cookieJar, requestHeaders] = await Promise.all([cookies(), headers()]);
  return {
    theme: parseTheme(cookieJar.get(THEME_COOKIE)?.value),
    platform: platformOf(requestHeaders.get("user-agent")),
    nonce: nonceOf(requestHeaders.get("content-security-policy")),
    requestId: requestHeaders.get("x-request-id"),
  };
}

/** The nonce of this answer, from the policy that the proxy put on the request. */
function nonceOf(policy: string | null): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? "")?.[1];
}
