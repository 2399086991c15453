import { describe, expect, it } from "vitest";
import { escapeHtml, sanitizeCommentHtml, sanitizeStoryHtml, textOfHtml } from "./safe-html.ts";

describe("a comment's HTML", () => {
  it("keeps words, emphasis, quotes, lists and links that vouch for nothing", () => {
    const html =
      '<p>A <em>b</em> <strong>c</strong><br /><a href="https://a.example/?b=1&amp;c">d</a></p><blockquote><ul><li>e</li></ul></blockquote>';
    expect(sanitizeCommentHtml(html)).toBe(
      html.replace("<a href", "<a href").replace('c">d', 'c" rel="ugc nofollow noopener">d'),
    );
  });

  it("loses every other element, attribute and scheme", () => {
    expect(sanitizeCommentHtml('<p onclick="x" style="x" class="x" id="x">a</p>')).toBe("<p>a</p>");
    expect(
      sanitizeCommentHtml(
        'a<script>b</script><style>c</style><svg onload="d"><b>e</b></svg><img src="f" onerror="g">',
      ),
    ).toBe("a");
    for (const href of [
      "javascript:x",
      "JAVASCRIPT:x",
      " javascript:x",
      "java\tscript:x",
      "data:text/html,x",
      "vbscript:x",
      "//a.example",
      "ftp://a.example",
      "mailto:a@b.example",
    ]) {
      expect(sanitizeCommentHtml(`<a href="${href}">a</a>`), href).not.toMatch(
        /href="(?:\s*j|d|v|\/\/|ftp|mailto)/i,
      );
    }
  });

  it("stays as it is when it is made safe again", () => {
    const once = sanitizeCommentHtml(
      '<p>1 < 2 & "3" <b>4</b> &lt;script&gt; <a href="https://a.example/\'">5</a>',
    );
    expect(sanitizeCommentHtml(once)).toBe(once);
  });
});

it("lets a story have tables and marks of its pictures, and nothing that runs", () => {
  const table = '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>';
  expect(sanitizeStoryHtml(table)).toBe(table);
  expect(
    sanitizeStoryHtml('<figure data-image="3"></figure><figure data-image="x"></figure><figure></figure>'),
  ).toBe('<figure data-image="3"></figure>');
  expect(
    sanitizeStoryHtml('<p><a href="javascript:x" onclick="y" title="t">a</a><iframe src="//b"></iframe></p>'),
  ).toBe('<p><a title="t">a</a></p>');
});

it("reads the words of HTML, and writes words as HTML", () => {
  expect(textOfHtml("<p>a</p><ul><li>b &amp; &lt;c&gt;</li></ul>d<script>e</script>")).toBe("a b & <c> d");
  expect(escapeHtml(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
});
