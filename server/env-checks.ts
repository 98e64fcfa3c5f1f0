/** Small checks on environment values, apart from the table so that they can be read and tested by themselves. */
import { isIP } from "node:net";

/** Only names that every resolver maps to this machine; a name in /etc/hosts is not taken on trust. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  if (name === "localhost" || name === "::1") return true;
  return isIP(name) === 4 && name.startsWith("127.");
}

/** How far the server itself goes to reach a witness that somebody named. */
export const WITNESS_REACHES = ["public", "machine", "network"] as const;
export type WitnessReach = (typeof WITNESS_REACHES)[number];

/**
 * Where nobody has said otherwise. A server that is reached by this machine alone is asked by nobody else to go anywhere;
 * one that listens on loopback behind a proxy is, so that its public address counts as well.
 */
export function usualReach(host: string, publicUrl: string | undefined): WitnessReach {
  const hosts = [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])];
  return hosts.every((name) => isLoopbackHost(name.replace(/^\[|\]$/g, ""))) ? "machine" : "public";
}

export function isPlainHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(host);
}

/**
 * An upper bound on the randomness of a secret: Shannon entropy of its own characters. It cannot know how the
 * secret was made, but it catches what is common: words, repetitions, short strings.
 */
export function entropyBits(secret: string): number {
  const counts = new Map<string, number>();
  for (const char of secret) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / secret.length);
  return bits;
}
