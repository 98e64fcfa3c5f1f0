import { defineBench } from "./support";
import { decidedAgain } from "./what-if/decided-again";

export const bench = defineBench<number>({
  ...decidedAgain,
  page: { module: new URL("./what-if/page.ts", import.meta.url) },
});
