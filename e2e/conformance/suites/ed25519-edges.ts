/**
 * The points at which verifiers of Ed25519 differ. Each vector says by its flags what is odd about it. Right is what
 * most verifiers do (Go, OpenSSL, dalek): refuse an R that is not canonical and what only holds with the cofactor, take
 * the rest. Where the rule of the log refuses more, the flag that makes it do so is the explanation.
 */
import { z } from "zod";
import { fromHex, utf8 } from "../../../lib/audit/bytes";
import { ed25519Verifier, isGoodPublicKey } from "../../../lib/audit/note/keys";
import { defineSuite, type Judgement, type Miss } from "../suite";

const hex = z.string().transform((text) => fromHex(text) ?? new Uint8Array(0));
const fileSchema = z.object({
  vectors: z.array(
    z.object({
      number: z.number(),
      key: hex,
      sig: hex,
      msg: z.string(),
      flags: z
        .array(z.string())
        .nullable()
        .transform((flags) => new Set(flags ?? [])),
    }),
  ),
});

/** Equations that do not hold for anybody but a verifier that hashes another spelling than it was sent. */
const REFUSED_BY_MOST = ["non_canonical_R", "low_order_residue", "reencoded_k"];
/** What the rule of `lib/audit/note/keys` refuses besides, in the order in which it looks. */
const STRICTER: Readonly<Record<string, string>> = {
  low_order_A: "A key of small order is refused: anybody can make signatures that it verifies.",
  non_canonical_A: "A second spelling of a key is refused.",
  low_order_component_A: "A key outside the subgroup of prime order is refused: no honest key is.",
  low_order_R: "An R of small order is refused, as WebCrypto demands.",
};

async function run({ bytes }: { readonly bytes: Uint8Array }): Promise<Judgement> {
  const { vectors } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const wrong: Miss[] = [];
  const explained: Record<string, string> = {};
  for (const { number, key, sig, msg, flags } of vectors) {
    const id = `vector ${number}`;
    const script = await ed25519Verifier(key, async () => undefined)(utf8(msg), sig);
    const platform = await ed25519Verifier(key)(utf8(msg), sig);
    const expected = !REFUSED_BY_MOST.some((flag) => flags.has(flag));
    if (script === expected && platform === expected) continue;
    wrong.push({ id, expected: said(expected), got: `${said(platform)}, in JavaScript ${said(script)}` });
    const flag = Object.keys(STRICTER).find((one) => flags.has(one));
    // Stricter alone is explained, and only where both realms are: a verdict that differs between them never is.
    const isStricter = expected && !script && !platform;
    const isSeen = flag?.endsWith("_A") ? !isGoodPublicKey(key) : flag === "low_order_R";
    if (isStricter && flag !== undefined && isSeen) explained[id] = STRICTER[flag] ?? "";
  }
  return { right: vectors.length - wrong.length, wrong, explained };
}

function said(ok: boolean): string {
  return ok ? "valid" : "invalid";
}

export const suite = defineSuite({ name: "Ed25519, odd points", reads: "vectors/cctv_ed25519.json", run });
