/**
 * Resolving a name for a guest. The policy judged the name; an address that it leads to is judged here, at the place that
 * connects.
 *
 * The attack: a public name, allowed by a rule, whose record points at 127.0.0.1 or at the metadata service of the
 * cloud. And its second form: a public address when it is looked at, a private one when it is used; so the address that was judged is the one
 * that the socket is given.
 */
import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { addressClass, localNameClass } from "../../../policy";

export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "EADDRREFUSED";
}

/** `host` is canonical and was allowed: where it is a local name or a literal itself, a rule has named it. */
export function guardedLookup(host: string): LookupFunction {
  const named = localNameClass(host);
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const refused = addresses.find(({ address }) => {
        const kind = addressClass(address);
        return kind !== "public" && kind !== named;
      });
      // One bad address among good ones refuses all of them: which one is used is chance.
      const [first] = addresses;
      if (refused || !first) {
        const kind = refused ? addressClass(refused.address) : "unknown";
        return done(new AddressRefused(`The name ${host} leads to an address that is ${kind}.`), "", 0);
      }
      if (options.all) return (done as (error: null, all: typeof addresses) => void)(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}
