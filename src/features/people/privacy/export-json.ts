import { type Asked, type Held, isTime } from "./holding.ts";
import { holdings } from "./holdings.ts";

/** The shape of the document: docs/guides/privacy.md. It goes up when something is left out or means something else. */
const version = 1;

export interface ExportHead {
  /** Milliseconds since 1970. */
  madeAt: number;
  /** By what the person was found. */
  by: "member" | "address" | "device" | "comment";
  sites: readonly { id: number; name: string; url: string }[];
}

/** All that is held on somebody as one JSON document, piece by piece. */
export async function* exportJson(asked: Asked, head: ExportHead): AsyncGenerator<string> {
  const { madeAt, by, sites } = head;
  const told = { format: "belowline.person", version, madeAt: new Date(madeAt).toISOString(), by, sites };
  yield `${JSON.stringify(told, null, 2).slice(0, -2)},\n  "held": {`;
  let isFirst = true;
  for (const { name, collect } of holdings) {
    if (!collect) continue;
    yield `${isFirst ? "" : ","}\n    ${JSON.stringify(name)}: [`;
    isFirst = false;
    let separator = "\n";
    for await (const held of collect(asked)) {
      yield `${separator}      ${JSON.stringify(withTimes(held))}`;
      separator = ",\n";
    }
    yield separator === "\n" ? "]" : "\n    ]";
  }
  yield "\n  }\n}\n";
}

/** Times as ISO 8601. */
function withTimes(held: Held): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(held).map(([field, value]) => {
      if (Array.isArray(value)) return [field, value.map(withTimes)];
      return [field, isTime(field, value) ? new Date(value).toISOString() : value];
    }),
  );
}
