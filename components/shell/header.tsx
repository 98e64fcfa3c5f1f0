import { CircleQuestionMark, Search } from "lucide-react";
import type { ReactNode } from "react";
import { ariaKeys, type Platform, shortcut } from "@/lib/shortcuts";
import type { Theme } from "../theme/theme";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { KeyHint } from "../ui/key-hint";
import { ThemeControl } from "./theme-control";
import { Wordmark } from "./wordmark";

export type Place = "home" | "audit" | "verify" | "docs" | "check" | "workbench" | "nowhere";

interface NavItem {
  readonly place: Place;
  readonly href: string;
  readonly label: string;
  /** Gives way on a phone, where the footer has it. */
  readonly isMinor?: boolean;
}

const NAV: readonly NavItem[] = [
  { place: "audit", href: "/audit", label: "Audit" },
  { place: "verify", href: "/verify", label: "Verify" },
  { place: "docs", href: "/docs", label: "Docs" },
  { place: "check", href: "/check", label: "This browser", isMinor: true },
];

export interface HeaderProps {
  readonly place: Place;
  /** The path of this page, to come back to after a form. */
  readonly path: string;
  readonly theme: Theme;
  readonly platform: Platform;
  /** Where you are within the place: the workspace's name in the workbench. */
  readonly crumb?: ReactNode;
}

/** Links are plain: every page has a content security policy of its own, which only a full navigation brings. */
export function Header({ place, path, theme, platform, crumb }: HeaderProps) {
  return (
    <header className="sticky top-0 z-10 flex h-10 shrink-0 items-center gap-1 border-line border-b bg-surface-1 pr-1.5 pl-3">
      <a
        href="/"
        aria-current={place === "home" ? "page" : undefined}
        className="flex h-7 items-center gap-1.5 rounded pr-1.5 font-semibold text-sm text-text no-underline"
      >
        <Wordmark />
        <span className="max-[24rem]:sr-only">Aegis</span>
      </a>
      {crumb}
      <nav aria-label="Main" className="ml-1 flex items-center">
        {NAV.map((item) => (
          <a
            key={item.place}
            href={item.href}
            aria-current={place === item.place ? "page" : undefined}
            className={`flex h-7 items-center rounded px-2 max-sm:px-1.5 text-text-muted no-underline hover:bg-surface-2 hover:text-text aria-[current=page]:text-text aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8 ${crumb === undefined ? (item.isMinor ? "max-sm:hidden" : "") : "max-md:hidden"}`}
          >
            {item.label}
          </a>
        ))}
      </nav>
      <div className="ml-auto flex items-center gap-0.5">
        <PaletteButton platform={platform} />
        <ThemeControl theme={theme} back={path} />
        <a
          href="/docs/keys"
          data-opens="help"
          aria-label="Help"
          title="Keys and help (?)"
          className={ICON_BUTTON}
        >
          <Icon of={CircleQuestionMark} />
        </a>
      </div>
    </header>
  );
}

function PaletteButton({ platform }: { platform: Platform }) {
  return (
    <button
      type="button"
      data-opens="palette"
      aria-keyshortcuts={ariaKeys(shortcut("palette"), platform)}
      className="needs-script mr-1 flex h-7 items-center gap-2 rounded border border-line bg-surface-0 px-2 text-text-muted hover:border-line-strong hover:text-text"
    >
      <Icon of={Search} className="size-3.5" />
      <span className="max-sm:sr-only">Commands</span>
      <span aria-hidden className="ml-4 max-sm:hidden">
        <KeyHint id="palette" platform={platform} />
      </span>
    </button>
  );
}
