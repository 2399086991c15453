import { once } from "node:events";
import { connect, type Socket } from "node:net";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { takeFiles } from "./file-form.ts";

it("lets nobody who sends files slowly keep others from sending theirs", async () => {
  const fastify = Fastify({ trustProxy: true });
  let begun = () => {};
  takeFiles(fastify);
  fastify.addHook("onRequest", async () => begun());
  fastify.post("/", async () => "taken");
  const base = await fastify.listen({ port: 0, host: "127.0.0.1" });
  const slow: Socket[] = [];
  const sendSlowly = async (from: string) => {
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const socket = connect(Number(new URL(base).port), "127.0.0.1");
    slow.push(socket);
    await once(socket, "connect");
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${from}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 999\r\n\r\n--b`,
    );
    await isBegun;
  };
  const send = async (from: string) => {
    const body = new FormData();
    body.set("picture", new File(["x"], "x.png"));
    return (await fetch(base, { method: "POST", body, headers: { "x-forwarded-for": from } })).status;
  };
  try {
    await sendSlowly("198.51.100.1");
    await sendSlowly("198.51.100.1");
    expect(await send("198.51.100.1")).toBe(429);
    expect(await send("198.51.100.2")).toBe(200);
    await sendSlowly("198.51.100.3");
    await sendSlowly("198.51.100.3");
    expect(await send("198.51.100.2")).toBe(429);
  } finally {
    for (const socket of slow) socket.destroy();
    await fastify.close();
  }
});
