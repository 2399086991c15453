import type { Generated } from "kysely";
import type { MemberId } from "../../../platform/lib/ids.ts";

// Times are milliseconds since 1970.

export interface TotpTable {
  member_id: MemberId;
  secret_sealed: string | null;
  next_sealed: string | null;
  /** The newest step of time whose code was used: no code is taken twice. */
  last_step: Generated<number>;
}

export interface RecoveryCodeTable {
  member_id: MemberId;
  hash: string;
}

export interface PasskeyTable {
  id: string;
  member_id: MemberId;
  name: string;
  host: string;
  credential_id: string;
  /** COSE, base64url. */
  public_key: string;
  counter: number;
  /** With commas between them. */
  transports: string;
  at: number;
  used_at: number | null;
}

export interface TrustedDeviceTable {
  hash: string;
  member_id: MemberId;
  expires_at: number;
}

export interface FactorTryTable {
  /** Whose tries they are: a member's, a device's or a network's. */
  key: string;
  count: number;
  first_at: number;
  blocked_until: number;
}

export interface SpentTable {
  hash: string;
  until: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    totp: TotpTable;
    recovery_code: RecoveryCodeTable;
    passkey: PasskeyTable;
    trusted_device: TrustedDeviceTable;
    factor_try: FactorTryTable;
    spent: SpentTable;
  }
}
