import { z } from "zod";
import { isId, newId } from "@/lib/ids";
import { defineBench } from "./support";

const PATTERN = /^ws_[0-9a-hjkmnp-tv-z]{26}$/;
const SCHEMA = z.string().regex(PATTERN);

/** Half of them right, half wrong in one way each: cut short, of another kind, with a letter that is none of ours. */
const IDS = Array.from({ length: 500 }, (_, index) => {
  const id: string = newId("workspace");
  const wrong = [id.slice(0, -1), newId("actor"), `${id.slice(0, -1)}u`, `${id}\n`];
  return [id, wrong[index % wrong.length] ?? id];
}).flat();

export const bench = defineBench({
  what: "telling identifiers from what looks like one: ours, a regular expression, the same within Zod",
  contenders: {
    isId: () => IDS.map((id) => isId("workspace", id)),
    regex: () => IDS.map((id) => PATTERN.test(id)),
    zod: () => IDS.map((id) => SCHEMA.safeParse(id).success),
  },
  baseline: "isId",
  operations: IDS.length,
});
