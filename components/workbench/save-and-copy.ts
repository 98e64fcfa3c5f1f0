import { copyText } from "../feedback/copy-text";
import type { Files } from "../files/use-files";
import { toast } from "../shell/signals";

/** Keeps the files now, copies a link to a place in them, and says how that went. */
export async function saveAndCopy(files: Pick<Files, "keepNow">, hash: string): Promise<void> {
  const kept = await files.keepNow();
  const link = `${location.origin}${location.pathname}${hash}`;
  const copied = await copyText(link);
  if (!kept)
    toast({
      tone: "error",
      text: "Not saved: this browser's storage is full, or it keeps nothing for this page",
    });
  else if (copied) toast({ tone: "allow", text: "Saved in this browser, link copied", detail: link });
  else toast({ tone: "neutral", text: "Saved in this browser", detail: link });
}
