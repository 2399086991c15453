/** The elements of an export, and where each belongs. What is not listed is skipped whole. */

export interface KnownElement {
  name: string;
  /** Containers that it may stand in; "root" is the item or the channel being read. */
  parents: readonly string[];
  isContainer: boolean;
  /** Holds somebody's HTML, in which unprefixed closing tags mean nothing to us. */
  isBody: boolean;
  isAddress: boolean;
  /** Its closing tag, with the prefix that this file uses. */
  close: string;
}

const terms = ["wp:category", "wp:tag", "wp:term"] as const;
const metas = ["wp:postmeta", "wp:commentmeta", "wp:termmeta"] as const;

const containers: Readonly<Record<string, readonly string[]>> = {
  "wp:author": ["root"],
  "wp:category": ["root"],
  "wp:tag": ["root"],
  "wp:term": ["root"],
  "wp:termmeta": terms,
  "wp:postmeta": ["root"],
  "wp:comment": ["root"],
  "wp:commentmeta": ["wp:comment"],
};

const leaves: readonly (readonly [readonly string[], string])[] = [
  [
    ["root"],
    "title link pubDate guid description language generator category dc:creator content:encoded excerpt:encoded",
  ],
  [
    ["root"],
    "wp:wxr_version wp:base_site_url wp:base_blog_url wp:post_id wp:post_date wp:post_date_gmt wp:post_modified",
  ],
  [
    ["root"],
    "wp:post_modified_gmt wp:comment_status wp:ping_status wp:post_name wp:status wp:post_parent wp:menu_order",
  ],
  [["root"], "wp:post_type wp:post_password wp:is_sticky wp:attachment_url"],
  [["wp:author"], "wp:author_id wp:author_login wp:author_email wp:author_display_name wp:author_first_name"],
  [["wp:author"], "wp:author_last_name wp:author_description"],
  [
    terms,
    "wp:term_id wp:category_nicename wp:category_parent wp:cat_name wp:category_description wp:tag_slug",
  ],
  [
    terms,
    "wp:tag_name wp:tag_description wp:term_taxonomy wp:term_slug wp:term_parent wp:term_name wp:term_description",
  ],
  [metas, "wp:meta_key wp:meta_value"],
  [
    ["wp:comment"],
    "wp:comment_id wp:comment_author wp:comment_author_email wp:comment_author_url wp:comment_author_IP",
  ],
  [
    ["wp:comment"],
    "wp:comment_date wp:comment_date_gmt wp:comment_content wp:comment_approved wp:comment_type",
  ],
  [["wp:comment"], "wp:comment_parent wp:comment_user_id"],
];

const bodies = new Set([
  "content:encoded",
  "excerpt:encoded",
  "wp:comment_content",
  "wp:meta_value",
  "description",
]);

function allKnown(): Map<string, KnownElement> {
  const known = new Map<string, KnownElement>();
  for (const [name, parents] of Object.entries(containers)) {
    known.set(name, {
      name,
      parents,
      isContainer: true,
      isBody: false,
      isAddress: false,
      close: `</${name}>`,
    });
  }
  for (const [parents, names] of leaves) {
    for (const name of names.split(" ")) {
      const isAddress = /url$|^link$|^guid$/.test(name);
      known.set(name, {
        name,
        parents,
        isContainer: false,
        isBody: bodies.has(name),
        isAddress,
        close: `</${name}>`,
      });
    }
  }
  return known;
}

export interface Names {
  /** Takes the name as written, prefix included. */
  find(raw: string): KnownElement | undefined;
  /** Reads xmlns declarations: tools that rewrite an export may call the wp namespace "ns1". */
  learn(head: string): void;
}

function usualPrefix(namespace: string): string | undefined {
  if (/wordpress\.org\/export\/[\d.]+\/excerpt/.test(namespace)) return "excerpt";
  if (/wordpress\.org\/export\//.test(namespace)) return "wp";
  if (/purl\.org\/rss\/1\.0\/modules\/content/.test(namespace)) return "content";
  if (/purl\.org\/dc\/elements/.test(namespace)) return "dc";
  return undefined;
}

export function knownNames(): Names {
  const usual = allKnown();
  const known = new Map(usual);
  return {
    find: (raw) => known.get(raw),
    learn(head) {
      for (const [, prefix = "", namespace = ""] of head.matchAll(
        /xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']/g,
      )) {
        const meant = usualPrefix(namespace);
        if (meant === undefined || meant === prefix) continue;
        for (const [name, element] of usual) {
          if (!name.startsWith(`${meant}:`)) continue;
          const written = `${prefix}${name.slice(meant.length)}`;
          known.set(written, { ...element, close: `</${written}>` });
        }
      }
    },
  };
}
