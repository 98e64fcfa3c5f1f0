/** What `require` asks of the host. */
import type { Handlers } from "../../calls/handler";
import type { ModuleLoader } from "./loader";

export function moduleCalls(loader: ModuleLoader): Handlers<"module.resolve" | "module.load"> {
  return {
    "module.resolve": async (values) => {
      const kind = values.word(2, ["import", "require"]);
      return { value: await loader.resolve(values.text(0), values.text(1), kind) };
    },
    "module.load": async (values) => ({ value: await loader.script(values.text(0)) }),
  };
}
