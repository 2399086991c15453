import type { Context } from "../context.ts";
import { addUser } from "../features/people/staff/add-user.ts";
import { changeRole } from "../features/people/staff/change-role.ts";
import { disableMember, enableMember } from "../features/people/staff/disable-member.ts";
import { findUser, listUsers } from "../features/people/staff/find-user.ts";
import { makePasswordLink } from "../features/people/staff/password-link.ts";
import { roles } from "../features/people/staff/permissions.ts";
import { readScope } from "../features/people/staff/scopes.ts";
import { readRole, type Scope, type StaffOutcome } from "../features/people/staff/staff.ts";
import type { MemberId } from "../platform/lib/ids.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

interface Values {
  site?: string | undefined;
  role?: string | undefined;
  title?: string | undefined;
  "password-stdin": boolean;
}

export const userCommand: Command = {
  name: "user",
  usage:
    "user list | add NAME ADDRESS [--role ROLE] | role WHO ROLE|none | reset WHO | disable WHO | enable WHO  [--site KEY]",
  about: "Makes accounts and gives roles. WHO is a handle or an email address.",
  options: [
    `--role ROLE         add: ${roles.join(", ")}`,
    "--title TITLE       add, role: beside the name",
    "--site KEY          where the role holds (absent: on every site)",
    "--password-stdin    add: reads the password from the input, instead of printing a link to choose one",
  ],
  run: async (args, terminal) => {
    const call = readCall(args);
    return withApp(terminal, ({ app }) => call(app.ctx, terminal));
  },
};

/** What the words after `belowline user` ask for; throws UsageError where they make no sense. */
export function readCall(args: readonly string[]): (ctx: Context, terminal: Output) => Promise<number> {
  const { values, positionals } = readArgs(args, {
    site: { type: "string" },
    role: { type: "string" },
    title: { type: "string" },
    "password-stdin": { type: "boolean", default: false },
  });
  const [act = "list", ...words] = positionals;
  const run = acts[act];
  if (!run) throw new UsageError(`"${act}" is nothing that can be done with an account.`);
  return (ctx, terminal) => run({ ctx, terminal, values, words });
}

type Output = Pick<Terminal, "print" | "readInput">;

interface Call {
  ctx: Context;
  terminal: Output;
  values: Values;
  words: readonly string[];
}

const acts: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  list,
  add,
  role,
  reset,
  disable: (call) => switchAccount(call, "disable"),
  enable: (call) => switchAccount(call, "enable"),
};

async function list({ ctx, terminal }: Call): Promise<number> {
  const users = await listUsers(ctx);
  if (users.length === 0)
    terminal.print('Nobody works here yet: belowline user add "NAME" ADDRESS --role admin');
  for (const user of users) {
    const where = user.scope === 0 ? "every site" : (ctx.sites.byId(user.scope)?.key ?? String(user.scope));
    const marks = [user.title, user.isDisabled ? "(switched off)" : ""].filter(Boolean).join("\t");
    terminal.print(`${user.handle}\t${user.name}\t${user.role}\t${where}${marks && `\t${marks}`}`);
  }
  return 0;
}

async function add({ ctx, terminal, values, words }: Call): Promise<number> {
  const [name, address, more] = words;
  if (!name || !address || more !== undefined)
    throw new UsageError('Give a name and an address: belowline user add "NAME" ADDRESS');
  const wished = values.role === undefined ? null : roleNamed(values.role);
  const password = values["password-stdin"] ? (await terminal.readInput()).replace(/\r?\n$/, "") : null;
  const made = await addUser(ctx, {
    name,
    address,
    password,
    scope: scopeNamed(ctx, values.site),
    to: wished && { role: wished, title: values.title ?? "" },
    siteId: chosenSite(ctx.sites, values.site).id,
  });
  if ("refused" in made) throw new UsageError(made.refused);
  terminal.print(`${made.handle}: ${wished ?? "reader"}`);
  if (made.link) terminal.print(`To choose a password, once, within three days: ${made.link}`);
  return 0;
}

async function role({ ctx, terminal, values, words }: Call): Promise<number> {
  const [who, named = "", more] = words;
  if (!who || more !== undefined)
    throw new UsageError("Say whose role, and which: belowline user role WHO ROLE");
  const wished = named === "none" ? null : roleNamed(named);
  const { memberId, handle } = await found(ctx, who);
  const scope = scopeNamed(ctx, values.site);
  const outcome = await changeRole(ctx, {
    by: "cli",
    memberId,
    scope,
    to: wished && { role: wished, title: values.title ?? "" },
    siteId: chosenSite(ctx.sites, values.site).id,
  });
  return told(
    terminal,
    outcome,
    `${handle}: ${wished ?? "no role"}${scope === 0 ? "" : ` on ${values.site}`}`,
  );
}

async function reset({ ctx, terminal, values, words }: Call): Promise<number> {
  const { memberId, handle } = await found(ctx, words[0]);
  const siteId = chosenSite(ctx.sites, values.site).id;
  const link = await makePasswordLink(ctx, { by: "cli", memberId, siteId });
  terminal.print(`${handle} chooses a new password, once, within three days: ${link}`);
  return 0;
}

async function switchAccount(
  { ctx, terminal, values, words }: Call,
  act: "disable" | "enable",
): Promise<number> {
  const { memberId, handle } = await found(ctx, words[0]);
  const change = { by: "cli", memberId, siteId: chosenSite(ctx.sites, values.site).id } as const;
  const outcome = await (act === "disable" ? disableMember : enableMember)(ctx, change);
  const done = act === "disable" ? "switched off, and signed out everywhere" : "switched on again";
  return told(terminal, outcome, `${handle}: ${done}`);
}

function told(terminal: Output, outcome: StaffOutcome, done: string): number {
  if (outcome === "lastAdmin")
    throw new UsageError("That is the last admin: give somebody else the role first.");
  if (outcome !== "done") throw new UsageError("That account is not there any more.");
  terminal.print(done);
  return 0;
}

async function found(ctx: Context, who: string | undefined): Promise<{ memberId: MemberId; handle: string }> {
  if (!who) throw new UsageError("Say whose account: a handle or an email address.");
  const user = await findUser(ctx, who);
  if (!user) throw new UsageError("There is no such account. Who works here: belowline user list");
  return { memberId: user.id, handle: user.handle };
}

function roleNamed(name: string) {
  const known = readRole(name);
  if (!known) throw new UsageError(`A role is one of ${roles.join(", ")}.`);
  return known;
}

function scopeNamed(ctx: Context, key: string | undefined): Scope {
  if (key === undefined) return 0;
  const scope = readScope(ctx, key);
  if (scope === null) throw new UsageError(`There is no site "${key}".`);
  return scope;
}
