import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";

/** Somebody on the way to an account elsewhere ("start"), or back from it and not yet a member ("finish"). */
export interface ConnectionAttemptTable {
  /** Keyed hash of the token that the browser brings back. */
  id: string;
  site_id: SiteId;
  stage: string;
  /** Only the browser that began may go on. */
  browser_hash: string;
  /** JSON, encrypted. */
  content_sealed: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

/** What a Mastodon server knows this installation by. */
export interface MastodonAppTable {
  host: string;
  redirect_uri: string;
  client_id: string;
  secret_sealed: string;
  at: number;
}

/** A site's publisher, who may hand readers over. */
export interface PublisherTable {
  site_id: SiteId;
  /** JSON, encrypted: a secret may be in it. */
  settings_sealed: string;
  at: number;
}

export interface PublisherTokenTable {
  site_id: SiteId;
  token_hash: string;
  expires_at: number;
}

export interface PublisherRoleTable {
  site_id: SiteId;
  member_id: MemberId;
  role: string;
}

/** What a site's publisher says of a reader, for that site. */
export interface PublisherReaderTable {
  site_id: SiteId;
  member_id: MemberId;
  is_subscriber: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    connection_attempt: ConnectionAttemptTable;
    mastodon_app: MastodonAppTable;
    publisher: PublisherTable;
    publisher_token: PublisherTokenTable;
    publisher_role: PublisherRoleTable;
    publisher_reader: PublisherReaderTable;
  }
}
