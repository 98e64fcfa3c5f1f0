/** The theme is a cookie, so that the server writes the right one into the first byte and nothing flashes. */
export const THEMES = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "theme";
const YEAR_SECONDS = 31_536_000;

export const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: "Follow the system",
  light: "Light",
  dark: "Dark",
  contrast: "High contrast",
};

export function parseTheme(value: string | undefined | null): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** It holds a preference and no secret: readable by the page, which changes it without asking the server. */
export function themeCookie(theme: Theme): string {
  return `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}
