import { ShieldCheck } from "lucide-react";
import { BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";

/** Beside the sentence that says why full Node cannot be had: the same agent in the default sandbox, on this page. */
export function RunEmbedded({ onRun }: { readonly onRun: () => void }) {
  return (
    <button type="button" className={BUTTON} onClick={onRun}>
      <Icon of={ShieldCheck} className="size-3.5" />
      Run it embedded, enforced
    </button>
  );
}
