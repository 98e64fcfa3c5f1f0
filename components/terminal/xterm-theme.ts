/** The page's theme as the colours of a terminal: by role, so that what a program calls red is what we call denied. */
import type { ITheme } from "@xterm/xterm";
import { THEME_EVENT } from "../theme/apply-theme";

const SYSTEM = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const ROLES = ["text-muted", "deny", "allow", "approve", "accent", "sanitize", "accent", "text"] as const;

/** What a role is now, whichever theme and system setting it comes from. */
function readTheme(): ITheme {
  const probe = document.createElement("span");
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const role = (name: string) => {
    probe.style.color = `var(--${name})`;
    return computed.color;
  };
  const colours = NAMES.flatMap((name, index) => {
    const colour = role(ROLES[index] as string);
    return [
      [name, colour],
      [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`, colour],
    ];
  });
  const theme: ITheme = {
    ...Object.fromEntries(colours),
    background: role("surface-0"),
    foreground: role("text"),
    cursor: role("accent"),
    cursorAccent: role("surface-0"),
    selectionBackground: role("accent"),
    selectionForeground: role("accent-text"),
  };
  probe.remove();
  return theme;
}

/** Paints now and whenever the theme changes; answers with the way to stop it. */
export function followTheme(paint: (theme: ITheme, isHighContrast: boolean) => void): () => void {
  const repaint = () => paint(readTheme(), isHighContrast());
  const queries = SYSTEM.map((query) => matchMedia(query));
  repaint();
  document.addEventListener(THEME_EVENT, repaint);
  for (const query of queries) query.addEventListener("change", repaint);
  return () => {
    document.removeEventListener(THEME_EVENT, repaint);
    for (const query of queries) query.removeEventListener("change", repaint);
  };
}

function isHighContrast(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "contrast" || (theme === "system" && matchMedia("(prefers-contrast: more)").matches);
}
