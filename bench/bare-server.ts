// The least that can answer: node:http and the bytes of one file.
//
//   node bare-server.ts FILE HEADERS-AS-JSON
import { readFileSync } from "node:fs";
import { createServer, type OutgoingHttpHeaders } from "node:http";

const [, , file = "", given = "{}"] = process.argv;
const body = readFileSync(file);
const headers: OutgoingHttpHeaders = { ...JSON.parse(given), "content-length": body.length };

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) console.log(`open: http://localhost:${address.port}/`);
});
