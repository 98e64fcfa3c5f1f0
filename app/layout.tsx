import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { ShellScript } from "@/components/shell/shell-script";
import { readRequest } from "./_lib/request";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Aegis", template: "%s · Aegis" },
  description: "A workbench for AI agents that run under a policy written beside them.",
};

const COLOR_SCHEMES = { system: "light dark", light: "light", dark: "dark", contrast: "dark" } as const;

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await readRequest();
  return { colorScheme: COLOR_SCHEMES[theme], width: "device-width", initialScale: 1 };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, platform, nonce } = await readRequest();
  return (
    // The script of the shell changes the theme and says that it is ready, on this element.
    <html lang="en" data-theme={theme} data-platform={platform} suppressHydrationWarning>
      <head>
        {/* React Aria writes one style element and reads its nonce from here. */}
        <meta name="csp-nonce" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        {children}
        <ShellScript />
      </body>
    </html>
  );
}
