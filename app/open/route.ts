import { handleOpen } from "@/server/workspaces/open";

export { handleOpen as POST };
