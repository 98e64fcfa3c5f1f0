import type { ReactNode } from "react";
import { type About, Footer } from "./footer";
import { Header, type HeaderProps } from "./header";
import { HelpDialog } from "./help-dialog";

interface ShellProps extends HeaderProps {
  readonly children: ReactNode;
  /** Absent where the page is a tool that fills the window. */
  readonly about?: About | undefined;
  /** The page is as high as the window and scrolls inside itself. */
  readonly fill?: boolean;
}

/** The frame of every page: the way past the header, the header, the page, the footer, the help. */
export function Shell({ children, about, fill = false, ...header }: ShellProps) {
  return (
    <div className={`flex flex-col ${fill ? "h-dvh overflow-hidden" : "min-h-dvh"}`}>
      <a
        href="#main"
        className="sr-only rounded bg-surface-0 px-3 text-accent focus:not-sr-only focus:fixed focus:top-1 focus:left-2 focus:z-20 focus:flex focus:h-8 focus:items-center"
      >
        Skip to the content
      </a>
      <Header {...header} />
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
        {children}
      </main>
      {about !== undefined && <Footer about={about} />}
      <HelpDialog platform={header.platform} />
    </div>
  );
}
