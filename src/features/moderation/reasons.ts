export const reportReasons = ["abuse", "hate", "spam", "false", "private", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];
