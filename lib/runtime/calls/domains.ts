/** Names of hosts in ASCII, for the guest's parser of URLs. Nothing is looked up, and nothing of it is an effect. */
import type { Handlers } from "./handler";
import { NOTHING } from "./handler";

/** What would end the name of a host in a URL, or be taken off it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are meant
const NOT_OF_NAMES = /[\x00-\x20#/:<>?@[\\\]^|%]/;
const NAME_LIMIT_UNITS = 1024;

export function domainCalls(): Handlers<"url.domain"> {
  return {
    "url.domain": (values) => {
      const name = values.text(0);
      if (name.length > NAME_LIMIT_UNITS || NOT_OF_NAMES.test(name)) return NOTHING;
      const url = `http://${name}/`;
      return URL.canParse(url) ? { value: new URL(url).hostname } : NOTHING;
    },
  };
}
