/**
 * From a `file:` URL to a path, for the callers that were handed a URL object where a path may stand. Only they
 * come here: a *string* that begins with `file:` is an ordinary relative name, as it is for Node.
 *
 * Guarantees: total; decodes exactly once; refuses a host, an encoded slash and invalid UTF-8. The result is not
 * canonical yet: it goes through canonicalPath like any other path.
 */
import { Refusal } from "./refusal";

export function fileUrlToPath(text: string): string | Refusal {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return new Refusal("it is not a URL");
  }
  if (url.protocol !== "file:") return new Refusal("it is not a file: URL");
  // file://server/share is another machine's disk on some systems and /share on others.
  if (url.hostname !== "") return new Refusal("a file: URL must not name a host");
  const encoded = url.pathname;
  // "%2f" decodes to a separator that the URL parser did not see when it resolved "..".
  if (encoded.toLowerCase().includes("%2f")) return new Refusal("a file: URL must not encode a slash");
  try {
    return decodeURIComponent(encoded);
  } catch {
    return new Refusal("the file: URL is not valid UTF-8");
  }
}
