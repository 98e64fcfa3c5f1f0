import type { editor } from "monaco-editor/editor/editor.api";
import { THEME_EVENT } from "../theme/apply-theme";
import { toHex } from "./colour";

const NAME = "aegis";
const FORCED = "(forced-colors: active)";
const SYSTEM = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", FORCED];

/** The colour of a role as the page computes it now, whichever theme and system setting it comes from. */
function readRoles(): (role: string) => string {
  const probe = document.createElement("span");
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const cache = new Map<string, string>();
  const isForced = matchMedia(FORCED).matches;
  const read = (role: string) => {
    probe.style.color = isForced ? systemColourOf(role) : `var(--${role})`;
    return toHex(computed.color);
  };
  queueMicrotask(() => probe.remove());
  return (role) => {
    const known = cache.get(role) ?? read(role);
    cache.set(role, known);
    return known;
  };
}

/** Where colours are forced every role would be read as the colour of text, also those of areas; Monaco is not forced. */
const systemColourOf = (role: string) => (role.startsWith("surface") ? "Canvas" : "CanvasText");

function rules(role: (name: string) => string): editor.ITokenThemeRule[] {
  const ink = (token: string, name: string, fontStyle = "") => ({
    token,
    foreground: role(name).slice(1),
    fontStyle,
  });
  return [
    ink("", "text"),
    ink("comment", "text-muted"),
    ink("namespace", "accent", "bold"),
    ink("delimiter.section", "accent"),
    ink("delimiter", "text-muted"),
    ink("key", "text"),
    ink("keyword", "accent"),
    ink("string", "allow"),
    ink("string.escape", "sanitize"),
    ink("string.invalid", "error"),
    ink("string.escape.invalid", "error"),
    ink("number", "approve"),
    ink("regexp", "sanitize"),
    ink("type", "sanitize"),
    ink("invalid", "error"),
  ];
}

function colours(role: (name: string) => string): editor.IColors {
  const floating = { background: role("surface-0"), foreground: role("text"), border: role("line-strong") };
  return {
    "editor.background": role("surface-0"),
    "editor.foreground": role("text"),
    "editor.lineHighlightBackground": role("surface-1"),
    "editor.lineHighlightBorder": "#00000000",
    "editor.selectionBackground": `${role("accent")}40`,
    "editor.inactiveSelectionBackground": `${role("accent")}24`,
    "editor.wordHighlightBackground": role("surface-2"),
    "editor.findMatchBackground": `${role("approve")}66`,
    "editor.findMatchHighlightBackground": `${role("approve")}33`,
    "editorCursor.foreground": role("accent"),
    "editorCodeLens.foreground": role("text-muted"),
    "editorLineNumber.foreground": role("text-muted"),
    "editorLineNumber.activeForeground": role("text"),
    "editorIndentGuide.background1": role("line"),
    "editorIndentGuide.activeBackground1": role("line-strong"),
    "editorBracketMatch.border": role("line-strong"),
    "editorBracketMatch.background": "#00000000",
    "editorError.foreground": role("error"),
    "editorWarning.foreground": role("approve"),
    "editorInfo.foreground": role("accent"),
    "editorWidget.background": floating.background,
    "editorWidget.foreground": floating.foreground,
    "editorWidget.border": floating.border,
    "editorHoverWidget.background": floating.background,
    "editorHoverWidget.border": floating.border,
    "editorSuggestWidget.background": floating.background,
    "editorSuggestWidget.border": floating.border,
    "editorSuggestWidget.selectedBackground": role("surface-2"),
    "editorSuggestWidget.selectedForeground": role("text"),
    "editorSuggestWidget.highlightForeground": role("accent"),
    "editorSuggestWidget.focusHighlightForeground": role("accent"),
    "input.background": role("surface-0"),
    "input.foreground": role("text"),
    "input.border": role("line-strong"),
    "menu.background": floating.background,
    "menu.foreground": floating.foreground,
    "menu.border": floating.border,
    "menu.selectionBackground": role("surface-2"),
    "menu.selectionForeground": role("text"),
    focusBorder: role("focus"),
    "scrollbarSlider.background": `${role("line-strong")}55`,
    "scrollbarSlider.hoverBackground": `${role("line-strong")}88`,
    "scrollbarSlider.activeBackground": `${role("line-strong")}bb`,
    "scrollbar.shadow": "#00000000",
    "widget.shadow": "#00000033",
  };
}

/** Monaco's base decides what it paints by itself: shapes and icons, and hard edges for high contrast. */
function base(): editor.BuiltinTheme {
  const root = document.documentElement;
  const chosen = root.dataset.theme;
  if (matchMedia(FORCED).matches)
    return matchMedia("(prefers-color-scheme: dark)").matches ? "hc-black" : "hc-light";
  if (chosen === "contrast") return "hc-black";
  if (chosen === "system" && matchMedia("(prefers-contrast: more)").matches) return "hc-black";
  return getComputedStyle(root).colorScheme.includes("dark") && prefersDark(chosen) ? "vs-dark" : "vs";
}

function prefersDark(chosen: string | undefined): boolean {
  return chosen === "dark" || (chosen === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Paints Monaco in the page's theme, now and whenever that changes. */
export function followTheme(monaco: { editor: typeof editor }): void {
  const paint = () => {
    const role = readRoles();
    monaco.editor.defineTheme(NAME, {
      base: base(),
      inherit: true,
      rules: rules(role),
      colors: colours(role),
    });
    monaco.editor.setTheme(NAME);
  };
  paint();
  document.addEventListener(THEME_EVENT, paint);
  for (const query of SYSTEM) matchMedia(query).addEventListener("change", paint);
}
