export const en = {
  "talk.account": "Your account",
  "talk.signIn": "Sign in",
  "talk.signUp": "Sign up",
  "talk.signOut": "Sign out",
  "talk.desk": "Desk",

  "talk.as": "Posting as {name}",
  "talk.changeable":
    "You can change or withdraw your comment for {n, plural, one {1 minute} other {# minutes}}. What it said before stays to be read.",
  "talk.signedOut":
    "You aren’t signed in any more. Sign in again in another window and send this once more, or post it as a guest. Your text is kept.",
  "talk.signedIn":
    "You have signed in since you opened this page, so this will be posted as {name}. Send it again if that is right.",

  "talk.perks": "Sign in, and you can",
  "talk.perks.member": "Signed in, you can",
  "talk.perks.name": "Write under a name that nobody can copy",
  "talk.perks.edit": "Change your words for {n, plural, one {1 minute} other {# minutes}} after posting",
  "talk.perks.reply": "Hear by mail of replies to you",
  "talk.perks.mute": "Mute whom you would rather not read",
  "talk.perks.draft": "Begin on one device and finish on another",
  "talk.connect": "Connect using",

  "talk.follow": "Follow this discussion",
  "talk.unfollow": "Stop following",
  "talk.follow.about": "We tell you by mail when something new is said here.",
  "talk.following": "You follow this discussion.",

  "talk.verified": "Verified",
  "talk.subscriber": "Subscriber",
  "talk.newcomer": "New here",
  "talk.mute": "Mute",
  "talk.unmute": "Unmute",
  "talk.muted": "{name}, muted by you",
  "talk.muted.show": "Show",

  "talk.history": "How this comment was changed",
  "talk.history.now": "Since {from}",
  "talk.history.then": "From {from} to {to}",
  "talk.history.unseen": "never published",
} as const;
