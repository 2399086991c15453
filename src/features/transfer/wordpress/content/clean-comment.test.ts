import { describe, expect, test } from "vitest";
import { cleanCommentContent } from "./clean-comment.ts";

function html(raw: string): string {
  return cleanCommentContent(raw).html.replace(/\n/g, "");
}

describe("a comment's HTML", () => {
  test.each([
    ["One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"],
    ["<b>a</b> <i>b</i> <u>c</u> <h2>d</h2>", "<p><strong>a</strong> <em>b</em> c</p><p>d</p>"],
    ["<blockquote>x</blockquote>y", "<blockquote><p>x</p></blockquote><p>y</p>"],
    ["I <3 this & that, 1 < 2", "<p>I &lt;3 this &amp; that, 1 &lt; 2</p>"],
    ["<pre>a\n b</pre>", "<pre>a\n b</pre>".replace("\n", "")],
    ['<a href="http://a.example" onclick="x" rel="me">t</a>', '<p><a href="http://a.example">t</a></p>'],
    ['<a href="mailto:ida@reader.example">t</a>', "<p>t</p>"],
    ['<a href="/x">t</a>', "<p>t</p>"],
    ["<script>alert(1)</script><style>x</style>left", "<p>left</p>"],
    ["[quote]kept[/quote] [...]", "<p>[quote]kept[/quote] [...]</p>"],
  ])("%s", (raw, expected) => {
    expect(html(raw)).toBe(expected);
  });

  test("links bare addresses, without the sentence's punctuation", () => {
    expect(html("(see https://a.example/x_(y)?a=1&amp;b=2).")).toBe(
      '<p>(see <a href="https://a.example/x_(y)?a=1&amp;b=2">https://a.example/x_(y)?a=1&amp;b=2</a>).</p>',
    );
    expect(html("<code>https://a.example</code>")).toBe("<p><code>https://a.example</code></p>");
  });

  test("shows a picture as a link and a smile as text", () => {
    expect(html('<img src="https://a.example/p.jpg">')).toBe(
      '<p><a href="https://a.example/p.jpg">https://a.example/p.jpg</a></p>',
    );
    expect(html('<img src="https://a.example/smilies/s.gif" alt=":)">')).toBe("<p>:)</p>");
  });
});

test("a comment that is only a film is a link to it", () => {
  const film =
    '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk&fs=1"><embed src="x"></embed></object>';
  expect(cleanCommentContent(film).text).toBe("https://www.youtube.com/watch?v=abcdefghijk");
});

describe("a comment's text", () => {
  test("is what a reader sees", () => {
    expect(cleanCommentContent("<p>A &amp; b</p><ul><li>c<li>d</ul>").text).toBe("A & b\n\n- c\n- d");
  });

  test("holds no control, no direction override and no half character, even if escaped", () => {
    const { text, html: marked } = cleanCommentContent("a\u202eb&#x202e;c&#8;d\ud800e\u0000f&#x2066;g");
    expect(text).toBe("abcd\ufffdefg");
    expect(marked).toBe("<p>abcd\ufffdefg</p>");
  });
});
