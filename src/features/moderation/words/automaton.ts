/** Something that was found: pattern number `pattern` ends at `end`, the position after its last element. */
export type Found = (pattern: number, end: number) => void;

/**
 * Finds many patterns in one walk over a text. Aho, A. V. and Corasick, M. J. (1975), "Efficient string matching: an aid
 * to bibliographic search", Communications of the ACM 18 (6). Patterns are rows of whole numbers below 2^21 (code points).
 * Edges stand in one open-addressed table, since most of the nodes have one.
 */
export class Automaton {
  private readonly mask: number;
  private readonly keys: Float64Array;
  private readonly targets: Int32Array;
  /** The node of the longest end of what was read that some pattern begins with. */
  private readonly fail: Int32Array;
  /** The pattern that ends at each node, -1: none; and the next node on the way of fails at which one ends, 0: none. */
  private readonly ends: Int32Array;
  private readonly nextEnd: Int32Array;
  /** The next pattern that is the same as this one; -1: none. */
  private readonly same: Int32Array;

  constructor(patterns: readonly (readonly number[])[]) {
    const edges = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
    let size = 16;
    while (size < edges * 2) size *= 2;
    this.mask = size - 1;
    this.keys = new Float64Array(size).fill(-1);
    this.targets = new Int32Array(size);
    this.fail = new Int32Array(edges + 1);
    this.ends = new Int32Array(edges + 1).fill(-1);
    this.nextEnd = new Int32Array(edges + 1);
    this.same = new Int32Array(patterns.length).fill(-1);
    this.link(this.plant(patterns));
  }

  /** Calls `found` for every pattern wherever it ends in the first `length` of `text`. */
  search(text: ArrayLike<number>, length: number, found: Found): void {
    let node = 0;
    for (let at = 0; at < length; at++) {
      const code = text[at] ?? 0;
      node = this.step(node, code);
      let end = (this.ends[node] ?? -1) >= 0 ? node : (this.nextEnd[node] ?? 0);
      while (end !== 0) {
        let pattern = this.ends[end] ?? -1;
        while (pattern >= 0) {
          found(pattern, at + 1);
          pattern = this.same[pattern] ?? -1;
        }
        end = this.nextEnd[end] ?? 0;
      }
    }
  }

  private step(from: number, code: number): number {
    let node = from;
    for (;;) {
      const next = this.follow(node, code);
      if (next !== 0 || node === 0) return next;
      node = this.fail[node] ?? 0;
    }
  }

  private slot(node: number, code: number): number {
    const key = node * 0x20_0000 + code;
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) & this.mask;
    while (this.keys[at] !== -1 && this.keys[at] !== key) at = (at + 1) & this.mask;
    return at;
  }

  /** The node to which an edge leads; 0: there is none. */
  private follow(node: number, code: number): number {
    const at = this.slot(node, code);
    return this.keys[at] === -1 ? 0 : (this.targets[at] ?? 0);
  }

  /** The tree of all patterns. Gives its edges, those of lower nodes last. */
  private plant(patterns: readonly (readonly number[])[]): Edge[] {
    const edges: Edge[] = [];
    let last = 0;
    for (const [number, pattern] of patterns.entries()) {
      let node = 0;
      for (const [depth, code] of pattern.entries()) {
        const at = this.slot(node, code);
        if (this.keys[at] === -1) {
          this.keys[at] = node * 0x20_0000 + code;
          this.targets[at] = ++last;
          edges.push({ from: node, code, to: last, depth });
        }
        node = this.targets[at] ?? 0;
      }
      if (node === 0) continue;
      this.same[number] = this.ends[node] ?? -1;
      this.ends[node] = number;
    }
    return edges.sort((one, other) => one.depth - other.depth);
  }

  private link(edges: readonly Edge[]): void {
    for (const { from, code, to } of edges) {
      const fail = from === 0 ? 0 : this.step(this.fail[from] ?? 0, code);
      this.fail[to] = fail;
      this.nextEnd[to] = (this.ends[fail] ?? -1) >= 0 ? fail : (this.nextEnd[fail] ?? 0);
    }
  }
}

interface Edge {
  from: number;
  code: number;
  to: number;
  depth: number;
}
