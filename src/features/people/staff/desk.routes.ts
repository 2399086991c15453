import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page } from "../../../platform/http/answer.ts";
import { DeskFront } from "./desk.view.tsx";

const front = route({
  method: "GET",
  path: "/desk",
  access: { may: "desk.see" },
  input: z.object({}),
  handle: async ({ world }) => page(renderPage(DeskFront({ world }))),
});

export const deskRoutes: readonly Route[] = [front];
