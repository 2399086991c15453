import type { Context } from "../../../context.ts";

/** What somebody is sent to a provider with. */
export interface Question {
  redirectUri: string;
  state: string;
  nonce: string;
  /** S256 of the PKCE verifier. */
  challenge: string;
  /** The server that was typed, for a provider that has many. */
  host: string | null;
}

/** What a provider sends somebody back with, and what they were sent with. */
export interface Reply {
  code: string;
  redirectUri: string;
  nonce: string;
  verifier: string;
  host: string | null;
  /** RFC 9207: who answers, where they say so. */
  issuer: string | null;
  /** Apple tells a name once, beside what it signs. Not proved: good for filling a form in. */
  name: string;
}

/** Who somebody is at a provider. */
export interface Profile {
  /** Names the provider in `sign_in_method.provider_id`: the same as long as it is the same accounts. */
  accounts: string;
  /** Never given to anybody else there. */
  accountId: string;
  /** May be empty. */
  name: string;
  /** Only one that the provider says it has verified. */
  address: string | null;
}

/** Somewhere that people have accounts. Both functions throw ProviderError. */
export interface Provider {
  id: string;
  label: string;
  /** As in `Profile`; of one that has many servers, what all of them begin with. */
  accounts: string;
  /** It has many servers: which one is typed. */
  hasServers?: true;
  /** The address at the provider to which somebody goes. */
  authorize(ctx: Context, question: Question): Promise<string>;
  identify(ctx: Context, reply: Reply): Promise<Profile>;
}

/** A provider that can't be reached, or what it says can't be believed. `reason` is for the log. */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly kind: "unreachable" | "unbelievable";

  constructor(kind: "unreachable" | "unbelievable", reason: string) {
    super(reason);
    this.kind = kind;
  }
}
