export const en = {
  "settings.nav": "Your settings",
  "settings.profile": "Profile",
  "settings.signIn": "Sign-in and security",
  "settings.sessions": "Where you are signed in",
  "settings.connections": "Connected accounts",
  "settings.mail": "Mail",
  "settings.following": "Following and muted",
  "settings.privacy": "Your data",
} as const;
