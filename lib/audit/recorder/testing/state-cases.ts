import { toBase64, utf8 } from "../../bytes";
import { generateSeedKey, generateSessionKey, type SigningKey, signEd25519 } from "../../note/keys";
import type { Journal } from "../journal";
import { checkSame } from "./check";
import { appendSamples, type Case } from "./places";

/** What a journal keeps beside the records. */
export const stateCases: readonly Case[] = [
  {
    name: "the state is kept, piece by piece",
    async run(place) {
      const first = await place.open();
      checkSame(await first.state(), { ackedSize: 0 }, "at first");
      await appendSamples(first, 0, 10);
      await first.saveState({ ackedSize: 4, receipt: "note\n\n— é\n" });
      await first.saveState({ checkpoint: "another\n" });
      await first.close();
      const second = await place.open();
      const expected = { ackedSize: 4, receipt: "note\n\n— é\n", checkpoint: "another\n" };
      checkSame(sorted(await second.state()), sorted(expected), "later");
      await second.close();
    },
  },
  {
    name: "what was countersigned stays countersigned",
    async run(place) {
      const journal = await place.open();
      await appendSamples(journal, 0, 10);
      await Promise.all(
        [4, 9, 7].map((ackedSize) => journal.saveState({ ackedSize, receipt: `of ${ackedSize}\n` })),
      );
      checkSame(sorted(await journal.state()), sorted({ ackedSize: 9, receipt: "of 9\n" }), "at once");
      await journal.close();
      const again = await place.open();
      checkSame((await again.state()).ackedSize, 9, "later");
      await again.close();
    },
  },
  {
    name: "a checkpoint of fewer records takes the place of none that has more",
    async run(place) {
      const journal = await place.open();
      await appendSamples(journal, 0, 10);
      const over = (size: number) => `origin\n${size}\nroot\n\n— signed\n`;
      // Who sends signs a part while who writes signs the whole: the part may come later.
      await Promise.all([
        journal.saveState({ checkpoint: over(10) }),
        journal.saveState({ ackedSize: 9, receipt: "of 9\n", checkpoint: over(9) }),
      ]);
      const expected = { ackedSize: 9, receipt: "of 9\n", checkpoint: over(10) };
      checkSame(sorted(await journal.state()), sorted(expected), "the whole");
      await journal.saveState({ checkpoint: over(11) });
      checkSame((await journal.state()).checkpoint, over(11), "more");
      await journal.close();
    },
  },
  {
    name: "the key is kept until it is destroyed",
    async run(place) {
      const first = await place.open();
      checkSame(await first.keys.load(), undefined, "at first");
      const key = await newKey(first);
      await first.keys.save(key);
      await first.close();
      const second = await place.open();
      checkSame(await signatureBy(await second.keys.load()), await signatureBy(key), "later");
      await second.keys.destroy();
      checkSame(await second.keys.load(), undefined, "destroyed");
      await second.keys.destroy();
      await second.close();
      const third = await place.open();
      checkSame(await third.keys.load(), undefined, "destroyed for good");
      await third.close();
    },
  },
];

/** As the recorder does: one that cannot be read, where that can be kept. */
function newKey({ keys }: Journal): Promise<SigningKey> | SigningKey {
  return keys.keepsHandles ? generateSessionKey() : generateSeedKey();
}

/** Ed25519 is deterministic: the same signature is the same key. */
async function signatureBy(key: SigningKey | undefined): Promise<string | undefined> {
  return key && toBase64(await signEd25519(key, utf8("text")));
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
