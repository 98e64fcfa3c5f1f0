import "server-only";
import { cookies, headers } from "next/headers";
import { requestContext } from "./request-context";
import { appRouter } from "./routers";
import { createCallerFactory } from "./trpc/procedures";

const createCaller = createCallerFactory(appRouter);

/** The routers for pages rendered on the server: the same procedures and checks as over HTTP. */
export async function serverCaller() {
  const [requestHeaders, cookieJar] = await Promise.all([headers(), cookies()]);
  return createCaller(
    await requestContext({
      header: (name) => requestHeaders.get(name),
      cookie: (name) => cookieJar.get(name)?.value,
    }),
  );
}
