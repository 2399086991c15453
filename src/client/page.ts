import { keepAges } from "./ages.ts";
import { keepComposers } from "./composer.ts";
import { keepLook } from "./look-choice.ts";
import { keepRecommends, keepReplies, keepShares } from "./acts.ts";

// Scripts only make pages nicer: everything here works by forms and links without them.
keepLook();
keepAges();
keepComposers();
keepReplies();
keepRecommends();
keepShares();
