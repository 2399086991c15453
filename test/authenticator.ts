import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What a page tells an authenticator, as far as it minds. */
interface Question {
  challenge: string;
  origin: string;
  host: string;
  /** False: whoever holds it wasn't asked for a finger or a PIN. */
  verified?: boolean;
}

/** A security key in software, with one passkey (ES256). https://www.w3.org/TR/webauthn-3/ */
export class Authenticator {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  /** One more with each use; null: it doesn't count, as those that are on several devices at once. */
  counter: number | null = 0;

  register(question: Question): string {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const coordinate = (text: string) =>
      Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text, "base64url")]);
    // CBOR, RFC 8949: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    const key = [
      Buffer.from("a5010203262001", "hex"),
      Buffer.of(0x21),
      coordinate(x),
      Buffer.of(0x22),
      coordinate(y),
    ];
    const length = Buffer.from([0, this.id.length]);
    const data = Buffer.concat([this.data(question, 0x40), Buffer.alloc(16), length, this.id, ...key]);
    const text = (word: string) => Buffer.concat([Buffer.of(0x60 + word.length), Buffer.from(word)]);
    const attestation = Buffer.concat([
      Buffer.of(0xa3),
      text("fmt"),
      text("none"),
      text("attStmt"),
      Buffer.of(0xa0),
      text("authData"),
      Buffer.of(0x58, data.length),
      data,
    ]);
    return this.answer({
      clientDataJSON: clientData("webauthn.create", question).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
    });
  }

  use(question: Question): string {
    if (this.counter !== null) this.counter++;
    const client = clientData("webauthn.get", question);
    const data = this.data(question, 0);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return this.answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", signed, this.keys.privateKey).toString("base64url"),
    });
  }

  private data({ host, verified = true }: Question, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter ?? 0);
    const flags = Buffer.of((verified ? 0x05 : 0x01) | more);
    return Buffer.concat([createHash("sha256").update(host).digest(), flags, counter]);
  }

  private answer(response: Record<string, string>): string {
    const id = this.id.toString("base64url");
    return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
  }
}

function clientData(type: string, { challenge, origin }: Question): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
