/**
 * What kind of network an address belongs to. Asked for literal addresses in requests, and again by whoever
 * connects, for every address that DNS or a redirect brings up.
 *
 * Guarantees: total; "public" only for addresses that the IANA special-purpose registries leave to the public
 * internet. For IPv6 that is a list of what is good (2000::/3 minus exceptions), not of what is bad: most of the
 * space is unassigned. Addresses that carry an IPv4 address get judged by that one as well.
 */
import { formatIpv4, readDottedQuad } from "./ipv4";
import { ipv4At, mappedIpv4, readIpv6, type Words } from "./ipv6";

export type AddressClass =
  | "public"
  | "unspecified"
  | "loopback"
  | "private"
  | "link-local"
  | "metadata"
  | "shared" // carrier-grade NAT, 100.64.0.0/10
  | "documentation"
  | "benchmarking"
  | "multicast"
  | "reserved"
  | "tunnel"; // 6to4, Teredo, local NAT64: where it ends depends on somebody else's gateway

/** The class of a canonical literal (dotted quad or IPv6 without brackets); null when it is no address. */
export function addressClass(ip: string): AddressClass | null {
  const quad = readDottedQuad(ip);
  if (quad !== -1) return classOfIpv4(quad);
  const words = readIpv6(ip);
  return words ? classOfIpv6(words) : null;
}

/** Names that resolve to this machine or to a metadata service without any address being written. */
export function localNameClass(host: string): AddressClass | null {
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  // Entries of the hosts file that Debian and Red Hat ship.
  if (host === "localhost.localdomain" || host === "ip6-localhost" || host === "ip6-loopback")
    return "loopback";
  if (host === "metadata.google.internal" || host === "metadata.goog") return "metadata";
  return null;
}

/** Services that hand out credentials to whoever can reach them; some sit in ranges that look public. */
const METADATA_IPV4: ReadonlySet<string> = new Set([
  "169.254.169.254", // AWS, GCP, Azure, Oracle, DigitalOcean
  "169.254.170.2", // AWS ECS tasks
  "169.254.170.23", // AWS EKS pods
  "100.100.100.200", // Alibaba
  "192.0.0.192", // Oracle, older
  "168.63.129.16", // Azure wire server
]);

/** [first address, prefix length, class]; the narrowest that fits is listed first. */
const IPV4_RANGES: readonly (readonly [number, number, AddressClass])[] = [
  [0x00000000, 8, "unspecified"],
  [0x0a000000, 8, "private"],
  [0x64400000, 10, "shared"],
  [0x7f000000, 8, "loopback"],
  [0xa9fe0000, 16, "link-local"],
  [0xac100000, 12, "private"],
  [0xc0000000, 24, "reserved"], // IETF protocol assignments
  [0xc0000200, 24, "documentation"],
  [0xc0586300, 24, "tunnel"], // 6to4 relays
  [0xc0a80000, 16, "private"],
  [0xc6120000, 15, "benchmarking"],
  [0xc6336400, 24, "documentation"],
  [0xcb007100, 24, "documentation"],
  [0xe0000000, 4, "multicast"],
  [0xf0000000, 4, "reserved"], // and broadcast
];

function classOfIpv4(value: number): AddressClass {
  if (METADATA_IPV4.has(formatIpv4(value))) return "metadata";
  for (const [first, bits, name] of IPV4_RANGES) {
    if (value >= first && value < first + 2 ** (32 - bits)) return name;
  }
  return "public";
}

function classOfIpv6(words: Words): AddressClass {
  const mapped = mappedIpv4(words);
  if (mapped !== -1) return classOfIpv4(mapped);
  const [w0 = 0, w1 = 0, w2 = 0] = words;
  if (w0 === 0) return classOfLowIpv6(words);
  if (w0 === 0x64 && w1 === 0xff9b) return classOfNat64(words);
  if ((w0 & 0xfe00) === 0xfc00) return isMetadataIpv6(words) ? "metadata" : "private";
  if ((w0 & 0xffc0) === 0xfe80) return "link-local";
  if ((w0 & 0xffc0) === 0xfec0) return "private"; // site-local, deprecated but still routed by some
  if ((w0 & 0xff00) === 0xff00) return "multicast";
  if ((w0 & 0xe000) !== 0x2000) return "reserved";
  if (w0 === 0x2001 && w1 === 0x0db8) return "documentation";
  if (w0 === 0x3fff && w1 < 0x1000) return "documentation";
  // 2002:a9fe:a9fe:: is the metadata service seen through a 6to4 gateway, 2001:0:… Teredo likewise.
  if (w0 === 0x2002) return tunnelled(ipv4At(words, 1));
  if (w0 === 0x2001 && w1 === 0) return tunnelled(ipv4At(words, 2));
  if (w0 === 0x2001 && w1 === 2 && w2 === 0) return "benchmarking";
  return w0 === 0x2001 && w1 < 0x200 ? "reserved" : "public";
}

/** Below 1:: there is the unspecified address, loopback, and IPv4 in two obsolete wrappings. */
function classOfLowIpv6(words: Words): AddressClass {
  const isTail = words.slice(0, 6).every((word) => word === 0);
  const tail = ipv4At(words, 6);
  if (isTail && tail === 0) return "unspecified";
  if (isTail && tail === 1) return "loopback";
  const isTranslated = words.slice(0, 4).every((word) => word === 0) && words[4] === 0xffff && words[5] === 0;
  return isTail || isTranslated ? tunnelled(tail) : "reserved";
}

function classOfNat64(words: Words): AddressClass {
  // The well-known prefix reaches the embedded address itself, and on IPv6-only networks DNS answers with it for
  // every IPv4 host: refusing all of it would cut those off.
  if (words.slice(2, 6).every((word) => word === 0)) return classOfIpv4(ipv4At(words, 6));
  if (words[2] !== 1) return "reserved";
  // RFC 8215, local use: RFC 6052 puts the address around bits 64-71. Never public, whatever is embedded.
  const second = ((words[4] ?? 0) & 0xff) * 256 + ((words[5] ?? 0) >>> 8);
  return tunnelled((words[3] ?? 0) * 65536 + second);
}

/** A tunnel is never public; what it carries names it when that is worse. */
function tunnelled(ipv4: number): AddressClass {
  const inner = classOfIpv4(ipv4);
  return inner === "public" ? "tunnel" : inner;
}

function isMetadataIpv6(words: Words): boolean {
  const [w0, w1, w2, w3, w4, w5, w6, w7] = words;
  const isZero = w3 === 0 && w4 === 0 && w5 === 0 && w6 === 0;
  if (w0 === 0xfd00 && w1 === 0x0ec2 && w2 === 0 && isZero) return w7 === 0x254 || w7 === 0x23;
  return w0 === 0xfd20 && w1 === 0x00ce && w2 === 0 && isZero && w7 === 0x254;
}
