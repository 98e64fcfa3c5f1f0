import { LINK } from "../ui/classes";

export interface About {
  readonly version: string;
  readonly node: string;
}

/** Which build answers, and where to read on. On pages that are read, not on those that are worked in. */
export function Footer({ about }: { about: About }) {
  return (
    <footer className="mt-auto border-line border-t text-text-muted text-xs">
      <div className="mx-auto flex max-w-[76rem] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-6">
        <span className="tabular-nums">
          Aegis {about.version} on Node {about.node}
        </span>
        <span>Apache-2.0</span>
        <nav aria-label="More" className="flex flex-wrap gap-x-4 sm:ml-auto">
          <FooterLink href="/check">This browser</FooterLink>
          <FooterLink href="/docs/errors">Errors</FooterLink>
          <FooterLink href="/docs/configuration">Configuration</FooterLink>
          <FooterLink href="/docs/keys">Keys</FooterLink>
        </nav>
      </div>
    </footer>
  );
}

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className={`${LINK} inline-flex min-h-6 items-center`}>
      {children}
    </a>
  );
}
