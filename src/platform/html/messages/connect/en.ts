export const en = {
  "connect.using": "Connect using",
  "connect.leave": "On to {name}",
  "connect.leave.about": "You sign in there, and come back here at once.",
  "connect.leave.go": "Go on to {name}",
  "connect.server": "Sign in with {name}",
  "connect.server.label": "Your server",
  "connect.server.note": "What stands after the second @ in your handle.",
  "connect.server.go": "Go on to your server",
  "connect.server.wrong": "That is no server’s name. One looks like mastodon.social.",
  "connect.server.unreachable": "That server does not answer as a Mastodon server would. Is its name right?",
  "connect.name": "Choose your name",
  "connect.name.about":
    "{name} has told us who you are. You are new at {site}: under which name would you like to write?",
  "connect.name.leaves":
    "You are signed in as {name}. This makes another account, and signs you in to it instead.",
  "connect.name.label": "Display name",
  "connect.name.note": "Everybody sees it. You can change it later.",
  "connect.name.go": "Open my account",
  "connect.name.have": "Do you have an account here already?",
  "connect.name.signIn": "Sign in to it and connect {name}",
  "connect.prove": "You have an account here",
  "connect.prove.about":
    "An account here has the address that {name} knows you by. Sign in to it once, with your password or a link by mail; from then on {name} will do.",
  "connect.prove.go": "Sign in",
  "connect.join": "Connect {name}?",
  "connect.join.about":
    "From then on you can sign in to your account here, {mine}, with {name} as well: with {theirs}.",
  "connect.join.go": "Connect it",
  "connect.switch": "Go on as {theirs}?",
  "connect.switch.about":
    "You are signed in as {mine}. {name} hands you over as {theirs}, who is another member here.",
  "connect.switch.go": "Go on as {theirs}",
  "connect.enter": "Go on as {theirs}?",
  "connect.enter.about":
    "{name} hands you over as {theirs}. Is that you? You are asked this once in each browser.",
  "connect.enter.go": "Go on as {theirs}",
  "connect.leaveIt": "Leave it as it is",
  "connect.refused": "You are not signed in this time",
  "connect.refused.lost":
    "This way in has been used, or began in another browser, or took too long. Please begin again.",
  "connect.refused.cancelled": "{name} sent you back without signing you in. Nothing has changed here.",
  "connect.refused.unreachable":
    "{name} can’t be reached just now. Please try again in a while, or sign in another way.",
  "connect.refused.unbelievable":
    "What came back from {name} could not be verified, so we did not use it. Please begin again.",
  "connect.refused.disabled": "This account has been switched off.",
  "connect.refused.taken": "That account is connected to another member here. Disconnect it there first.",
  "connect.refused.otherMember":
    "You are no longer signed in as the member who began this. Please begin again.",
  "connect.toSignIn": "To the sign-in page",
  "connect.toSettings": "To your connected accounts",
  "connect.publisher.stale":
    "This link has been used, or is too old. Go back to where you came from and follow it anew.",
  "connect.publisher.flawed":
    "This link does not sign you in: something in it is not right. That is not your fault.",
  "connect.publisher.goOn": "Go on reading",
  "connect.publisher.goOnAsGuest": "Go on reading as a guest",
  "connect.publisher.reason": "For whoever looks after the link:",
  "connections.about":
    "Accounts elsewhere with which you can sign in here. We keep nothing of them but that they are yours, and nobody else sees it.",
  "connections.none": "You have not connected any account yet.",
  "connections.since": "since",
  "connections.disconnect": "Disconnect",
  "connections.disconnect.label": "Disconnect {name}",
  "connections.last":
    "This is your only way to sign in. Connect another account or choose a password before you disconnect it.",
  "connections.more": "Connect another account",
  "connections.connected": "Connected.",
  "connections.disconnected": "Disconnected. You can’t sign in with it any more.",
} as const;
