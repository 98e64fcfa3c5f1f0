/**
 * Labelled raw host options, as net.connect gets them, against the same hosts as the addresses. Where a sample says
 * which address it is a spelling of, its canonical form must be that address.
 */
import { canonicalHost } from "../../../lib/policy";
import { decider, judge, recordsOf } from "../policy";
import { defineSuite } from "../suite";
import { ALLOWED_HOSTS } from "./urls";

interface HostSample {
  readonly id: string;
  readonly host: string;
  readonly of?: string;
  readonly expect: "deny" | "allow" | "either";
}

export const suite = defineSuite({
  name: "hosts",
  reads: "samples/net/hosts.json",
  run: (file) => {
    const decide = decider(ALLOWED_HOSTS);
    return judge(recordsOf<HostSample>(file), (sample) => {
      const { verdict, code } = decide({ op: "net.connect", host: sample.host, port: 443 });
      const host = canonicalHost(sample.host);
      // Refusing a spelling is safe as well; reading it as something else is not.
      const isMisread = sample.of !== undefined && typeof host === "string" && host !== sample.of;
      if (isMisread) return `read as ${host} instead of ${sample.of}`;
      const isRight = sample.expect === "either" || (sample.expect === "allow") === (verdict === "allow");
      return isRight ? null : `${verdict} (${code})`;
    });
  },
});
