/** Wycheproof's Ed25519: what is valid must verify and what is invalid must not, by the platform and in JavaScript. */
import { z } from "zod";
import { fromHex } from "../../../lib/audit/bytes";
import { ed25519Verifier } from "../../../lib/audit/note/keys";
import { defineSuite, type Judgement, type Miss } from "../suite";

const hex = z.string().transform((text) => fromHex(text) ?? new Uint8Array(0));
const fileSchema = z.object({
  testGroups: z.array(
    z.object({
      publicKey: z.object({ pk: hex }),
      tests: z.array(
        z.object({
          tcId: z.number(),
          msg: hex,
          sig: hex,
          result: z.enum(["valid", "invalid", "acceptable"]),
        }),
      ),
    }),
  ),
});

async function run({ bytes }: { readonly bytes: Uint8Array }): Promise<Judgement> {
  const { testGroups } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const wrong: Miss[] = [];
  let cases = 0;
  for (const { publicKey, tests } of testGroups) {
    const platform = ed25519Verifier(publicKey.pk);
    const script = ed25519Verifier(publicKey.pk, async () => undefined);
    for (const { tcId, msg, sig, result } of tests) {
      cases += 1;
      const verdicts = await Promise.all([platform(msg, sig), script(msg, sig)]);
      const [first, second] = verdicts.map((ok) => (ok ? "valid" : "invalid"));
      const isRight = first === second && (result === "acceptable" || first === result);
      if (!isRight)
        wrong.push({ id: `tcId ${tcId}`, expected: result, got: `${first}, in JavaScript ${second}` });
    }
  }
  return { right: cases - wrong.length, wrong, explained: {} };
}

export const suite = defineSuite({ name: "Ed25519", reads: "vectors/wycheproof_ed25519_test.json", run });
