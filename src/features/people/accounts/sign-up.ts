import type { World } from "../../../context.ts";
import { cleanLine, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import { readsLikeStaff } from "../recognise.ts";
import { askAt } from "./ask.ts";
import type { Complaint } from "./complaint.ts";
import { hashPassword } from "./passwords.ts";
import { checkPassword } from "./strength.ts";

export interface SignUpForm {
  name: string;
  email: string;
  password: string;
  to: string;
}

/**
 * Takes a wish for an account. What the form says is checked; whether the address has an account already is not, so the
 * answer is the same, and takes as long, in both cases. The account is made when its address is proved.
 */
export async function signUp(world: World, form: SignUpForm): Promise<Complaint[]> {
  const [name, address] = [cleanLine(form.name), cleanLine(form.email)];
  const complaints = [
    ...(await checkMemberName(world, name)),
    ...checkAddress(address),
    ...(await checkPassword(form.password, [name, address, world.site.name])),
  ];
  if (complaints.length > 0) return complaints;
  const passwordHash = await hashPassword(form.password);
  const { language } = world.locale;
  await askAt(world, address, { kind: "signUp", name, passwordHash, language, to: form.to });
  return [];
}

const shortestName = 2;
const longestName = 60;

export async function checkMemberName({ ctx, site }: World, name: string): Promise<Complaint[]> {
  const field = "name";
  const length = countCharacters(name);
  if (!isIntact(name) || !/\p{L}/u.test(name)) return [{ field, message: "account.name.letters" }];
  if (length < shortestName || length > longestName)
    return [{ field, message: "account.name.length", values: { least: shortestName, most: longestName } }];
  return (await readsLikeStaff(ctx.db.read, site.id, name)) ? [{ field, message: "account.name.taken" }] : [];
}

/** Only what is plainly no address is refused: whether one works can be told by a mail alone. */
export function checkAddress(address: string): Complaint[] {
  const looksRight =
    isIntact(address) && address.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u.test(address);
  return looksRight ? [] : [{ field: "email", message: "error.email.wrong" }];
}
