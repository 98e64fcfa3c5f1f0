import type { Run } from "../definitions/definition";
import { UsageError } from "../failure";

export const run: Run = async () => {
  throw new UsageError("diff is not here yet.");
};
