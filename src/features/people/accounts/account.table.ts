import type { Generated } from "kysely";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";

/** Columns that better-auth gives each of its rows; times are ISO 8601. */
interface Kept {
  created_at: string;
  updated_at: string;
}

export interface MemberTable extends Kept {
  id: MemberId;
  name: string;
  handle: string;
  /** What better-auth takes for the address: a keyed hash of the real one. See `address.ts`. */
  email: string;
  email_verified: Generated<number>;
  /** The address, encrypted; and the hash by which a guest of the same address is known. */
  email_sealed: string | null;
  email_hash: string | null;
  image: string | null;
  language: string | null;
  two_factor_enabled: Generated<number>;
  /** When staff switched the account off: milliseconds since 1970. */
  disabled_at: number | null;
}

export interface SessionTable extends Kept {
  id: string;
  token: string;
  member_id: MemberId;
  expires_at: string;
  ip_address: string | null;
  user_agent: string | null;
  /** "Firefox, Android": all that is kept of what the browser says of itself. */
  browser: Generated<string>;
  network_hash: Generated<string>;
  /** When it last proved who it is: milliseconds since 1970. */
  proved_at: Generated<number>;
  /** When it gave a second factor; 0: it didn't. */
  factor_at: Generated<number>;
  /** When it was last used, to the hour; 0: not since it began. */
  seen_at: Generated<number>;
}

export interface SignInMethodTable extends Kept {
  id: string;
  account_id: string;
  provider_id: string;
  member_id: MemberId;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: string | null;
  refresh_token_expires_at: string | null;
  scope: string | null;
  /** Argon2id, as a PHC string. */
  password: string | null;
}

export interface VerificationTable extends Kept {
  id: string;
  identifier: string;
  value: string;
  expires_at: string;
}

/** Somebody asked for something at an address: it is done after the answer, which so tells nothing of the address. */
export interface AccountRequestTable {
  id: string;
  site_id: SiteId;
  kind: string;
  email_sealed: string;
  content_sealed: string;
  at: number;
  done_at: number | null;
}

export interface StaffRoleTable {
  member_id: MemberId;
  /** 0: every site. */
  site_id: number;
  role: string;
  title: string;
  at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    member: MemberTable;
    session: SessionTable;
    sign_in_method: SignInMethodTable;
    verification: VerificationTable;
    account_request: AccountRequestTable;
    staff_role: StaffRoleTable;
  }
}
