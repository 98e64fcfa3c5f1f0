import { handleTrpc } from "@/server/trpc/endpoint";

export { handleTrpc as GET, handleTrpc as POST };
