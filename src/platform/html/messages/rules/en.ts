export const en = {
  "why.discussionMode.premoderated": "This discussion is pre-moderated.",
  "why.guestPolicy.guest": "Guests’ comments wait on this site.",
  "why.proofOfWork.none": "No proof of work came with it: no script, or an old browser.",
} as const;
