import type { Compilable, CompiledQuery, QueryExecutor, QueryResult, RawBuilder } from "kysely";
import type { Db, Tx } from "./database.ts";
import { tellsNewId } from "./dialect.ts";
import { paddedLength } from "./in-groups.ts";

/** Stands for a value while a query is built: `value("key")` has the type that the value will have. */
export interface Values<V> {
  <Name extends keyof V & string>(name: Name): V[Name];
  /** All of them, as the row that an insert writes. */
  all(): V;
}

/** A query that runs with other values each time, and gives its rows. */
export type Prepared<D extends Db, V, R> = (db: D, values: V) => Promise<R[]>;

/**
 * A query that is built and compiled once for each open database, because that costs more than to run it:
 *
 *     const findByKey = prepared((db: Db, value: Values<{ key: string }>) =>
 *       db.selectFrom("idempotency").select("comment_id").where("key", "=", value("key")),
 *     );
 *     const [row] = await findByKey(db, { key });
 *
 * A value that is a list stands in an `in (…)`. It is brought to one of a few lengths by repeating its last element, and
 * the query is compiled once for each length; it must not be empty.
 */
export function prepared<D extends Db, V extends object, R>(build: Build<D, V, R>): Prepared<D, V, R> {
  const run = resultsOf(build);
  return async (db, values) => (await run(db, values)).rows;
}

type Build<D, V, R> = (db: D, value: Values<V>) => Compilable<R>;

function resultsOf<D extends Db, V extends object, R>(build: Build<D, V, R>) {
  const known = new WeakMap<QueryExecutor["adapter"], Map<string, Plan<R>>>();
  return (db: D, values: V): Promise<QueryResult<R>> => {
    const plans = plansOf(known, db.getExecutor().adapter);
    const given = values as Given;
    const shape = shapeOf(given);
    let plan = plans.get(shape);
    if (!plan) {
      plan = planOf(build(db, markersFor<V>(given)).compile());
      plans.set(shape, plan);
    }
    return db.executeQuery(plan.fill(given));
  };
}

/** An insert of one row into a table with ids. */
interface Insertion<Id> extends Compilable {
  returning(column: "id"): Compilable<{ id: Id }>;
}

/**
 * An insert of one row, which gives the row's id. PostgreSQL has to be asked for it; on SQLite a statement that gives
 * rows first puts aside every page that it writes to.
 */
export function preparedInsert<V extends object, Id extends number>(
  build: (tx: Tx, value: Values<V>) => Insertion<Id>,
): (tx: Tx, values: V) => Promise<Id> {
  const run = resultsOf((tx: Tx, value: Values<V>): Compilable<unknown> => {
    const insertion = build(tx, value);
    return tellsNewId(tx) ? insertion : insertion.returning("id");
  });
  return async (tx, values) => {
    const { rows, insertId } = await run(tx, values);
    const [row] = rows as { id: Id }[];
    return row?.id ?? (Number(insertId) as Id);
  };
}

/** A query written in SQL, for `prepared`. */
export function compilable<R>(db: Db, query: RawBuilder<R>): Compilable<R> {
  return { compile: () => query.compile(db) };
}

/** A query of its own for each of a few kinds, made when it is first asked for. */
export function byKind<Kind extends string, Query>(make: (kind: Kind) => Query): (kind: Kind) => Query {
  const made = new Map<Kind, Query>();
  return (kind) => {
    const query = made.get(kind) ?? make(kind);
    made.set(kind, query);
    return query;
  };
}

type Given = Readonly<Record<string, unknown>>;

interface Plan<R> {
  fill(given: Given): CompiledQuery<R>;
}

/** Which of the values are lists, and in what lengths: queries of one shape are the same. */
function shapeOf(given: Given): string {
  let shape = "";
  for (const name in given) {
    const value = given[name];
    if (Array.isArray(value)) shape += ` ${name} ${paddedLength(value.length)}`;
  }
  return shape;
}

/** A value that is not known yet, among the parameters of a compiled query. */
class Marker {
  readonly #name: string;
  readonly #index: number | null;

  constructor(name: string, index: number | null) {
    this.#name = name;
    this.#index = index;
  }

  valueIn(given: Given): unknown {
    const value = given[this.#name];
    return this.#index !== null && Array.isArray(value)
      ? value[Math.min(this.#index, value.length - 1)]
      : value;
  }
}

// The one place where a marker passes for the value that it stands for: Kysely only carries it through.
function markersFor<V extends object>(given: Given): Values<V> {
  const markerOf = (name: string) => {
    const value = given[name];
    return Array.isArray(value)
      ? Array.from({ length: paddedLength(value.length) }, (_, index) => new Marker(name, index))
      : new Marker(name, null);
  };
  const all = () => Object.fromEntries(Object.keys(given).map((name) => [name, markerOf(name)])) as V;
  return Object.assign(<Name extends keyof V & string>(name: Name) => markerOf(name) as V[Name], { all });
}

function planOf<R>(query: CompiledQuery<R>): Plan<R> {
  const { parameters } = query;
  return {
    fill: (given) => ({
      ...query,
      parameters: parameters.map((each) => (each instanceof Marker ? each.valueIn(given) : each)),
    }),
  };
}

function plansOf<K extends object, P>(known: WeakMap<K, Map<string, P>>, key: K): Map<string, P> {
  const found = known.get(key);
  if (found) return found;
  const plans = new Map<string, P>();
  known.set(key, plans);
  return plans;
}
