import { copyText } from "../feedback/copy-text";
import { pageCommands } from "../shell/page-commands";
import { open, toast } from "../shell/signals";
import { applyTheme } from "../theme/apply-theme";
import type { CommandAction } from "./commands";

export async function carryOut(action: CommandAction): Promise<void> {
  switch (action.kind) {
    case "go":
      return location.assign(action.href);
    case "open-example":
      return postOpen(action.slug);
    case "theme":
      return applyTheme(action.theme);
    case "help":
      return open("help");
    case "copy-link":
      return copyLink();
    case "page":
      return pageCommands()
        .find((command) => command.id === action.id)
        ?.run();
  }
}

/** The same form that the home page has: it works the same, and the server checks it the same. */
function postOpen(slug: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/open";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "example";
  field.value = slug;
  form.append(field);
  document.body.append(form);
  form.submit();
}

async function copyLink(): Promise<void> {
  if (await copyText(location.href)) toast({ tone: "allow", text: "Link copied", detail: location.href });
  else toast({ tone: "error", text: "The browser did not allow copying", detail: location.href });
}
