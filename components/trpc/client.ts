import { QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@/server/routers";

/**
 * One cache for the page, whichever part of it loads first. It arrives with the palette or the workbench and never
 * with the shell, so it hangs on this module and not on a provider around every page.
 */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: false } },
});

export const trpcClient = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc" })] });

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });
