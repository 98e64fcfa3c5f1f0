import type { Platform } from "@/lib/shortcuts";

/** Which keys to print, known on the server from the user agent, so that the hint is right in the first paint. */
export function platformOf(userAgent: string | null): Platform {
  return /Mac|iPhone|iPad/.test(userAgent ?? "") ? "mac" : "other";
}

/** The same answer in the page: the root layout wrote it on the document. */
export function pagePlatform(): Platform {
  return document.documentElement.dataset.platform === "mac" ? "mac" : "other";
}
