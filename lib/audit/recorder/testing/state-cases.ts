import { fromBase64, toBase64 } from "../../bytes";
import type { StoredKey } from "../journal";
import { checkSame } from "./check";
import { appendSamples, type Case } from "./places";

const KEY: StoredKey = {
  kind: "pkcs8",
  pkcs8: fromBase64("AAECAwQFBgcICQoLDA0ODw==") ?? new Uint8Array(),
  publicKey: Uint8Array.of(1, 2, 255),
};

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
      await Promise.all([4, 9, 7].map((ackedSize) => journal.saveState({ ackedSize })));
      checkSame((await journal.state()).ackedSize, 9, "at once");
      await journal.close();
      const again = await place.open();
      checkSame((await again.state()).ackedSize, 9, "later");
      await again.close();
    },
  },
  {
    name: "the key is kept until it is destroyed",
    async run(place) {
      const first = await place.open();
      checkSame(await first.keys.load(), undefined, "at first");
      await first.keys.save(KEY);
      await first.close();
      const second = await place.open();
      checkSame(described(await second.keys.load()), described(KEY), "later");
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

function described(key: StoredKey | undefined): unknown {
  if (key?.kind !== "pkcs8") return key?.kind;
  return [key.kind, toBase64(key.pkcs8), toBase64(key.publicKey)];
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
