import { SunMoon } from "lucide-react";
import { THEME_NAMES, THEMES, type Theme } from "../theme/theme";
import { BUTTON, FLOATING, ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";

/** A native popover with a native radio group. With a script the choice holds at once; without, by the button. */
export function ThemeControl({ theme, back }: { theme: Theme; back: string }) {
  return (
    <>
      <button type="button" popoverTarget="theme" className={ICON_BUTTON} aria-label="Theme" title="Theme">
        <Icon of={SunMoon} />
      </button>
      <div
        id="theme"
        popover="auto"
        className={`${FLOATING} fixed inset-auto top-10 right-2 m-0 mt-1 w-52 p-1`}
      >
        <form method="post" action="/theme">
          <fieldset className="m-0 border-0 p-0">
            <legend className="px-2 py-1 text-xs text-text-muted">Theme</legend>
            {THEMES.map((name) => (
              <label key={name} className="flex h-7 items-center gap-2 rounded px-2 hover:bg-surface-2">
                <input
                  type="radio"
                  name="theme"
                  value={name}
                  defaultChecked={name === theme}
                  className="size-3.5"
                />
                {THEME_NAMES[name]}
              </label>
            ))}
          </fieldset>
          <input type="hidden" name="back" value={back} />
          <noscript>
            <button type="submit" className={`${BUTTON} m-2`}>
              Apply
            </button>
          </noscript>
        </form>
      </div>
    </>
  );
}
