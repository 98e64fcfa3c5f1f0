/**
 * Labelled addresses against `*.example.com` and `api.github.com` on the default ports: "deny" must be denied,
 * "allow" must be allowed, "either" may be both, and what is allowed must go to the canonical host.
 */
import { decider, judge, recordsOf } from "../policy";
import { defineSuite } from "../suite";

interface UrlSample {
  readonly id: string;
  readonly input: string;
  readonly base?: string;
  readonly canonical_host: string | null;
  readonly expect: "deny" | "allow" | "either";
}

export const ALLOWED_HOSTS = `[agent]
name = "hosts"
[capabilities.network]
allow_egress = ["https://*.example.com", "http://*.example.com", "https://api.github.com", "http://api.github.com"]
deny_egress = ["*"]
`;

export const suite = defineSuite({
  name: "urls",
  reads: "samples/net/urls.json",
  run: (file) => {
    const decide = decider(ALLOWED_HOSTS);
    return judge(recordsOf<UrlSample>(file), (sample) => {
      const { verdict, code, canonical } = decide({ op: "net.fetch", url: addressOf(sample) });
      if (verdict === "allow" && canonical?.host !== sample.canonical_host) {
        return `allow of ${String(canonical?.host)} instead of ${sample.canonical_host}`;
      }
      const isRight = sample.expect === "either" || (sample.expect === "allow") === (verdict === "allow");
      return isRight ? null : `${verdict} (${code})`;
    });
  },
});

/** With a base it is a link on a page: resolved by the platform's parser, as the one who follows it would. */
function addressOf({ input, base }: UrlSample): string | undefined {
  if (base === undefined) return input;
  try {
    return new URL(input, base).href;
  } catch {
    return undefined;
  }
}
