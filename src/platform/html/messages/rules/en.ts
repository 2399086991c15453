export const en = {
  "why.failed": "The rule “{rule}” failed, so somebody has to look.",
  "why.other": "The rule “{rule}” objected.",
  "why.discussionMode.premoderated": "This discussion is pre-moderated.",
  "why.openingHours.outside": "It came at an hour at which nobody is on duty.",
  "why.preset.court": "The story is about a court case: every comment is read first.",
  "why.preset.death": "The story is about a death: every comment is read first.",
  "why.preset.election": "The story is about an election: every comment is read first.",
  "why.preset.links": "There is a link in it; under this story there are to be none.",
  "why.guestPolicy.guest": "Guests’ comments wait on this site.",
  "why.proofOfWork.none": "No proof of work came with it: no script, or an old browser.",
  "why.shape.short": "{n, plural, one {It has 1 letter only.} other {It has # letters only.}}",
  "why.shape.capitals": "{n, number} of 100 letters are capitals.",
  "why.shape.marks": "It has {n, number} exclamation or question marks in a row.",
  "why.shape.stretched": "It stretches a letter {n, number} times.",
  "why.links.many": "{n, plural, one {It has 1 link.} other {It has # links.}}",
  "why.links.unknown": "It links to {domain}, which is not among the known websites.",
  "why.newcomers.first":
    "{n, plural, =0 {Nothing by this person has been published here yet.} one {Only 1 comment by this person has been published here.} other {Only # comments by this person have been published here.}}",
  "why.newcomers.refused":
    "{n, plural, one {1 comment by this person was refused before.} other {# comments by this person were refused before.}}",
  "why.newcomers.distrusted": "The desk wants to read this person’s comments first.",

  "phase.discussionMode": "Mode of the discussion",
  "phase.discussionMode.about": "In a pre-moderated discussion everything waits, except what staff write.",
  "phase.openingHours": "Opening hours",
  "phase.openingHours.about": "While nobody is on duty, comments wait, or discussions are closed.",
  "phase.sanctions": "Suspended and banned",
  "phase.sanctions.about":
    "Whoever is suspended or banned can’t post: by person, device, network or address domain.",
  "phase.limits": "Limits and slow mode",
  "phase.limits.about": "Whoever writes very often is asked to wait a little; their text stays in the form.",
  "phase.preset": "Court, death, election",
  "phase.preset.about":
    "Under such a story every comment is read first, without links, and the discussion closes by itself.",
  "phase.guestPolicy": "Guests",
  "phase.guestPolicy.about": "Where the settings of the site say so, guests’ comments wait.",
  "phase.proofOfWork": "Proof of work",
  "phase.proofOfWork.about":
    "Where the settings of the site ask for it, a guest’s comment without one waits.",
  "phase.shape": "Length and shouting",
  "phase.shape.about":
    "Very short texts, capitals throughout, rows of exclamation marks and stretched letters wait.",
  "phase.links": "Links",
  "phase.links.about": "Comments with many links, or with links to websites that you don’t know, wait.",
  "phase.words": "Word lists",
  "phase.words.about": "Words on your lists hold or refuse a comment, however they are disguised.",
  "phase.repeats": "The same text again",
  "phase.repeats.about": "What was posted before, word for word or nearly, waits.",
  "phase.newcomers": "New people and trust",
  "phase.newcomers.about":
    "First comments wait until somebody has earned trust; who was often refused loses it.",
  "phase.learner": "What the desk has taught",
  "phase.learner.about":
    "A model that learns from every decision of the desk, and holds what looks like what you refuse.",
  "phase.external": "Classifiers elsewhere",
  "phase.external.about": "Services that you have set up are asked for their opinion.",
} as const;
