import { parseTheme, type Theme, themeCookie } from "./theme";

/** Fired on `document` after the theme changed: what paints by itself (the editor) listens. */
export const THEME_EVENT = "aegis:theme";

export function applyTheme(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in browsers that we support
  document.cookie = themeCookie(theme);
  document.documentElement.dataset.theme = theme;
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
    input.checked = input.value === theme;
  }
  document.dispatchEvent(new CustomEvent(THEME_EVENT));
}

export function currentTheme(): Theme {
  return parseTheme(document.documentElement.dataset.theme);
}
