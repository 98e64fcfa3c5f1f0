import type { ReactNode } from "react";
import type { About } from "@/components/shell/footer";
import type { Place } from "@/components/shell/header";
import { Shell } from "@/components/shell/shell";
import { readRequest } from "./request";

interface PageShellProps {
  readonly place: Place;
  readonly path: string;
  readonly about?: About | undefined;
  readonly fill?: boolean;
  readonly crumb?: ReactNode;
  readonly children: ReactNode;
}

/** The shell as this request needs it. */
export async function PageShell(props: PageShellProps) {
  const { theme, platform } = await readRequest();
  return <Shell {...props} theme={theme} platform={platform} />;
}
